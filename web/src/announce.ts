/** One polite live region for the whole page; what is announced is also seen somewhere. */

let region: HTMLElement | null = null;

export function announceIn(element: HTMLElement | null): void {
  region = element;
}

export function announce(text: string): void {
  if (region === null) return;
  // The same words again are read again only if the region was empty between.
  region.textContent = "";
  const target = region;
  requestAnimationFrame(() => (target.textContent = text));
}
