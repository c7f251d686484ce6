/** Which language this client speaks: the browser's, until somebody chooses; then theirs everywhere. */
import { announce } from "./announce.ts";
import { Problem, Unreachable, keepLanguage } from "./api.ts";
import { onReturn } from "./browser_wire.ts";
import type { Login } from "./model/contract.ts";
import { forget, remember, remembered } from "./preferences.ts";
import { type Locale, locale, preferredLocale, setLocale, t } from "./texts/index.ts";

let loggedIn = false;
/** Chosen, and not known to the server yet: null is the browser's language, undefined nothing. */
let untold: Locale | null | undefined;
let telling = false;

/** Speaks as was chosen on this device, or as the browser asks. */
export function beginLanguage(): void {
  setLocale(remembered("language") ?? preferredLocale(navigator.languages));
  if (remembered("language_from") === "untold") untold = remembered("language");
  // Another tab may have told a newer choice meanwhile.
  onReturn(() => loggedIn && remembered("language_from") !== "login" && void tell());
}

/** What was chosen; null: what the browser asks for. */
export function chosenLanguage(): Locale | null {
  return remembered("language");
}

/** Somebody chooses: here at once, and for whoever is logged in wherever they log in. */
export function chooseLanguage(language: Locale | null): void {
  untold = language;
  hold(language, loggedIn ? "untold" : "here");
  if (loggedIn) void tell().then((told) => told || announce(t("settings.language_here")));
}

function hold(language: Locale | null, from: "login" | "untold" | "here"): void {
  if (language === null) forget("language");
  else remember("language", language);
  remember("language_from", from);
  setLocale(language ?? preferredLocale(navigator.languages));
}

/** Swedish to English and back. */
export function otherLanguage(): void {
  chooseLanguage(locale() === "sv" ? "en" : "sv");
}

/**
 * Speaks as the one who is logged in has chosen; a choice just made on the login page is theirs, and
 * so is one that a reload or the network kept from the server.
 */
export function speakTo(login: Login | null): void {
  if (login === null) return dropTheirs();
  loggedIn = true;
  const { language = null } = login.user;
  if (untold !== undefined) {
    remember("language_from", "untold");
    void tell();
  } else if (language !== null || remembered("language_from") === "login") {
    hold(language, "login");
  }
}

/** What somebody chose who was logged in is not the choice of whoever logs in next. */
function dropTheirs(): void {
  const theirs = remembered("language_from") === "untold";
  if (loggedIn || theirs) untold = undefined;
  if (theirs) remember("language_from", "login");
  loggedIn = false;
}

/**
 * Tells the server the newest choice, one at a time; false where it could not be told now: then a
 * return to the page, or its next start, tries again.
 */
async function tell(): Promise<boolean> {
  if (telling) return true;
  telling = true;
  try {
    while (untold !== undefined) {
      const choice = untold;
      await keepLanguage(choice);
      if (untold !== choice) continue;
      untold = undefined;
      remember("language_from", "login");
    }
    return true;
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    return untold === undefined;
  } finally {
    telling = false;
  }
}
