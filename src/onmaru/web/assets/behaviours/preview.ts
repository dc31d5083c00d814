import { behaviour } from "../core/registry";

const PAUSE_MS = 350;

/** The frame within shows `data-url` with what the form `data-form` holds now. The next one is made ready behind it, so nothing blinks. */
behaviour("preview", (element) => {
  const form = document.querySelector<HTMLFormElement>(element.dataset.form ?? "");
  let shown = element.querySelector("iframe");
  if (!form || !shown) return;
  let timer = 0;
  const show = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") query.append(name, value);
    const next = shown!.cloneNode() as HTMLIFrameElement;
    next.inert = true;
    next.src = `${element.dataset.url}?${query}`;
    next.addEventListener("load", () => {
      next.inert = false;
      shown!.remove();
      shown = next;
    }, { once: true });
    shown!.after(next);
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE_MS);
  };
  form.addEventListener("input", later);
  show();
  return () => {
    clearTimeout(timer);
    form.removeEventListener("input", later);
  };
});
