import { score } from "../core/hangul";
import { behaviour } from "../core/registry";
import { composing } from "../core/typing";

/** A field that leaves of the children of `data-narrows` those whose words it finds, also by initials or with the wrong keyboard. Enter takes the first. */
behaviour("narrows", (element) => {
  const input = element as HTMLInputElement;
  const all = () => [...(document.querySelector(input.dataset.narrows ?? "")?.children ?? [])] as HTMLElement[];
  const narrow = () => {
    for (const one of all()) one.hidden = score(input.value, one.textContent?.trim() ?? "") === 0;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    all().find((one) => !one.hidden)?.click();
  };
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", press);
  return () => {
    input.removeEventListener("input", narrow);
    input.removeEventListener("keydown", press);
  };
});
