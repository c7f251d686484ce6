/** Puts the host's look on the frame, through the CSSOM: the frame allows no inline styles. */
import { type Appearance, inkOn } from "./appearance.ts";

export function wear(look: Appearance): void {
  const { style, dataset } = document.documentElement;
  set(style, "--brand", look.accent);
  set(style, "--on-brand", look.accent === "" ? "" : inkOn(look.accent));
  set(style, "--font", look.font === "" ? "" : `${look.font}, system-ui, sans-serif`);
  set(style, "--radius-card", look.radius);
  if (look.theme === "auto") delete dataset["theme"];
  else dataset["theme"] = look.theme;
}

function set(style: CSSStyleDeclaration, name: string, value: string): void {
  if (value === "") style.removeProperty(name);
  else style.setProperty(name, value);
}
