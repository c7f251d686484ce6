/** One polite live region for the whole page; what is announced is also seen somewhere. */

let region: HTMLElement | null = null;
/** What is to be said with the next frame: two things at once are both said. */
let waiting: string[] = [];

export function announceIn(element: HTMLElement | null): void {
  region = element;
}

export function announce(text: string): void {
  if (region === null) return;
  // The same words again are read again only if the region was empty between.
  region.textContent = "";
  waiting.push(text);
  if (waiting.length > 1) return;
  const target = region;
  requestAnimationFrame(() => {
    target.textContent = [...new Set(waiting)].join(" ");
    waiting = [];
  });
}
