import { chord, normalise } from "../core/chords";
import { visible } from "../core/page";
import { typing } from "../core/typing";

/** Every `data-key` on a link, button or field works from anywhere. Nothing to declare but the attribute. */
const PATIENCE = 1000;
let begun: string[] = [];
let begunAt = 0;

function bound(): HTMLElement[] {
  const modal = document.querySelector("dialog:modal");
  return [...document.querySelectorAll<HTMLElement>("[data-key]")].filter(
    (element) => (modal ? modal.contains(element) : true) && (element.dataset.keyAlways !== undefined || visible(element)),
  );
}

const FIELD = "input:not([type=checkbox],[type=radio],[type=submit],[type=button]),textarea,select";

function use(element: HTMLElement): void {
  if (element.matches(FIELD)) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else element.click();
}

document.addEventListener("keydown", (event) => {
  // Outside a text field nothing is composed: there Windows says 229 for every key of the Korean keyboard, so only isComposing counts.
  if (event.defaultPrevented || event.isComposing || /^(Shift|Control|Alt|Meta|OS)/.test(event.code)) return;
  const pressed = chord(event);
  const withModifier = /^(Mod|Ctrl|Alt)/.test(pressed);
  if (typing(event.target) && !withModifier) return;
  begun = event.timeStamp - begunAt < PATIENCE ? [...begun, pressed].slice(-3) : [pressed];
  begunAt = event.timeStamp;
  const elements = bound();
  for (let from = 0; from < begun.length; from++) {
    const sequence = begun.slice(from).join(" ");
    const same = elements.filter((element) => normalise(element.dataset.key ?? "") === sequence);
    // A box on this page is meant before the way to one elsewhere.
    const found = same.find((element) => element.matches(FIELD)) ?? same[0];
    if (!found) continue;
    event.preventDefault();
    begun = [];
    use(found);
    return;
  }
});
