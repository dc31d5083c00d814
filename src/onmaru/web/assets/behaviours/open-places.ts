import { behaviour } from "../core/registry";
import { select } from "../core/writing";

const PLACE = /\{\{[^{}\n]+\}\}/g;

/** Places in double braces that still stand in a text: each a button that selects it. */
behaviour("open-places", (strip) => {
  const field = document.querySelector<HTMLTextAreaElement>(strip.dataset.field ?? "");
  const list = strip.querySelector<HTMLElement>("[data-places]");
  if (!field || !list) return;
  let shown = "";
  const look = () => {
    const places = [...new Set(field.value.match(PLACE))];
    if (shown === places.join()) return;
    shown = places.join();
    strip.hidden = !places.length;
    list.replaceChildren(...places.map((place) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button is-small", textContent: place });
      button.dataset.place = place;
      return button;
    }));
  };
  const click = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-place]");
    if (button) select(field, button.dataset.place ?? "");
  };
  field.addEventListener("input", look);
  strip.addEventListener("click", click);
  look();
  return () => {
    field.removeEventListener("input", look);
    strip.removeEventListener("click", click);
  };
});
