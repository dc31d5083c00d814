import { arrows, h } from "./dom";
import { t } from "./given";

const SIGNS = [..."😀😄😂🙂😊😍🥰😘🤔😅😭😢😡😱👍👎👏🙏🙌💪👌✌👋🤝🎉🎁💕🔥⭐✅❌📦"];
const ACROSS = 8;

/** The few signs that people use, over the composer. */
export function emoji(at: HTMLElement, chosen: (sign: string) => void): void {
  const open = document.querySelector(".emoji");
  const close = () => {
    document.querySelector(".emoji")?.remove();
    at.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", outside, true);
  };
  const outside = (event: Event) => {
    if (!(event.target as Element).closest?.(".emoji") && !at.contains(event.target as Node)) close();
  };
  if (open) return close();
  const signs = SIGNS.map((sign) => h("button", { type: "button", onclick: () => (close(), chosen(sign)) }, sign));
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      close();
      at.focus();
    } else if (!arrows(event, signs, ACROSS)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  at.setAttribute("aria-expanded", "true");
  at.closest("form")!.before(h("div", { class: "emoji", role: "group", "aria-label": t("emoji"), onkeydown: keys }, ...signs));
  addEventListener("pointerdown", outside, true);
  signs[0]!.focus();
}
