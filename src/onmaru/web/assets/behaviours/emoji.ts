import { score } from "../core/hangul";
import { language } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { composing } from "../core/typing";
import { write } from "../core/writing";

interface Emoji { unicode: string; label: string; tags?: string[]; group?: number; order?: number; }

// What answers to customers need most.
const USUAL = ["😊", "🙏", "😀", "😅", "😢", "👍", "👏", "💕", "✨", "🎉", "📦", "🚚", "🎁", "✅", "❗", "⭐", "📞", "📷", "💳", "🛒", "⏰", "📅", "☀️", "🍀"];
const SHOWN = 64;
const COLUMNS = 8;

let loading: Promise<Emoji[]> | undefined;
/** Names in the reader's language; fetched when somebody first opens the picker. */
const load = () => (loading ??= (language() === "ko" ? import("emojibase-data/ko/compact.json") : import("emojibase-data/en/compact.json"))
  .then((found) => (found.default as Emoji[]).filter((emoji) => emoji.group !== undefined).sort((a, b) => (a.order ?? 0) - (b.order ?? 0))));

/** A small searchable list of emoji: found by their names, by initials too; writes the chosen one into `data-field`. */
behaviour("emoji", (box) => {
  const input = box.querySelector("input")!;
  const list = box.querySelector<HTMLElement>("[role=listbox]")!;
  let shown: Emoji[] = [];
  let at = 0;

  async function draw(): Promise<void> {
    const all = await load();
    const query = input.value.trim();
    if (query) {
      const worth = (emoji: Emoji) => Math.max(score(query, emoji.label), 0.9 * Math.max(0, ...(emoji.tags ?? []).map((tag) => score(query, tag))));
      shown = all.map((emoji) => [worth(emoji), emoji] as const).filter(([value]) => value > 0).sort(([a], [b]) => b - a).slice(0, SHOWN).map(([, emoji]) => emoji);
    } else shown = USUAL.flatMap((sign) => all.find((emoji) => emoji.unicode.replace("\ufe0f", "") === sign.replace("\ufe0f", "")) ?? []);
    list.replaceChildren(...shown.map(drawOne));
    if (!shown.length) list.append(Object.assign(document.createElement("p"), { className: "palette-empty", textContent: phrase("no_match") }));
    point(0);
  }
  function point(to: number): void {
    at = Math.max(0, Math.min(to, shown.length - 1));
    [...list.querySelectorAll("[role=option]")].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    if (shown.length) input.setAttribute("aria-activedescendant", `emoji-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function choose(emoji: Emoji | undefined): void {
    const field = document.querySelector<HTMLTextAreaElement>(box.dataset.field ?? "");
    if (!emoji || !field) return;
    box.hidePopover();
    write(field, emoji.unicode);
  }
  const press = (event: KeyboardEvent) => {
    if (composing(event)) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (step) point(at + step);
    else if (event.key === "Enter") choose(shown[at]);
    else return;
    event.preventDefault();
  };
  const click = (event: Event) => {
    const option = (event.target as Element).closest("[role=option]");
    if (option) choose(shown[[...list.children].indexOf(option)]);
  };
  const opened = (event: Event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    input.value = "";
    input.focus();
    void draw();
  };
  const typed = () => void draw();
  box.addEventListener("toggle", opened);
  box.addEventListener("keydown", press);
  input.addEventListener("input", typed);
  list.addEventListener("click", click);
  return () => {
    box.removeEventListener("toggle", opened);
    box.removeEventListener("keydown", press);
    input.removeEventListener("input", typed);
    list.removeEventListener("click", click);
  };
});

function drawOne(emoji: Emoji, i: number): HTMLElement {
  const option = Object.assign(document.createElement("span"), { className: "emoji-one", id: `emoji-${i}`, textContent: emoji.unicode, title: emoji.label });
  option.setAttribute("role", "option");
  option.setAttribute("aria-label", emoji.label);
  return option;
}
