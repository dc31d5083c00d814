import htmx from "htmx.org";

/** `hx-confirm` of htmx and `data-confirm` of plain forms and links ask in our own dialog. */
export function ask(question: string): Promise<boolean> {
  const dialog = document.getElementById("confirm") as HTMLDialogElement | null;
  const text = document.getElementById("confirm-text");
  if (!dialog || !text) return Promise.resolve(window.confirm(question));
  text.textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

htmx.on("htmx:confirm", (event) => {
  event.preventDefault();
  const { ctx, issueRequest, dropRequest } = event.detail;
  void ask(String((ctx as { confirm?: unknown }).confirm)).then((yes) => (yes ? issueRequest() : dropRequest()));
});

const agreed = new WeakSet<Element>();

function guard(event: Event, element: HTMLElement, again: () => void): void {
  if (agreed.delete(element)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void ask(element.dataset.confirm ?? "").then((yes) => {
    if (!yes) return;
    agreed.add(element);
    again();
  });
}

document.addEventListener("click", (event) => {
  const element = (event.target as Element).closest<HTMLElement>("a[data-confirm], button[data-confirm]");
  if (element) guard(event, element, () => element.click());
}, true);
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (form.dataset.confirm) guard(event, form, () => form.requestSubmit((event as SubmitEvent).submitter));
}, true);
