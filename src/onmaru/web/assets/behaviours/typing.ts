import { behaviour } from "../core/registry";
import { onTold } from "../core/stream";

/** Somebody who stopped without a word, because their connection was lost, writes no longer than this. */
const FORGOTTEN = 8_000;
const listeners = new Set<(place: number, on: boolean) => void>();

onTold("typing", (told) => listeners.forEach((listener) => listener(told.id, (told as { on?: boolean }).on === true)));

/** Says `data-words` while the other side of `data-typing-of` writes. */
behaviour("typing", (element) => {
  let over: number | undefined;
  const show = (on: boolean) => {
    clearTimeout(over);
    if (on) over = window.setTimeout(show, FORGOTTEN, false);
    if (on === element.childElementCount > 0) return;
    element.replaceChildren(...(on ? [line(element.dataset.words ?? "")] : []));
  };
  const told = (place: number, on: boolean) => {
    if (place === Number(element.dataset.typingOf)) show(on);
  };
  listeners.add(told);
  return () => {
    clearTimeout(over);
    listeners.delete(told);
  };
});

function line(words: string): HTMLElement {
  const dots = document.createElement("span");
  dots.className = "writing-dots";
  dots.ariaHidden = "true";
  dots.append(...[0, 1, 2].map(() => document.createElement("i")));
  const made = document.createElement("p");
  made.className = "company-line";
  made.append(dots, words);
  return made;
}
