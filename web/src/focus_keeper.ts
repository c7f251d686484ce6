/**
 * Whoever has the focus on a control that vanishes finds it close by, not at the top of the page
 * (WCAG 2.4.3): a row that was removed, a save bar that has nothing left to save.
 */

/** Where to go: no field to write in, which would bring up a telephone's keyboard. */
const GOALS = "a[href], button:not(:disabled), summary, [tabindex]";

interface Step {
  parent: Element;
  /** Which of its children the focus was in. */
  at: number;
}

/** From the control outwards, as it stood when it got the focus. */
let trail: Step[] = [];
let held: Element | null = null;

/** Watches over the page's focus from now on. */
export function keepFocus(page: Element): void {
  page.addEventListener("focusin", (event) => remember(event.target as Element, page));
  page.addEventListener("focusout", (event) => setTimeout(() => letGo(event.target as Element)));
  new MutationObserver(() => {
    if (held !== null && !held.isConnected) requestAnimationFrame(() => requestAnimationFrame(find));
  }).observe(page, { childList: true, subtree: true });
}

/** A click beside everything takes the focus away from what still stands: that is no loss. */
function letGo(control: Element): void {
  if (control === held && control.isConnected) held = null;
}

function remember(control: Element, page: Element): void {
  held = control;
  trail = [];
  let child = control;
  while (child !== page && child.parentElement !== null) {
    const parent = child.parentElement;
    trail.push({ parent, at: [...parent.children].indexOf(child) });
    child = parent;
  }
}

/** Two frames later: whoever turned the page or closed the dialog has gone where they wanted to. */
function find(): void {
  if (held === null || held.isConnected) return;
  held = null;
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  for (const { parent, at } of trail) {
    if (!parent.isConnected) continue;
    const goal = goalsIn(parent.children[at])[0] ?? goalsIn(parent.children[at - 1]).at(-1);
    if (goal !== undefined) return goal.focus({ preventScroll: true });
  }
  document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
}

function goalsIn(element: Element | undefined): HTMLElement[] {
  if (element === undefined) return [];
  const goals = [...(element.matches(GOALS) ? [element] : []), ...element.querySelectorAll(GOALS)];
  return (goals as HTMLElement[]).filter((one) => one.checkVisibility({ visibilityProperty: true }));
}
