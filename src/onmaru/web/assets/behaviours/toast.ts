import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

/** Goes away after `data-seconds`, later while the pointer or the focus is on it; `undo` shows what is left of them. */
function leaveAfter(element: HTMLElement): () => void {
  const whole = Number(element.dataset.seconds ?? 6);
  const count = element.querySelector<HTMLElement>("[data-count]");
  const bar = element.querySelector("progress");
  const countdown = element.dataset.behaviour === "undo";
  let left = whole;
  const show = () => {
    if (count) count.textContent = phrase("seconds", { count: left });
    if (bar) bar.value = left;
  };
  const ticking = window.setInterval(() => {
    // A countdown is the server's: hovering must not promise time that is not there.
    if (!countdown && element.matches(":hover, :focus-within")) return;
    left -= 1;
    show();
    if (left <= 0) element.remove();
  }, 1000);
  const press = (event: Event) => {
    if ((event.target as Element).closest("[data-dismiss]")) element.remove();
  };
  // The button that undid has done its work; its request goes on without it being shown.
  const done = () => element.remove();
  element.addEventListener("click", press);
  element.addEventListener("htmx:after:request", done);
  show();
  return () => {
    clearInterval(ticking);
    element.removeEventListener("click", press);
    element.removeEventListener("htmx:after:request", done);
  };
}

behaviour("toast", leaveAfter);
behaviour("undo", leaveAfter);
