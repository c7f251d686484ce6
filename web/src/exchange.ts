/** Follows the simulated telephone network for the phones on the page, and acts for them. */
import { Problem, Unreachable } from "./api.ts";
import { type EventDelivery, type Way, deliveryOf } from "./model/event_delivery.ts";
import { type Network, isLive, lineOf, madeElsewhere } from "./model/phone_line.ts";
import { type Phone, type Row, phonesOf, withMade } from "./model/phone_row.ts";
import { pollWait } from "./model/poll_pace.ts";
import { ANONYMOUS, type BusyPhone, type Call, type Numbers, type Said } from "./model/simulator.ts";
import { Heard } from "./model/voice.ts";
import { rememberRow, rememberedRow } from "./phone_memory.ts";
import * as api from "./phones_api.ts";
import { t } from "./texts/index.ts";

export interface Listener {
  changed(): void;
  said(call: string, said: Said): void;
  silent(call: string): void;
}

export class Exchange {
  /** undefined before the first answer, null where there is no simulated network. */
  numbers: Numbers | null | undefined;
  /** How the exchange tells that calls have ended; undefined before the first answer. */
  delivery: EventDelivery | undefined;
  /** The network does not answer at the moment. */
  get late(): boolean {
    return this.#failures > 0;
  }
  /** What was refused last, by the phone that asked. */
  readonly refusals = new Map<string, string>();
  row: Row = rememberedRow();
  #busy: BusyPhone[] = [];
  readonly #calls = new Map<string, Call>();
  readonly #asked = new Map<string, string>();
  #answered = new Map<string, string>();
  readonly #heard = new Heard();
  readonly #digits = new Map<string, Promise<unknown>>();
  readonly #listener: Listener;
  #failures = 0;
  #running = false;
  #looking = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  start(): void {
    this.#running = true;
    document.addEventListener("visibilitychange", this.#onVisibility);
    void this.#look();
  }

