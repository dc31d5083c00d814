import { behaviour } from "../core/registry";
import { composing } from "../core/typing";

/** Ctrl/⌘+Enter sends the form around a textarea; plain Enter too when the reader chose so (`data-send-key`). Never while a syllable is being composed. */
behaviour("composer-keys", (element) => {
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.repeat || composing(event)) return;
    const field = event.target as HTMLElement;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const byEnter = (element.dataset.sendKey ?? document.documentElement.dataset.sendKey) === "enter";
    const withModifier = event.ctrlKey || event.metaKey;
    // With Shift as well it is somebody else's shortcut: another way of sending.
    if (withModifier && event.shiftKey) return;
    if (!withModifier && (!byEnter || event.shiftKey || event.altKey)) return;
    event.preventDefault();
    field.form?.requestSubmit(field.form.querySelector<HTMLButtonElement>("button[data-send]"));
  };
  element.addEventListener("keydown", press);
  return () => element.removeEventListener("keydown", press);
});
