import { composing } from "./typing";

/**
 * Keys that a list answers while somebody types into a field beside it, also while a syllable is being composed.
 *
 * A key that ends a composition belongs to the composition: it acts when the syllable is whole, once. Chrome on macOS delivers the same press
 * a second time then, which is known by no release lying between; Windows does not.
 */
export function holdKeys(field: HTMLElement, wanted: (event: KeyboardEvent) => boolean, act: (code: string) => void): () => void {
  let waiting = "";
  let done = "";
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const down = (event: KeyboardEvent) => {
    if (composing(event)) {
      waiting = wanted(event) ? event.code : "";
      return;
    }
    if (done && event.code === done) return swallow(event);
    if (!wanted(event)) return;
    swallow(event);
    act(event.code);
  };
  const composed = () => {
    if (!waiting) return;
    done = waiting;
    waiting = "";
    // After the field heard what was composed.
    queueMicrotask(() => act(done));
  };
  const up = (event: KeyboardEvent) => {
    waiting = "";
    if (event.code === done) done = "";
  };
  const broken = (event: InputEvent) => {
    if (done === "Enter" && /^insert(LineBreak|Paragraph)$/.test(event.inputType)) swallow(event);
  };
  field.addEventListener("keydown", down, true);
  field.addEventListener("keyup", up, true);
  field.addEventListener("compositionend", composed);
  field.addEventListener("beforeinput", broken, true);
  return () => {
    field.removeEventListener("keydown", down, true);
    field.removeEventListener("keyup", up, true);
    field.removeEventListener("compositionend", composed);
    field.removeEventListener("beforeinput", broken, true);
  };
}
