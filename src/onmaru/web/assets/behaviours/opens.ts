import { behaviour } from "../core/registry";

/** Something the server sends when a question comes before what was asked for: opens the dialog `data-to`, at what is to be pressed first. */
behaviour("opens", (element) => {
  const dialog = document.querySelector<HTMLDialogElement>(element.dataset.to ?? "");
  element.remove();
  if (!dialog) return;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector<HTMLElement>("[autofocus]")?.focus();
});
