import { type TemplateResult, html } from "lit";
import { t } from "../texts/index.ts";
import { textField } from "./field.ts";

/** The form for one more phone; `add` tells whether there is one more now. */
export function phoneAdder(refused: string, add: (typed: string) => boolean): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const field = form.elements.namedItem("new-number") as HTMLInputElement;
    if (add(field.value)) form.reset();
    else field.focus();
  };
  return html`
    <section class="phone-adder" aria-labelledby="phone-adder">
      <div>
        <h2 id="phone-adder">${t("phones.add_title")}</h2>
        <p class="note keys-hint">${t("phones.keys_hint")}</p>
      </div>
      <form @submit=${submit} novalidate>
        ${textField({
          id: "new-number",
          label: t("phones.add_number"),
          type: "tel",
          hint: t("phones.add_hint"),
          error: refused || undefined,
        })}
        <button class="secondary">${t("phones.add")}</button>
      </form>
    </section>
  `;
}
