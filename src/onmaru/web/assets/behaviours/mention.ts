import { behaviour } from "../core/registry";
import { composing } from "../core/typing";

const CALL = /(?<![\w.@])@([^\s@]{0,40})$/;
const PAUSE = 120;

/** After an @ in a textarea: choices from `data-mention-url` in `data-mention-list`; arrows choose, Enter and Tab insert `data-insert`, Escape leaves. */
behaviour("mention", (element) => {
  const field = element as HTMLTextAreaElement;
  const box = document.querySelector<HTMLElement>(field.dataset.mentionList ?? "");
  if (!box) return;
  let timer: number | undefined;
  let asked: AbortController | undefined;
  let left = -1;

  const options = () => [...box.querySelectorAll<HTMLElement>("[role=option]")];
  const chosen = () => options().find((option) => option.ariaSelected === "true");
  const call = () => CALL.exec(field.value.slice(0, field.selectionStart));

  function close(): void {
    clearTimeout(timer);
    asked?.abort();
    box!.hidden = true;
    box!.replaceChildren();
    field.removeAttribute("aria-activedescendant");
  }
  function choose(option: HTMLElement | undefined): void {
    options().forEach((other) => (other.ariaSelected = String(other === option)));
    if (!option) return;
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function insert(option: HTMLElement): void {
    const found = call();
    if (!found) return close();
    field.setRangeText(option.dataset.insert ?? "", found.index, field.selectionStart, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  async function ask(): Promise<void> {
    const found = call();
    if (!found || found.index === left) return close();
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(`${field.dataset.mentionUrl}?q=${encodeURIComponent(found[1] ?? "")}`, { signal: mine.signal });
      if (!answer.ok || answer.redirected) return close();
      box!.innerHTML = await answer.text();
    } catch {
      return mine.signal.aborted ? undefined : close();
    }
    box!.hidden = !options().length;
    if (box!.hidden) field.removeAttribute("aria-activedescendant");
    else choose(options()[0]);
  }
  const typed = () => {
    clearTimeout(timer);
    if (!call()) left = -1;
    if (call() || !box.hidden) timer = window.setTimeout(() => void ask(), PAUSE);
  };
  const press = (event: KeyboardEvent) => {
    if (box.hidden || composing(event)) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = chosen();
    if (step) choose(all[(all.indexOf(option!) + step + all.length) % all.length]);
    else if ((event.key === "Enter" || event.key === "Tab") && option && !event.ctrlKey && !event.metaKey && !event.shiftKey) insert(option);
    else if (event.key === "Escape") {
      left = call()?.index ?? -1;
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const click = (event: Event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    event.preventDefault();
    if (option) insert(option);
  };
  field.addEventListener("input", typed);
  field.addEventListener("keydown", press);
  field.addEventListener("blur", close);
  box.addEventListener("pointerdown", click);
  return () => {
    close();
    field.removeEventListener("input", typed);
    field.removeEventListener("keydown", press);
    field.removeEventListener("blur", close);
    box.removeEventListener("pointerdown", click);
  };
});
