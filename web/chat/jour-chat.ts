/**
 * The script that a customer's website includes:
 *
 *   <script src="https://jour.example.se/chat/jour-chat.js"
 *     data-organisation="demo" data-group="chatt" defer></script>
 *
 * It puts a button on the page, and the chat in a frame of Jour's own origin: the page cannot read
 * what is written there. It runs under a strict Content-Security-Policy that names Jour in script-src
 * and frame-src: no inline style, no markup from strings.
 */
import { preferredLocale } from "../src/texts/fill.ts";
import { type Appearance, checked, inkOn } from "./appearance.ts";
import { type FrameSays, type HostSays, ours, toFragment } from "./frame_messages.ts";
import { Going } from "./going.ts";
import { LAUNCHER_STYLE } from "./launcher_style.ts";

const WORDS = {
  sv: {
    open: "Chatta med oss",
    close: "Stäng chatten",
    unread: (count: number) => (count === 1 ? "1 oläst" : `${count} olästa`),
    title: "Chatt",
  },
  en: {
    open: "Chat with us",
    close: "Close the chat",
    unread: (count: number) => `${count} unread`,
    title: "Chat",
  },
};
const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z";
const CROSS = "M6 6l12 12M18 6L6 18";

class Launcher {
  readonly #origin: string;
  readonly #place: { organisation: string; group: string; language: "sv" | "en" };
  readonly #going: Going;
  readonly #host = document.createElement("jour-chat");
  readonly #button = document.createElement("button");
  readonly #badge = document.createElement("span");
  /** Tells a screen reader of what has come while the chat is closed. */
  readonly #told = document.createElement("p");
  readonly #drawing = document.createElementNS(SVG, "path");
  readonly #panel = document.createElement("div");
  #frame: HTMLIFrameElement | null = null;
  #unread = 0;
  #ready = false;
  /** Whoever opens it wants to write; a page that is loaded again must not pull at the focus. */
  #focus = false;

  constructor(script: HTMLScriptElement) {
    const { organisation = "", group = "", language } = script.dataset;
    const languages = [language, document.documentElement.lang, ...navigator.languages];
    this.#origin = new URL(script.src).origin;
    this.#place = { organisation, group, language: preferredLocale(languages.map(String)) };
    this.#going = new Going(organisation, group);
  }

  start(): void {
    this.#build();
    this.#label();
    addEventListener("message", (event) => this.#heard(event));
    if (this.#going.open) this.#show(false);
    else if (this.#going.chat) this.#load();
  }

  #build(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LAUNCHER_STYLE);
    const root = this.#host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const icon = document.createElementNS(SVG, "svg");
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    icon.append(this.#drawing);
    this.#badge.setAttribute("aria-hidden", "true");
    this.#button.type = "button";
    this.#button.append(icon, this.#badge);
    this.#button.addEventListener("click", () => (this.#isOpen ? this.#hide() : this.#show(true)));
    root.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.#isOpen) this.#hide();
    });
    this.#told.setAttribute("role", "status");
    root.append(this.#panel, this.#button, this.#told);
    document.body.append(this.#host);
    this.#dress();
  }

  get #isOpen(): boolean {
    return "open" in this.#host.dataset;
  }

  /** Takes on the look that the host page asks for now; it may have changed its theme. */
  #dress(): Appearance {
    const page = getComputedStyle(document.documentElement);
    const asked = (name: string) => page.getPropertyValue(`--jour-chat-${name}`);
    const look = checked({
      accent: asked("accent"),
      font: asked("font"),
      radius: asked("radius"),
      position: asked("position"),
      theme: asked("theme") || themeOf(page.colorScheme),
    });
    const { style, dataset } = this.#host;
    if (look.accent !== "") {
      style.setProperty("--accent", look.accent);
      style.setProperty("--on-accent", inkOn(look.accent));
    }
    if (look.radius !== "") style.setProperty("--radius", look.radius);
    dataset["position"] = look.position;
    dataset["theme"] = look.theme;
    return look;
  }

  #label(): void {
    const words = WORDS[this.#place.language];
    const unread = this.#unread === 0 ? "" : words.unread(this.#unread);
    const label = unread === "" ? words.open : `${words.open} (${unread})`;
    this.#button.setAttribute("aria-label", this.#isOpen ? words.close : label);
    this.#told.textContent = unread === "" || this.#isOpen ? "" : `${words.title}: ${unread}`;
    this.#button.setAttribute("aria-expanded", String(this.#isOpen));
    this.#badge.textContent = this.#unread === 0 ? "" : String(Math.min(this.#unread, 99));
    this.#drawing.setAttribute("d", this.#isOpen ? CROSS : BUBBLE);
  }

  #load(): void {
    if (this.#frame !== null) return;
    const frame = document.createElement("iframe");
    frame.src = `${this.#origin}/chat/#${toFragment(this.#place)}`;
    frame.title = WORDS[this.#place.language].title;
    frame.referrerPolicy = "no-referrer";
    this.#frame = frame;
    this.#panel.append(frame);
  }

  #show(focus: boolean): void {
    this.#load();
    this.#host.dataset["open"] = "";
    this.#going.open = true;
    this.#focus = focus;
    this.#label();
    this.#tellShown();
  }

  #hide(): void {
    delete this.#host.dataset["open"];
    this.#going.open = false;
    this.#label();
    this.#tellShown();
    this.#button.focus();
  }

  #tellShown(): void {
    if (!this.#ready) return;
    const shown = this.#isOpen;
    const page = location.origin + location.pathname;
    this.#say({ jour: "host", page, appearance: this.#dress() });
    if (shown && this.#focus) this.#frame?.focus();
    this.#say({ jour: "shown", shown, focus: this.#focus });
    this.#focus = false;
  }

  #say(message: HostSays): void {
    this.#frame?.contentWindow?.postMessage(message, this.#origin);
  }

  #heard({ source, origin, data }: MessageEvent): void {
    if (origin !== this.#origin || source !== this.#frame?.contentWindow) return;
    const said = ours<FrameSays>(data);
    if (said?.jour === "ready") {
      this.#ready = true;
      this.#tellShown();
    } else if (said?.jour === "close") {
      if (this.#isOpen) this.#hide();
    } else if (said?.jour === "state") {
      this.#unread = Math.max(0, Math.trunc(Number(said.unread)) || 0);
      this.#going.chat = said.going === true;
      this.#label();
    }
  }
}

/** A page that says nothing of schemes is a light one. */
function themeOf(scheme: string): string {
  const words = scheme.split(" ");
  if (!words.includes("dark")) return "light";
  return words.includes("light") ? "auto" : "dark";
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const launcher = new Launcher(script);
  if (document.body !== null) launcher.start();
  else addEventListener("DOMContentLoaded", () => launcher.start());
}
