import { ours } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

const PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

/** Saves a form to `data-autosave-url` at most every two seconds while it is typed in, and says so in `[data-autosave-state]`. */
behaviour("autosave", (element) => {
  const form = element as HTMLFormElement;
  const state = form.querySelector<HTMLElement>("[data-autosave-state]");
  let timer: number | undefined;
  let failures = 0;
  let underWay: AbortController | undefined;

  const say = (key: string, tone = "") => {
    if (!state) return;
    state.textContent = phrase(key);
    state.dataset.tone = tone;
  };
  const plan = (pause: number) => {
    timer ??= window.setTimeout(save, pause);
  };
  const halt = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  async function save(leaving = false): Promise<void> {
    halt();
    underWay?.abort();
    const mine = (underWay = new AbortController());
    const body = new FormData(form);
    // Files go their own way; a draft is words and the tokens of what was uploaded.
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    say("saving");
    try {
      const answer = await fetch(form.dataset.autosaveUrl ?? form.action, {
        method: "POST", headers: ours(), body: new URLSearchParams(body as unknown as Record<string, string>), keepalive: leaving, signal: mine.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      failures = 0;
      if (!timer) say("saved");
    } catch {
      if (mine.signal.aborted) return;
      failures += 1;
      say(navigator.onLine ? "unsaved" : "offline", "danger");
      plan(Math.min(PAUSE * 2 ** failures, LONGEST_PAUSE));
    }
  }

  const typed = () => plan(PAUSE);
  const leave = () => {
    if (timer && document.visibilityState === "hidden") void save(true);
  };
  const back = () => {
    if (failures) void save();
  };
  // What is sent must not come back as a draft: a save that is due or under way is dropped.
  const sent = () => {
    halt();
    underWay?.abort();
  };
  // What could not be sent is a draft again.
  const refused = (event: Event) => {
    if (event.target === form) typed();
  };
  form.addEventListener("input", typed);
  form.addEventListener("htmx:response:error", refused);
  form.addEventListener("htmx:error", refused);
  form.addEventListener("submit", sent);
  document.addEventListener("visibilitychange", leave);
  window.addEventListener("online", back);
  return () => {
    if (timer) void save(true);
    form.removeEventListener("input", typed);
    form.removeEventListener("htmx:response:error", refused);
    form.removeEventListener("htmx:error", refused);
    form.removeEventListener("submit", sent);
    document.removeEventListener("visibilitychange", leave);
    window.removeEventListener("online", back);
  };
});
