/** Which language this client speaks: the browser's, until somebody chooses; then theirs everywhere. */
import { announce } from "./announce.ts";
import { Problem, Unreachable, keepLanguage } from "./api.ts";
import type { Login } from "./model/contract.ts";
import { forget, remember, remembered } from "./preferences.ts";
import { type Locale, locale, preferredLocale, setLocale, t } from "./texts/index.ts";

let loggedIn = false;
/** Chosen on this page by somebody who has not logged in yet. */
let chosenBefore: Locale | null = null;

/** Speaks as was chosen on this device, or as the browser asks. */
export function beginLanguage(): void {
  setLocale(remembered("language") ?? preferredLocale(navigator.languages));
}

/** What was chosen; null: what the browser asks for. */
export function chosenLanguage(): Locale | null {
  return remembered("language");
}

/** Somebody chooses: here at once, and for whoever is logged in wherever they log in. */
export function chooseLanguage(language: Locale | null): void {
  hold(language, loggedIn ? "login" : "here");
  if (loggedIn) void keep(language);
  else chosenBefore = language;
}

function hold(language: Locale | null, from: "login" | "here"): void {
  if (language === null) forget("language");
  else remember("language", language);
  remember("language_from", from);
  setLocale(language ?? preferredLocale(navigator.languages));
}

/** Swedish to English and back. */
export function otherLanguage(): void {
  chooseLanguage(locale() === "sv" ? "en" : "sv");
}

/** Speaks as the one who is logged in has chosen; a choice just made on the login page is theirs. */
export function speakTo(login: Login | null): void {
  loggedIn = login !== null;
  if (login === null) return;
  const { language = null } = login.user;
  if (chosenBefore !== null) {
    if (chosenBefore !== language) void keep(chosenBefore);
    chosenBefore = null;
  } else if (language !== null || remembered("language_from") === "login") {
    hold(language, "login");
  }
}

/** What can't be kept now still holds on this device, and is said to hold here alone. */
async function keep(language: Locale | null): Promise<void> {
  try {
    await keepLanguage(language);
  } catch (error) {
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    remember("language_from", "here");
    announce(t("settings.language_here"));
  }
}
