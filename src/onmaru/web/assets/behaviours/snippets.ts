import htmx from "htmx.org";
import { explain } from "../core/htmx";
import { holdKeys } from "../core/held";
import { offer } from "../core/offers";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { ranked, Snippets, type Known } from "../core/snippets";
import { toast } from "../core/toast";
import { tokenAt, type Token } from "../core/token";
import { select, write } from "../core/writing";
import { Chosen, drawEffect } from "./snippets-chosen";

const KEYS = new Set(["ArrowDown", "ArrowUp", "Enter", "NumpadEnter", "Tab", "Escape"]);

/**
 * Pieces of text found by their names while writing: "/" or "#" at the start of a word in `data-field` opens the list, and what is typed
 * behind it finds, while a syllable is being composed as well. What a piece does goes along with `data-form` as fields of `data-name`.
 */
behaviour("snippets", (box) => {
  const field = document.querySelector<HTMLTextAreaElement>(box.dataset.field ?? "");
  const form = document.getElementById(box.dataset.form ?? "") as HTMLFormElement | null;
  const list = box.querySelector<HTMLElement>("[role=listbox]");
  if (!field || !form || !list) return;
  const status = document.getElementById("snippets-status");
  const preview = box.querySelector<HTMLElement>("[data-snippets-preview]");
  const snippets = new Snippets(box.dataset.url ?? "");
  const chosen = new Chosen(document.getElementById("snippets-chosen")!, form, box.dataset.name ?? "", box.dataset.kept ?? "");
  let token: Token | undefined;
  let dismissed = -1;
  let shown: Known[] = [];
  let at = 0;

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);

  const open = () => !box.hidden;
  const close = () => {
    box.hidden = true;
    shown = [];
    field.removeAttribute("aria-activedescendant");
  };

  async function look(): Promise<void> {
    token = field!.selectionStart === field!.selectionEnd ? tokenAt(field!.value, field!.selectionStart) : undefined;
    if (token?.from !== dismissed) dismissed = -1;
    if (!token || dismissed >= 0) return close();
    const asked = token;
    const known = await snippets.known().catch(() => []);
    if (token !== asked) return;
    shown = ranked(known, asked.query);
    if (!shown.length) return close();
    list!.replaceChildren(...shown.map(drawItem));
    box.hidden = false;
    if (status) status.textContent = phrase("found", { count: shown.length });
    point(0);
  }
  function point(to: number): void {
    at = (to + shown.length) % shown.length;
    [...list!.children].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    field!.setAttribute("aria-activedescendant", `snippet-${at}`);
    const pointed = shown[at]!;
    if (preview) preview.textContent = pointed.whole ?? pointed.text;
    if (pointed.whole !== undefined) return;
    void snippets.one(pointed.id).then((whole) => {
      if (preview && shown[at] === pointed) preview.textContent = whole.text;
    }, () => {});
  }
  async function choose(item: Known | undefined): Promise<void> {
    if (!item) return;
    const place = token;
    close();
    if (item.whole !== undefined) return place ? write(field!, item.whole, place.from, place.to) : write(field!, item.whole);
    try {
      const whole = await snippets.one(item.id);
      if (place) write(field!, whole.text, place.from, place.to);
      else write(field!, whole.text);
      if (whole.text) chosen.add(whole);
      else await htmx.ajax("POST", snippets.address(item.id), { source: box, swap: "none" });
      const first = /\{\{[^{}\n]+\}\}/.exec(whole.text);
      if (first) select(field!, first[0]);
    } catch (error) {
      toast(explain(error), "danger");
    }
  }
  function act(code: string): void {
    if (!open()) return;
    if (code === "ArrowDown") point(at + 1);
    else if (code === "ArrowUp") point(at - 1);
    else if (code === "Escape") {
      dismissed = token?.from ?? -1;
      close();
    } else void choose(shown[at]);
  }

  const release = holdKeys(field, (event) => open() && KEYS.has(event.code) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey, act);
  const typed = () => void look();
  const moved = () => {
    if (document.activeElement === field && open()) void look();
  };
  const left = (event: FocusEvent) => {
    if (!box.contains(event.relatedTarget as Node | null)) close();
  };
  const pressed = (event: Event) => {
    const option = (event.target as Element).closest("[role=option]");
    // The field keeps the caret.
    if (!(event.target as Element).closest("a")) event.preventDefault();
    if (option) void choose(shown[[...list.children].indexOf(option)]);
  };
  const asked = (event: Event) => {
    if (!(event.target as Element).closest("[data-snippets-open]")) return;
    const before = field.value.slice(0, field.selectionStart);
    write(field, !before || /\s$/.test(before) ? "/" : " /");
  };
  const forget = offer(async () =>
    (await snippets.known()).map((item) => ({
      label: item.name,
      words: item.words,
      icon: item.whole === undefined ? "zap" : "link",
      run: () => {
        token = undefined;
        document.getElementById("tab-reply")?.click();
        void choose(item);
      },
    })),
  );
  field.addEventListener("input", typed);
  field.addEventListener("blur", left);
  document.addEventListener("selectionchange", moved);
  box.addEventListener("pointerdown", pressed);
  form.addEventListener("click", asked);
  return () => {
    release();
    forget();
    chosen.end();
    field.removeEventListener("input", typed);
    field.removeEventListener("blur", left);
    document.removeEventListener("selectionchange", moved);
    box.removeEventListener("pointerdown", pressed);
    form.removeEventListener("click", asked);
  };
});

function drawItem(item: Known, i: number): HTMLElement {
  const option = document.createElement("div");
  option.className = "snippet";
  option.id = `snippet-${i}`;
  option.setAttribute("role", "option");
  const name = Object.assign(document.createElement("span"), { className: "snippet-name", textContent: item.name });
  const text = Object.assign(document.createElement("span"), { className: "snippet-text", textContent: item.text });
  option.append(name, text, ...item.effects.map(drawEffect));
  if (item.missing.length) {
    option.append(Object.assign(document.createElement("span"), { className: "badge", textContent: phrase("missing_values", { names: item.missing.join(", ") }) }));
    option.lastElementChild?.setAttribute("data-tone", "waiting");
  }
  return option;
}
