/**
 * Whether a chat goes on, remembered on the host page's own origin so that the next page loads the
 * frame at once. Only that it does: nothing about whom or what. No cookie is set there.
 */

export class Going {
  readonly #key: string;

  constructor(organisation: string, group: string) {
    this.#key = `jour-chat:${organisation}/${group}`;
  }

  /** In any tab of the site. */
  get chat(): boolean {
    return read(() => localStorage, this.#key) !== null;
  }

  set chat(going: boolean) {
    write(() => localStorage, this.#key, going);
  }

  /** In this tab the chat stands open. */
  get open(): boolean {
    return read(() => sessionStorage, this.#key) !== null;
  }

  set open(open: boolean) {
    write(() => sessionStorage, this.#key, open);
  }
}

/** A page that may store nothing still has its chat; it is then found when it is opened. */
function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, key: string, value: boolean): void {
  try {
    if (value) storage().setItem(key, "1");
    else storage().removeItem(key);
  } catch {
    // As above.
  }
}
