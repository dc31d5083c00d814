import { ours } from "../core/page";
import { behaviour } from "../core/registry";

/** Said again after this while it goes on; over after a pause. */
const AGAIN = 3_000;
const PAUSE = 5_000;

/** Tells `data-url` that its form's text is being written (`on` is 1), and that it is not any more (0). What is written it does not tell. */
behaviour("tells-typing", (element) => {
  const form = document.querySelector<HTMLFormElement>(element.dataset.of ?? "");
  let saidAt = 0;
  let pause: number | undefined;
  const say = (on: boolean) => {
    saidAt = on ? performance.now() : 0;
    const body = new URLSearchParams({ on: on ? "1" : "0" });
    void fetch(element.dataset.url ?? "", { method: "POST", headers: ours(), body, keepalive: true }).catch(() => (saidAt = 0));
  };
  const stop = () => {
    clearTimeout(pause);
    if (saidAt) say(false);
  };
  const typed = (event: Event) => {
    const field = event.target;
    if (!event.isTrusted || !(field instanceof HTMLTextAreaElement)) return;
    if (!field.value.trim()) return stop();
    clearTimeout(pause);
    pause = window.setTimeout(stop, PAUSE);
    if (!saidAt || performance.now() - saidAt > AGAIN) say(true);
  };
  form?.addEventListener("input", typed);
  form?.addEventListener("submit", stop);
  window.addEventListener("pagehide", stop);
  return () => {
    stop();
    form?.removeEventListener("input", typed);
    form?.removeEventListener("submit", stop);
    window.removeEventListener("pagehide", stop);
  };
});
