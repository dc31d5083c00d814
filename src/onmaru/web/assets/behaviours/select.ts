import { visible } from "../core/page";
import { behaviour } from "../core/registry";
import { typing } from "../core/typing";

/**
 * Choosing among the `[data-row]`s of a list by their checkboxes: Shift takes a stretch, Escape lets go. `data-select-bar` names the bar that
 * shows while something is chosen; `[data-select-all]` anywhere chooses every row shown, `[data-select-matching]` in the bar also what is not.
 * What a morph does to the boxes is undone: they are the reader's.
 */
behaviour("select", (list) => {
  const bar = document.querySelector<HTMLElement>(list.dataset.selectBar ?? "");
  const all = document.querySelector<HTMLInputElement>(`[data-select-all="#${list.id}"]`);
  if (!bar) return;
  const part = <E extends HTMLElement>(name: string) => bar.querySelector<E>(`[data-select-${name}]`);
  const field = part<HTMLInputElement>("matching-field");
  const boxes = () => [...list.querySelectorAll<HTMLInputElement>("[data-row] input[type=checkbox]")];
  const chosen = new Set<string>();
  let last: HTMLInputElement | undefined;
  let every = false;

  function show(): void {
    const shown = boxes();
    for (const value of chosen) if (!shown.some((box) => box.value === value)) chosen.delete(value);
    for (const box of shown) box.checked = every || chosen.has(box.value);
    const some = every || chosen.size > 0;
    const full = shown.length > 0 && chosen.size === shown.length;
    if (bar!.hidden === some) bar!.hidden = !some;
    list.toggleAttribute("data-is-selecting", some);
    const count = part("count");
    if (count) count.textContent = every ? "" : String(chosen.size);
    part("some")?.toggleAttribute("hidden", every);
    part("every")?.toggleAttribute("hidden", !every);
    part("matching")?.toggleAttribute("hidden", every || !full || !list.querySelector("[data-more]"));
    if (field) field.value = every ? "1" : "";
    if (all) {
      all.checked = every || full;
      all.indeterminate = some && !all.checked;
    }
  }
  function clear(): void {
    chosen.clear();
    every = false;
    show();
  }
  let shift = false;
  const click = (event: MouseEvent) => {
    const box = (event.target as Element).closest<HTMLInputElement>("[data-row] input[type=checkbox]");
    if (!box) return;
    shift = event.shiftKey;
  };
  const change = (event: Event) => {
    const box = event.target as HTMLInputElement;
    if (!box.matches("[data-row] input[type=checkbox]")) return;
    const shown = boxes();
    if (every) shown.forEach((other) => chosen.add(other.value));
    every = false;
    const from = shift && last ? shown.indexOf(last) : -1;
    const at = shown.indexOf(box);
    const stretch = from < 0 ? [box] : shown.slice(Math.min(from, at), Math.max(from, at) + 1);
    for (const one of stretch) {
      if (box.checked) chosen.add(one.value);
      else chosen.delete(one.value);
    }
    [last, shift] = [box, false];
    show();
  };
  const chooseAll = () => {
    if (!all?.checked) return clear();
    boxes().forEach((box) => chosen.add(box.value));
    show();
  };
  const pressBar = (event: Event) => {
    const target = event.target as Element;
    if (target.closest("[data-select-clear]")) clear();
    else if (target.closest("[data-select-matching]")) {
      every = true;
      show();
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || typing(event.target) || bar!.hidden || !visible(bar!)) return;
    if (document.querySelector("dialog:modal, [popover]:popover-open")) return;
    clear();
  };
  const redraw = new MutationObserver(show);
  redraw.observe(list, { childList: true, subtree: true });
  list.addEventListener("click", click);
  list.addEventListener("change", change);
  all?.addEventListener("change", chooseAll);
  bar.addEventListener("click", pressBar);
  document.addEventListener("keydown", press);
  document.addEventListener("selection-used", clear);
  document.addEventListener("htmx:after:swap", show);
  boxes().forEach((box) => box.checked && chosen.add(box.value));
  show();
  return () => {
    redraw.disconnect();
    list.removeEventListener("click", click);
    list.removeEventListener("change", change);
    all?.removeEventListener("change", chooseAll);
    bar.removeEventListener("click", pressBar);
    document.removeEventListener("keydown", press);
    document.removeEventListener("selection-used", clear);
    document.removeEventListener("htmx:after:swap", show);
  };
});
