import { behaviour } from "../core/registry";
import { select, write } from "../core/writing";

/** What should be looked at once more before sending: each point shows its place in the text, or puts something better there. */
behaviour("doubts", (strip) => {
  const field = document.querySelector<HTMLTextAreaElement>("#reply-form textarea[name=text]");
  if (!field) return;
  const click = (event: Event) => {
    const target = event.target as Element;
    const find = target.closest<HTMLElement>("[data-doubt-find]");
    if (find) select(field, find.dataset.doubtFind ?? "");
    const better = target.closest<HTMLElement>("[data-doubt-replace]");
    if (better && select(field, better.dataset.doubtReplace ?? "")) {
      write(field, better.dataset.doubtWith ?? "");
      better.closest("li")?.remove();
      if (!strip.querySelector("li")) strip.hidden = true;
    }
    if (target.closest("[data-doubt-mend]")) {
      strip.hidden = true;
      field.focus();
    }
  };
  strip.addEventListener("click", click);
  return () => strip.removeEventListener("click", click);
});
