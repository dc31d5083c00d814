import { behaviour } from "../core/registry";

/** Marks the `[data-row]` that is open: the one whose link leads to the address of the page. */
behaviour("current", (list) => {
  const mark = () => {
    for (const row of list.querySelectorAll<HTMLElement>("[data-row]")) {
      const open = row.querySelector<HTMLAnchorElement>("a[href]")?.pathname === location.pathname;
      if (open) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  };
  // Fresh lines come without the mark, and every opened one changes the address.
  for (const name of ["htmx:after:swap", "htmx:after:history:update"]) document.addEventListener(name, mark);
  mark();
  return () => {
    for (const name of ["htmx:after:swap", "htmx:after:history:update"]) document.removeEventListener(name, mark);
  };
});
