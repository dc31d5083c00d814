/** Changing a textarea as if by hand: the browser's own undo takes it back, and everybody who listens for `input` hears of it. */
export function write(field: HTMLTextAreaElement, text: string, from = field.selectionStart, to = field.selectionEnd): void {
  field.focus();
  field.setSelectionRange(from, to);
  // The one way that leaves undo whole; where a browser has given it up, the text is still written.
  const done = text ? document.execCommand("insertText", false, text) : from === to || document.execCommand("delete");
  if (done) return;
  field.setRangeText(text, from, to, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** Selects the first place of `text`; false where it does not stand. */
export function select(field: HTMLTextAreaElement, text: string): boolean {
  const at = field.value.indexOf(text);
  if (!text || at < 0) return false;
  field.focus();
  field.setSelectionRange(at, at + text.length);
  return true;
}
