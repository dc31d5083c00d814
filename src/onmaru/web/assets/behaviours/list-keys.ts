import { visible } from "../core/page";
import { behaviour } from "../core/registry";
import { typing } from "../core/typing";

/** J and K walk through the `[data-row]`s of a list, Enter opens, X selects. With `data-open-on-move` walking opens at once. */
behaviour("list-keys", (list) => {
  const rows = () => [...list.querySelectorAll<HTMLElement>("[data-row]")];
  const cursor = (all: HTMLElement[]) => {
    const marked = all.findIndex((row) => row.hasAttribute("data-is-cursor"));
    return marked >= 0 ? marked : all.findIndex((row) => row.getAttribute("aria-current") === "true");
  };
  let left = -1;
  const link = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>("a[href], button") ?? row;

  function move(step: number): void {
    const all = rows();
    const at = cursor(all);
    // When the line of the last one is gone (it was resolved), the one that took its place comes next.
    const to = at >= 0 ? at + step : left < 0 ? 0 : step > 0 ? left : left - 1;
    const row = all[Math.max(0, Math.min(all.length - 1, to))];
    if (!row) return;
    left = all.indexOf(row);
    all.forEach((other) => other.toggleAttribute("data-is-cursor", other === row));
    if (list.dataset.openOnMove !== undefined) link(row)?.click();
    else link(row)?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    if (row === all.at(-1)) list.querySelector<HTMLElement>("[data-more]")?.click();
  }

  /** Where the row is that is open, so that its neighbour is known when its line is gone. */
  const remember = () => {
    const open = rows().findIndex((row) => row.getAttribute("aria-current") === "true");
    if (open >= 0) left = open;
  };
  const walkOn = (event: Event) => {
    if ((event as CustomEvent<string>).detail === "list") return document.querySelector<HTMLElement>("[data-back]")?.click();
    const all = rows();
    const open = all.findIndex((row) => row.getAttribute("aria-current") === "true");
    const row = open >= 0 ? (all[open + 1] ?? all[open - 1]) : (all[Math.max(left, 0)] ?? all.at(-1));
    if (!row) return document.querySelector<HTMLElement>("[data-back]")?.click();
    all.forEach((other) => other.toggleAttribute("data-is-cursor", other === row));
    link(row)?.click();
    row.scrollIntoView({ block: "nearest" });
  };

  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (typing(event.target) || document.querySelector("dialog:modal") || !visible(list)) return;
    const all = rows();
    const row = all[cursor(all)];
    if (event.code === "KeyJ") move(1);
    else if (event.code === "KeyK") move(-1);
    else if (event.code === "KeyX") row?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
    else if (event.code === "Enter" && row && (document.activeElement === document.body || document.activeElement === row)) link(row)?.click();
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", press);
  document.addEventListener("htmx:after:swap", remember);
  document.addEventListener("walk-on", walkOn);
  remember();
  return () => {
    document.removeEventListener("keydown", press);
    document.removeEventListener("htmx:after:swap", remember);
    document.removeEventListener("walk-on", walkOn);
  };
});
