import { behaviour } from "../core/registry";

/** A `role=tablist`: its tabs name their panels by `aria-controls`. Choosing one shows its panel and goes to its `[data-tab-focus]`. */
behaviour("tabs", (list) => {
  const tabs = () => [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const choose = (chosen: HTMLElement, goInside: boolean) => {
    for (const tab of tabs()) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (!panel) continue;
      panel.hidden = !selected;
      if (selected && goInside) panel.querySelector<HTMLElement>("[data-tab-focus]")?.focus();
    }
  };
  const click = (event: Event) => {
    const tab = (event.target as Element).closest<HTMLElement>("[role=tab]");
    if (tab) choose(tab, true);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = tabs();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[(at + step + all.length) % all.length]!;
    choose(next, false);
    next.focus();
  };
  list.addEventListener("click", click);
  list.addEventListener("keydown", press);
  return () => {
    list.removeEventListener("click", click);
    list.removeEventListener("keydown", press);
  };
});
