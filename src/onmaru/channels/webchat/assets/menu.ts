import { arrows, h, iconButton } from "./dom";
import { t } from "./given";

export interface Choice { label: string; does: () => void; danger?: boolean }

/** The one menu that is open, and the button that it belongs to. */
let list: HTMLElement | null = null;
let at: HTMLElement | null = null;

function close(back = false): void {
  list?.remove();
  at?.setAttribute("aria-expanded", "false");
  if (back) at?.focus();
  list = at = null;
}

/** A short list beside its button: arrows walk, in rows of so many; Escape, a click elsewhere and the button itself close. */
export function menu(button: HTMLElement, choices: Choice[], name = "", across = 1): void {
  const again = at === button;
  close();
  if (again) return;
  const items = choices.map(({ label, does, danger }) =>
    h("button", { type: "button", role: "menuitem", tabindex: -1, class: danger && "danger", onclick: () => (close(true), does()) }, label),
  );
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (!arrows(event, items, across)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  list = h("div", { class: `menu ${name}`, role: "menu", "aria-label": button.title, onkeydown: keys }, ...items);
  at = button;
  at.setAttribute("aria-expanded", "true");
  at.after(list);
  items[0]?.focus();
}

export function menuButton(choices: () => Choice[], looks: string, name?: string): HTMLElement {
  const button: HTMLElement = iconButton("more", t("menu"), () => menu(button, choices(), name), looks);
  button.setAttribute("aria-haspopup", "menu");
  return button;
}

addEventListener("blur", () => close());
addEventListener("pointerdown", ({ target }) => list?.contains(target as Node) || at?.contains(target as Node) || close(), true);
