import type { ReactiveController, ReactiveControllerHost } from "lit";
import { announce } from "../announce.ts";
import { Problem, Unreachable } from "../api.ts";
import { type Rule, type RuleRow, brokenCount, ruleRows } from "../model/password_rules.ts";
import { checkPassword } from "../password_api.ts";
import { onLocale, t } from "../texts/index.ts";

const PAUSE_MS = 250;
/** Spoken only after a longer pause: nobody wants to be talked to while typing. */
const SPEAK_MS = 1200;

/** What the organisation's rules say of the new password while it is typed. */
export class PasswordCheck implements ReactiveController {
  rows: RuleRow[] = [];
  /** The rules could not be had; the change itself still judges. */
  failed = false;
  /** Whether the rules are there, or known not to come. */
  known = false;
  #typed = "";
  #rules: Rule[] = [];
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #speaking: ReturnType<typeof setTimeout> | undefined;
  #said = "";
  #forgetLocale: (() => void) | null = null;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    void this.#ask();
    this.#forgetLocale = onLocale(() => void this.#ask());
  }

  hostDisconnected(): void {
    this.#forgetLocale?.();
    clearTimeout(this.#timer);
    clearTimeout(this.#speaking);
  }

  typed(password: string): void {
    this.#typed = password;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  /** Shows what the change itself was refused for, until something else is typed. */
  refused(violations: Rule[]): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
    clearTimeout(this.#speaking);
    this.#show(violations);
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { rules, violations } = await checkPassword(this.#typed);
      // An answer to what is no longer there would tick the wrong rules.
      if (asked !== this.#asked) return;
      this.#rules = rules;
      this.failed = false;
      this.known = true;
      this.#show(violations);
      this.#speakSoon();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.failed = this.#rules.length === 0;
      this.known = true;
      this.#host.requestUpdate();
    }
  }

  #show(violations: Rule[]): void {
    this.rows = ruleRows(this.#rules, violations, this.#typed !== "");
    this.#host.requestUpdate();
  }

  #speakSoon(): void {
    clearTimeout(this.#speaking);
    if (this.#typed === "") return;
    this.#speaking = setTimeout(() => {
      const words = summary(this.rows);
      if (words !== this.#said) announce(words);
      this.#said = words;
    }, SPEAK_MS);
  }
}

/** "2 regler återstår. Lösenordet har 3 tecken, men minst 8 krävs." */
function summary(rows: RuleRow[]): string {
  const count = brokenCount(rows);
  if (count === 0) return t("password.left_none");
  const why = rows.find((row) => row.state === "broken")?.why ?? "";
  return t(count === 1 ? "password.left_one" : "password.left", { count, why });
}
