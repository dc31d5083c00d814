import { arrows, h } from "./dom";

export interface Choice { label: string; does: () => void; danger?: boolean }

/** A short list beside its button: arrows walk, Escape and a click elsewhere close. */
export function menu(at: HTMLElement, choices: Choice[], name = ""): void {
  const items = choices.map(({ label, does, danger }) =>
    h("button", { type: "button", role: "menuitem", tabindex: -1, class: danger ? "danger" : "", onclick: () => (close(true), does()) }, label),
  );
  const list = h("div", { class: `menu ${name}`, role: "menu", onkeydown: keys }, ...items);
  const outside = (event: Event) => {
    if (!list.contains(event.target as Node)) close(false);
  };
  function close(back: boolean): void {
    list.remove();
    at.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", outside, true);
    removeEventListener("blur", leave);
    if (back) at.focus();
  }
  const leave = () => close(false);
  function keys(event: KeyboardEvent): void {
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (!arrows(event, items, 1)) return;
    event.preventDefault();
    event.stopPropagation();
  }
  at.setAttribute("aria-expanded", "true");
  at.after(list);
  addEventListener("pointerdown", outside, true);
  addEventListener("blur", leave);
  items[0]?.focus();
}
