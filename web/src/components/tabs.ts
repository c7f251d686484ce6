import { type TemplateResult, html, nothing } from "lit";

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** Something that the tab has to say before it is turned. */
  mark?: string;
}

export interface Tabs<Id extends string> {
  label: string;
  tabs: Tab<Id>[];
  chosen: Id;
  choose: (id: Id) => void;
}

/** Tabs as ARIA has them: one stop for the Tab key, arrows between. The panels are `panel-<id>`. */
export function tabList<Id extends string>({ label, tabs, chosen, choose }: Tabs<Id>): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const next = neighbour(tabs.map((tab) => tab.id), chosen, event.key);
    if (next === null) return;
    event.preventDefault();
    choose(next);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
      ${tabs.map(
        (tab) => html`
          <button
            type="button"
            role="tab"
            id=${`tab-${tab.id}`}
            aria-controls=${`panel-${tab.id}`}
            aria-selected=${tab.id === chosen ? "true" : "false"}
            tabindex=${tab.id === chosen ? 0 : -1}
            @click=${() => choose(tab.id)}
          >
            ${tab.label} ${tab.mark ? html`<span class="note">${tab.mark}</span>` : nothing}
          </button>
        `,
      )}
    </div>
  `;
}

function neighbour<Id extends string>(ids: Id[], chosen: Id, key: string): Id | null {
  const at = ids.indexOf(chosen);
  switch (key) {
    case "ArrowRight":
      return ids[(at + 1) % ids.length] ?? null;
    case "ArrowLeft":
      return ids.at(at - 1) ?? null;
    case "Home":
      return ids[0] ?? null;
    case "End":
      return ids.at(-1) ?? null;
    default:
      return null;
  }
}
