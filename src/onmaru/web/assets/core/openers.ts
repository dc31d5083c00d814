/** `data-opens="#dialog"` opens a dialog or popover, `data-closes` closes the one around it; a click on the veil closes too. */
document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-opens]");
  if (opener) {
    const opened = document.querySelector<HTMLElement>(opener.dataset.opens ?? "");
    if (opened instanceof HTMLDialogElement && !opened.open) opened.showModal();
    else if (opened?.popover && !opened.matches(":popover-open")) opened.showPopover();
  }
  if (target.closest("[data-closes]")) target.closest("dialog")?.close();
  if (target instanceof HTMLDialogElement && target.open && outside(target, event)) target.close();
});

function outside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  // A click made by Enter on a button has no place; it is inside.
  if (event.clientX === 0 && event.clientY === 0) return false;
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
