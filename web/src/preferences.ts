/** What this device remembers between visits. Never a password, never who logged in. */
import type { ClientKind } from "./model/contract.ts";
import type { Locale } from "./model/time.ts";
import type { AlertTone } from "./model/tone.ts";

export type Theme = "system" | "light" | "dark";

interface Remembered {
  /** Somebody is logged in here, as far as is known: the form waits for the server's word. */
  login: "on";
  language: Locale;
  /**
   * Whether that is the choice of whoever logged in, theirs but not known to the server yet, or was
   * made on this device alone.
   */
  language_from: "login" | "untold" | "here";
  theme: Theme;
  phone: string;
  reach: "phone" | "softphone";
  kind: ClientKind;
  /** The same, for the client that is installed. */
  kind_installed: ClientKind;
  /** Whether offers are pushed to this device while the client is closed. */
  push: "on" | "off";
  /** The simulated phones: whether what is said is read aloud, and whether they sound. */
  voice: "on" | "off";
  tone: "on" | "off";
  /** How an offer sounds, how loud (0 to 100), and whether tab and notification name who calls. */
  alert_tone: AlertTone;
  alert_volume: string;
  alert_caller: "on" | "off";
  /** Whether a customer's message in a chat is heard, and that notifications were asked for. */
  chat_sound: "on" | "off";
  chat_notify: "later";
}

/** A browser that allows no storage still lets one log in: it just remembers nothing. */
export function remembered<K extends keyof Remembered>(key: K): Remembered[K] | null {
  try {
    return localStorage.getItem(`jour:${key}`) as Remembered[K] | null;
  } catch {
    return null;
  }
}

export function forget(key: keyof Remembered): void {
  try {
    localStorage.removeItem(`jour:${key}`);
  } catch {
    // Nothing is kept where no storage is allowed.
  }
}

export function remember<K extends keyof Remembered>(key: K, value: Remembered[K]): void {
  try {
    localStorage.setItem(`jour:${key}`, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
