import { behaviour } from "../core/registry";
import { play } from "../core/tones";

/** A button that plays the tone chosen in `data-tone-from`, as loud as `data-volume-from` says. */
behaviour("tone", (button) => {
  const value = (selector = "") => document.querySelector<HTMLInputElement | HTMLSelectElement>(selector)?.value ?? "";
  const click = () => void play(value(button.dataset.toneFrom), Number(value(button.dataset.volumeFrom)));
  button.addEventListener("click", click);
  return () => button.removeEventListener("click", click);
});
