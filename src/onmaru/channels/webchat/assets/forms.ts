import { button, type Child, h, uid } from "./dom";
import { t, type Field } from "./given";

const TYPES: Record<string, string> = { email: "email", phone: "tel", number: "number", date: "date" };
const COMPLETE: Record<string, string> = { email: "email", phone: "tel", name: "name" };

function control(field: Field, id: string): HTMLElement {
  const common = { id, name: field.name, required: !!field.required, class: "field" };
  if (field.kind === "choice") return h("select", common, h("option", { value: "" }, t("choose")), ...(field.choices ?? []).map((choice) => h("option", { value: choice }, choice)));
  if (field.kind === "long") return h("textarea", { ...common, rows: 3, maxlength: 4000 });
  return h("input", { ...common, type: TYPES[field.kind] ?? "text", maxlength: 254, autocomplete: COMPLETE[field.kind] ?? COMPLETE[field.name] ?? "off" });
}

/** A small form, in the thread or before it. `does` gets what was typed; what it throws is shown. */
export function form(fields: Field[], submit: string, does: (values: Record<string, string>) => unknown, ...more: Child[]): HTMLFormElement {
  const problem = h("p", { class: "problem", role: "alert" });
  const made = h(
    "form",
    {
      class: "form",
      onsubmit: async (event: Event) => {
        event.preventDefault();
        const values = Object.fromEntries([...new FormData(made)].map(([name, value]) => [name, `${value}`.trim()]));
        problem.textContent = "";
        try {
          await does(values);
        } catch (error) {
          problem.textContent = (error as Error).message || t("failed");
        }
      },
    },
    ...fields.flatMap((field) => {
      const id = uid();
      return [h("label", { for: id }, field.label, field.required && h("span", { class: "soft", "aria-hidden": "true" }, " *")), control(field, id)];
    }),
    ...more,
    problem,
    h("button", { class: "wide primary" }, submit),
  );
  return made;
}

/** A dialog of one form. The browser keeps the focus in it and gives it back. */
export function ask(title: string, words: string, fields: Field[], submit: string, does: (values: Record<string, string>) => unknown): void {
  const id = uid();
  const dialog = h("dialog", { "aria-labelledby": id, onclose: () => dialog.remove() });
  dialog.append(
    h("h2", { id }, title),
    h("p", { class: "soft" }, words),
    form(fields, submit, async (values) => {
      await does(values);
      dialog.close();
    }),
    button("wide", () => dialog.close(), t("cancel")),
  );
  // Escape belongs to the dialog, not to the panel around it.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
}
