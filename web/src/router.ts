/** Addresses of the pages, without reloading: links work as links, back and forward as always. */

const listeners = new Set<() => void>();

export function path(): string {
  return location.pathname;
}

/** Goes to a page. */
export function goTo(address: string): void {
  if (address === location.pathname) return;
  history.pushState(null, "", address);
  tell();
}

/** Gives the page shown another address, as when a tab in it is turned: no page is turned. */
export function standAt(address: string): void {
  history.replaceState(null, "", address);
}

/** Calls back whenever the address has changed; takes over plain clicks on links within the site. */
export function followAddress(listener: () => void): void {
  if (listeners.size === 0) {
    addEventListener("popstate", tell);
    document.addEventListener("click", onClick);
  }
  listeners.add(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function onClick(event: MouseEvent): void {
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || event.button !== 0 || modified) return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (link === undefined || link.target !== "" || link.origin !== location.origin) return;
  if (link.hash !== "") return;
  event.preventDefault();
  goTo(link.pathname);
  scrollTo({ top: 0 });
}
