/** The local run's softphone: a telephone of the simulated network, on this page. */
import { Problem, Unreachable, call } from "./api.ts";
import { IDLE, type Line, type Softphone, type SoftphoneAct, type Trouble, isSame } from "./model/softphone.ts";

const ASK_MS = 700;
const PATHS: Record<SoftphoneAct, string> = { answer: "answer", reject: "reject", hang_up: "hangup" };

export class SimulatedSoftphone extends EventTarget implements Softphone {
  line: Line = IDLE;
  trouble: Trouble = null;
  readonly #path: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #runs = false;

  /** `agent`: the id of the agent's user in the simulated Amazon Connect. */
  constructor(agent: string) {
    super();
    this.#path = `/sim/softphones/${encodeURIComponent(agent)}`;
  }

  /** Asking is what makes it one that can ring. */
  start(): void {
    this.#runs = true;
    void this.#ask();
  }

  stop(): void {
    this.#runs = false;
    clearTimeout(this.#timer);
  }

  async act(act: SoftphoneAct): Promise<void> {
    await this.#look(() => call<Line>("POST", `${this.#path}/${PATHS[act]}`));
  }

  async #ask(): Promise<void> {
    await this.#look(() => call<Line>("GET", this.#path));
    if (this.#runs) this.#timer = setTimeout(() => void this.#ask(), ASK_MS);
  }

  async #look(ask: () => Promise<Line>): Promise<void> {
    try {
      const { state, from, contact } = await ask();
      this.#turn({ state, from: from === "anonymous" ? null : from, contact }, null);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      // The call went away at the same moment: the next look shows how it is.
      if (error instanceof Problem && error.status === 409) return;
      this.#turn(this.line, "unreachable");
    }
  }

  #turn(line: Line, trouble: Trouble): void {
    if (isSame(line, this.line) && trouble === this.trouble) return;
    this.line = line;
    this.trouble = trouble;
    this.dispatchEvent(new Event("change"));
  }
}
