import { type TemplateResult, html, nothing } from "lit";

export interface Question {
  title: string;
  /** What follows, one line each. */
  follows: string[];
  confirm: string;
  cancel: string;
  busy: boolean;
  act: () => void;
  /** Asks the dialog to close. */
  close: () => void;
  /** It was closed, by a button or with Escape. */
  closed: () => void;
}

/** Asks before something that cannot be taken back, and says what follows. null asks nothing. */
export function askDialog(question: Question | null): TemplateResult | typeof nothing {
  if (question === null) return nothing;
  return html`
    <dialog class="card ask" aria-labelledby="question-title" @close=${question.closed}>
      <h2 id="question-title">${question.title}</h2>
      <ul class="follow-list">
        ${question.follows.map((line) => html`<li>${line}</li>`)}
      </ul>
      <div class="buttons">
        <button
          type="button"
          class="primary grave"
          aria-disabled=${question.busy ? "true" : "false"}
          @click=${question.act}
        >
          ${question.confirm}
        </button>
        <button type="button" class="secondary" autofocus @click=${question.close}>
          ${question.cancel}
        </button>
      </div>
    </dialog>
  `;
}
