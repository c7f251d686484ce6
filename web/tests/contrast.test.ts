import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const CSS = readFileSync(join(import.meta.dirname, "..", "src", "styles", "tokens.css"), "utf8");
const LEAST_FOR_TEXT = 4.5;
const LEAST_FOR_CONTROLS = 3;

type Pair = [text: string, ground: string];

const TEXT: Pair[] = [
  ...["ink", "ink-soft", "accent", "available", "paused", "busy", "wrap-up"].flatMap(
    (colour): Pair[] => [
      [colour, "panel"],
      [colour, "ground"],
    ],
  ),
  ["ink", "raised"],
  ["on-accent", "accent"],
  ["on-accent", "accent-strong"],
  ["on-available", "available"],
  ["on-paused", "paused"],
  ["panel", "ink-soft"],
  ["accent", "accent-soft"],
  ["ink", "accent-soft"],
  ["ink", "busy-soft"],
  ...["phone", "phone-key", "phone-agent", "phone-agent-key"].map(
    (ground): Pair => ["phone-ink", ground],
  ),
  ["on-key-call", "key-call"],
  ["on-key-end", "key-end"],
  ...["available", "paused", "busy", "wrap-up"].map((state): Pair => [state, `${state}-soft`]),
];

/** WCAG 2.2's contrast of two colours. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function token(name: string, theme: "light" | "dark"): string {
  const match = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(CSS);
  const colour = match?.[theme === "light" ? 1 : 2];
  assert.ok(colour, `no colour --${name}`);
  return colour;
}

for (const theme of ["light", "dark"] as const) {
  test(`text is readable on every ground it stands on, ${theme}`, () => {
    for (const [text, ground] of TEXT) {
      const ratio = contrast(token(text, theme), token(ground, theme));
      assert.ok(ratio >= LEAST_FOR_TEXT, `${text} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });

  test(`the edges of controls can be seen, ${theme}`, () => {
    for (const ground of ["panel", "ground"]) {
      const ratio = contrast(token("control-line", theme), token(ground, theme));
      assert.ok(ratio >= LEAST_FOR_CONTROLS, `control-line on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}
