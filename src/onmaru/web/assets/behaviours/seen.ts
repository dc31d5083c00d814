import { behaviour } from "../core/registry";

const A_LOOK = 800;

/** Writes the highest `data-seen-id` that stood on the screen for a moment into the field `data-seen-field`. */
behaviour("seen", (element) => {
  const looking = new Map<Element, number>();
  const saw = (shown: Element) => {
    const field = document.querySelector<HTMLInputElement>(element.dataset.seenField ?? "");
    const number = Number((shown as HTMLElement).dataset.seenId);
    if (field && document.visibilityState === "visible" && number > Number(field.value)) {
      field.value = String(number);
      field.dispatchEvent(new Event("change"));
    }
  };
  const eye = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      clearTimeout(looking.get(entry.target));
      if (entry.isIntersecting) looking.set(entry.target, window.setTimeout(saw, A_LOOK, entry.target));
    }
  });
  const watch = () => element.querySelectorAll("[data-seen-id]").forEach((shown) => eye.observe(shown));
  const fresh = new MutationObserver(watch);
  fresh.observe(element, { childList: true, subtree: true });
  watch();
  return () => {
    fresh.disconnect();
    eye.disconnect();
    looking.forEach((timer) => clearTimeout(timer));
  };
});
