import { behaviour } from "../core/registry";

/** Arrow keys in a popover of `.menu-item`s; choosing one closes it; placed by hand where style sheets cannot anchor it. */
behaviour("menu", (menu) => {
  const items = () => [...menu.querySelectorAll<HTMLElement>(".menu-item:not(:disabled, [hidden])")];
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length]?.focus();
  };
  const click = (event: Event) => {
    if ((event.target as Element).closest(".menu-item:not([data-stay])")) menu.hidePopover();
  };
  const opened = (event: Event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    if (!CSS.supports("position-area", "block-end")) place(menu);
    if (menu.dataset.focus !== undefined || document.activeElement?.matches(":focus-visible")) (menu.querySelector<HTMLElement>("[autofocus]") ?? items()[0])?.focus();
  };
  menu.addEventListener("keydown", press);
  menu.addEventListener("click", click);
  menu.addEventListener("toggle", opened);
  return () => {
    menu.removeEventListener("keydown", press);
    menu.removeEventListener("click", click);
    menu.removeEventListener("toggle", opened);
  };
});

function place(menu: HTMLElement): void {
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (!button) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = menu.dataset.align === "end" ? at.right - width : at.left;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${at.bottom + height + 8 < innerHeight ? at.bottom : Math.max(8, at.top - height - 8)}px`;
}