  stop(): void {
    this.#running = false;
    document.removeEventListener("visibilitychange", this.#onVisibility);
    clearTimeout(this.#timer);
  }

  get phones(): Phone[] {
    return phonesOf(this.row, this.numbers?.phones ?? []);
  }

  line(phone: Phone) {
    return lineOf(phone, this.row.made[phone.id], this.#network);
  }

  /** Changes which phones stand on the page, or what they remember. */
  setRow(row: Row): void {
    this.row = row;
    rememberRow(row);
    this.#listener.changed();
  }

  async ring(phone: Phone, to: string): Promise<void> {
    this.#asked.set(phone.id, to);
    this.clear(phone);
    await this.#act(phone, async () => {
      const { id } = await api.ring(phone.hidden ? ANONYMOUS : phone.number, to);
      this.#heard.begin(id);
      this.setRow(withMade(this.row, phone.id, { id, since: new Date().toISOString() }));
      await this.#hear(phone.id, id);
    });
    this.#asked.delete(phone.id);
    this.#listener.changed();
  }

  /** Digits reach the call in the order in which they were pressed. */
  digits(phone: Phone, digits: string): void {
    // The call that it made, or, of one that the system made, the one that it has answered.
    const call = this.row.made[phone.id]?.id ?? this.#answeredCall(phone);
    if (call === undefined) return;
    const before = this.#digits.get(call) ?? Promise.resolve();
    const sent = before.then(() => this.#act(phone, () => api.sendDigits(call, digits)));
    this.#digits.set(call, sent);
  }

  #answeredCall({ number }: Phone): string | undefined {
    const busy = this.#busy.find((one) => one.number === number && one.state === "in_call");
    return busy?.call ?? undefined;
  }

  /** Conference bridges that somebody is in. */
  get bridges(): BusyPhone[] {
    return this.#busy.filter(({ inside }) => inside !== undefined && inside.length > 0);
  }

  async hangUp(phone: Phone): Promise<void> {
    const made = this.row.made[phone.id];
    if (made === undefined) return;
    this.#listener.silent(made.id);
    await this.#act(phone, () => api.hangUp(made.id));
  }

  /** What the one does whose phone was rung. */
  async act(phone: Phone, act: api.Act): Promise<void> {
    await this.#act(phone, () => api.actOnPhone(phone.number, act));
  }

  /** How the exchange shall tell from now on that calls have ended. */
  async deliver(way: Way): Promise<void> {
    this.delivery = deliveryOf(way);
    this.#listener.changed();
    try {
      await api.setDelivery(this.delivery);
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      // It stands as before, whatever that was.
      void this.#look(true);
    }
  }

  /** Puts away what is over. */
  clear(phone: Phone): void {
    this.refusals.delete(phone.id);
    const made = this.row.made[phone.id];
    if (made !== undefined) this.#listener.silent(made.id);
    this.setRow(withMade(this.row, phone.id, null));
  }

  get #network(): Network {
    return { calls: this.#calls, busy: this.#busy, asked: this.#asked, answered: this.#answered };
  }

  async #act(phone: Phone, act: () => Promise<unknown>): Promise<void> {
    this.refusals.delete(phone.id);
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      const said = error instanceof Problem ? error.message : "";
      this.refusals.set(phone.id, said || t("phones.failed"));
    }
    this.#listener.changed();
    void this.#look();
  }

  readonly #onVisibility = (): void => {
    // Who comes back may have registered a number on another page.
    if (!document.hidden) void this.#look(true);
  };

  /** Asks how everything stands, and when to ask again. Asked for meanwhile, it looks once more. */
  async #look(anew = false): Promise<void> {
    this.#again = this.#looking;
    if (this.#looking || !this.#running) return;
    this.#looking = true;
    clearTimeout(this.#timer);
    try {
      await this.#ask(anew);
      this.#failures = 0;
    } catch (error) {
      if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
      this.#failures += 1;
    } finally {
      this.#looking = false;
    }
    this.#listener.changed();
    this.#plan();
  }

  #plan(): void {
    if (!this.#running || this.numbers === null) return;
    const live = this.phones.some((phone) => isLive(this.line(phone)));
    const wait = pollWait({ visible: !document.hidden, live, failures: this.#failures });
    if (wait === null) return;
    this.#timer = setTimeout(() => void this.#look(), this.#again && !this.late ? 0 : wait);
  }

  async #ask(anew: boolean): Promise<void> {
    if (this.numbers === undefined || anew) this.numbers = await api.numbers();
    if (this.numbers === null) return;
    if (this.delivery === undefined || anew) this.delivery = await api.delivery();
    this.#note(await api.busyPhones());
    const made = Object.entries(this.row.made);
    const open = made.filter(([, { id }]) => this.#calls.get(id)?.state !== "ended");
    await Promise.all(open.map(([phone, { id }]) => this.#hear(phone, id)));
  }

  #note(busy: BusyPhone[]): void {
    const now = new Date().toISOString();
    const talking = busy.filter(({ state }) => state === "in_call");
    this.#answered = new Map(
      talking.map(({ number }) => [number, this.#answered.get(number) ?? now]),
    );
    this.#busy = busy;
    for (const phone of this.phones) {
      const id = madeElsewhere(phone, this.row.made[phone.id], busy);
      if (id !== null && !this.#asked.has(phone.id)) {
        this.setRow(withMade(this.row, phone.id, { id, since: now }));
      }
    }
  }

  async #hear(phone: string, id: string): Promise<void> {
    const call = await api.callNow(id);
    // Put away while the answer was on its way.
    if (this.row.made[phone]?.id !== id) return;
    if (call === null) return this.setRow(withMade(this.row, phone, null));
    const ended = call.state === "ended" && this.#calls.get(id)?.state !== "ended";
    this.#calls.set(id, call);
    for (const said of this.#heard.news(call)) this.#listener.said(id, said);
    if (ended && call.ended_by === "caller") this.#listener.silent(id);
  }
}
