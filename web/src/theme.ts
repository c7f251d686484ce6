/** Light or dark: as the device says, or as chosen here. */
import { type Theme, remember, remembered } from "./preferences.ts";

const GROUND = { light: "#f6f5f2", dark: "#12181a" };
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

export function chosenTheme(): Theme {
  return remembered("theme") ?? "system";
}

/** What is on screen now. */
export function shownTheme(): "light" | "dark" {
  const theme = document.documentElement.dataset["theme"];
  if (theme === "light" || theme === "dark") return theme;
  return prefersDark.matches ? "dark" : "light";
}

export function setTheme(theme: Theme): void {
  remember("theme", theme);
  applyTheme(theme);
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.media.includes("dark") ? "dark" : "light";
    meta.content = GROUND[theme === "system" ? own : theme];
  }
}
