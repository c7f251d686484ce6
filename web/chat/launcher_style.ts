/**
 * The look of what stands on the host page, in a stylesheet that is made by script: a host's strict
 * Content-Security-Policy lets no style element in, and its own rules do not reach in here.
 */
export const LAUNCHER_STYLE = `
:host {
  all: initial;
  --accent: #0f5c55;
  --on-accent: #fff;
  --radius: 12px;
  position: fixed;
  z-index: 2147483000;
  inset: auto 20px 20px auto;
}
:host([data-position="left"]) { inset: auto auto 20px 20px; }
button {
  position: relative;
  display: grid;
  place-items: center;
  width: 56px;
  height: 56px;
  margin: 0;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: var(--accent);
  color: var(--on-accent);
  box-shadow: 0 4px 16px rgb(0 0 0 / 24%);
  cursor: pointer;
}
button:hover { filter: brightness(1.1); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
svg {
  width: 26px;
  height: 26px;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
span {
  position: absolute;
  inset: -4px -4px auto auto;
  min-width: 22px;
  padding: 0 6px;
  box-sizing: border-box;
  border-radius: 11px;
  background: #b3362b;
  color: #fff;
  font: 600 13px/22px system-ui, sans-serif;
  text-align: center;
}
span:empty { display: none; }
p {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: 0;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
div {
  position: absolute;
  inset: auto 0 72px auto;
  width: 384px;
  height: min(640px, calc(100vh - 112px));
  overflow: hidden;
  border-radius: var(--radius);
  box-shadow: 0 8px 40px rgb(0 0 0 / 28%);
  visibility: hidden;
}
:host([data-position="left"]) div { inset: auto auto 72px 0; }
:host([data-open]) div { visibility: visible; }
iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: light dark; }
:host([data-theme="light"]) iframe { color-scheme: light; }
:host([data-theme="dark"]) iframe { color-scheme: dark; }
@media (max-width: 600px) {
  :host([data-open]) { inset: 0; }
  :host([data-open]) button { display: none; }
  :host([data-open]) div { inset: 0; width: 100%; height: 100%; border-radius: 0; }
}
@media print { :host { display: none; } }
@media (forced-colors: active) { button { border: 2px solid; } }
`;
