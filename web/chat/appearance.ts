/**
 * How the host page wants the chat to look. Its custom properties are its own words, so each is
 * checked before it is used, in the host's script and again in the frame.
 */

export interface Appearance {
  /** Any CSS colour; empty for Jour's own. */
  accent: string;
  font: string;
  radius: string;
  position: "left" | "right";
  theme: "light" | "dark" | "auto";
}

const FONT = /^[\p{L}\d\s"',._-]{1,200}$/u;
const RADIUS = /^\d{1,2}(\.\d{1,3})?(px|rem|em)$/;
const COLOUR = /^[\w#(),.%\s/+-]{1,64}$/;

/** What of `told` can be used; what cannot is left as if it had not been said. */
export function checked(told: Partial<Record<keyof Appearance, unknown>>): Appearance {
  const word = (name: keyof Appearance) => String(told[name] ?? "").trim();
  const isColour = COLOUR.test(word("accent")) && CSS.supports("color", word("accent"));
  const theme = word("theme");
  return {
    accent: isColour ? word("accent") : "",
    font: FONT.test(word("font")) ? word("font") : "",
    radius: RADIUS.test(word("radius")) ? word("radius") : "",
    position: word("position") === "left" ? "left" : "right",
    theme: theme === "light" || theme === "dark" ? theme : "auto",
  };
}

/** White or black, whichever can be read better on the colour: always at least 4.5:1. */
export function inkOn(colour: string): string {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (context === null) return "#ffffff";
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return luminance(red, green, blue) > EQUAL ? "#000000" : "#ffffff";
}

/** Where both inks have the same contrast, by WCAG 2.2's formula. */
const EQUAL = 0.179;

export function luminance(red: number, green: number, blue: number): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map((channel) => {
    const value = channel / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
