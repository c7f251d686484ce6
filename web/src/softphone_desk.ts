/** An agent's softphone at work: the server hears what becomes of it. It rings as every offer does. */
import type { Handling, Me, Telephony } from "./model/contract.ts";
import { IDLE, type Line, type Softphone, type SoftphoneAct, type Trouble, toTell } from "./model/softphone.ts";
import { softphoneOf } from "./softphone_of.ts";

/** Sends "change" as its softphone does, and "tell" with a Handling for the server. */
export class SoftphoneDesk extends EventTarget {
  #softphone: Softphone | null = null;
  #before: Line = IDLE;
  #runs = false;

  get line(): Line {
    return this.#softphone?.line ?? IDLE;
  }

  get trouble(): Trouble {
    return this.#softphone?.trouble ?? null;
  }

  async start(telephony: Telephony | null): Promise<void> {
    this.#runs = true;
    const softphone = await softphoneOf(telephony);
    if (softphone === null || !this.#runs) return;
    this.#softphone = softphone;
    softphone.addEventListener("change", this.#turned);
    softphone.start();
  }

  stop(): void {
    this.#runs = false;
    this.#softphone?.removeEventListener("change", this.#turned);
    this.#softphone?.stop();
    this.#softphone = null;
  }

  async act(act: SoftphoneAct): Promise<void> {
    await this.#softphone?.act(act);
  }

  /** What the server has not heard of my call: that I talk, after a reload say. */
  unheard(me: Me): Handling | null {
    const { state, contact } = this.line;
    if (state !== "in_call" || contact === null || me.state !== "offered") return null;
    return me.contact?.id === contact ? { action: "accept", contact } : null;
  }

  readonly #turned = (): void => {
    const now = this.line;
    const action = toTell(this.#before, now);
    const contact = now.contact ?? this.#before.contact;
    this.#before = now;
    if (action !== null && contact !== null) {
      this.dispatchEvent(new CustomEvent<Handling>("tell", { detail: { action, contact } }));
    }
    this.dispatchEvent(new Event("change"));
  };
}
