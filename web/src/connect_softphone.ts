/** Amazon Connect's own softphone, embedded by its library. Fetched only where one is configured. */
import "amazon-connect-streams";
import { IDLE, type Line, type Softphone, type SoftphoneAct, type Trouble, isSame } from "./model/softphone.ts";

export class ConnectSoftphone extends EventTarget implements Softphone {
  line: Line = IDLE;
  trouble: Trouble = "login";
  readonly #url: string;
  readonly #region: string;
  #frame: HTMLElement | null = null;
  #contact: connect.Contact | null = null;

  constructor(url: string, region: string) {
    super();
    this.#url = url;
    this.#region = region;
  }

  /** The frame that carries the sound; Connect's own login opens in a window beside it. */
  start(): void {
    if (this.#frame !== null) return;
    this.#frame = document.createElement("div");
    this.#frame.className = "ccp-frame";
    this.#frame.hidden = true;
    document.body.append(this.#frame);
    connect.core.initCCP(this.#frame, {
      ccpUrl: this.#url,
      region: this.#region,
      loginPopup: true,
      loginPopupAutoClose: true,
      softphone: { allowFramedSoftphone: true, disableRingtone: true },
    });
    connect.agent((agent) => {
      this.#turn(this.line, null);
      // Connect offers nothing to an agent who is not available there; who gets what is decided
      // by the server, so there they always are.
      const available = agent.getAgentStates().find((one) => one.type === connect.AgentStateType.ROUTABLE);
      const ready = () => {
        if (available !== undefined) agent.setState(available);
      };
      ready();
      agent.onError(ready);
      agent.onSoftphoneError(() => this.#turn(this.line, "microphone"));
    });
    connect.contact((contact) => this.#follow(contact));
  }

  /** Ends what the library has begun, so that the next login begins anew. */
  stop(): void {
    if (this.#frame === null) return;
    connect.core.terminate();
    this.#frame.remove();
    this.#frame = this.#contact = null;
  }

  async act(act: SoftphoneAct): Promise<void> {
    const contact = this.#contact;
    if (contact === null) return;
    await new Promise<void>((resolve) => {
      const done = { success: () => resolve(), failure: () => resolve() };
      if (act === "answer") contact.accept(done);
      else if (act === "reject") contact.reject(done);
      else contact.getAgentConnection().destroy(done);
    });
  }

  #follow(contact: connect.Contact): void {
    this.#contact = contact;
    const cleared = () => contact.clear({});
    const turn = (state: Line["state"]) => () => this.#turn({ ...lineOf(contact), state }, this.trouble);
    contact.onConnecting(turn("ringing"));
    contact.onConnected(turn("in_call"));
    contact.onMissed(cleared);
    contact.onEnded(() => this.#turn(IDLE, this.trouble));
    // Wrap-up is Jour's: Connect's own would keep the agent from the next call.
    contact.onACW(cleared);
    contact.onDestroy(() => {
      if (this.#contact === contact) this.#contact = null;
      this.#turn(IDLE, this.trouble);
    });
    // A call that was going on before the page was opened.
    if (contact.getStatus().type === connect.ContactStateType.CONNECTED) turn("in_call")();
    if (contact.getStatus().type === connect.ContactStateType.CONNECTING) turn("ringing")();
  }

  #turn(line: Line, trouble: Trouble): void {
    if (isSame(line, this.line) && trouble === this.trouble) return;
    this.line = line;
    this.trouble = trouble;
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * Every segment of a call that was moved through queues names the one that it began with. A call that
 * was made for me says by an attribute for which of the server's contacts.
 */
function lineOf(contact: connect.Contact): Omit<Line, "state"> {
  const from = contact.getInitialConnection()?.getEndpoint()?.phoneNumber ?? null;
  const made = contact.getAttributes()["contact"]?.value;
  return { from, contact: made ?? contact.getInitialContactId() ?? contact.getContactId() };
}
