import { ours } from "../core/page";
import { sayAgain } from "../core/push";
import { behaviour } from "../core/registry";
import { play } from "../core/tones";

const PLAYED = "bell-played";

/**
 * Plays what `data-chime` ("number:tone:volume") newly asks for, in one tab of all, and posts to `data-read-url` when one of `data-unread` is
 * what `[data-here]` shows.
 */
behaviour("bell", (bell) => {
  let first = true;

  async function chime(): Promise<void> {
    const [number, tone = "", volume] = (bell.dataset.chime ?? "").split(":");
    if (!number) return;
    const news = Number(number) > Number(localStorage.getItem(PLAYED) ?? 0);
    if (!news) return;
    localStorage.setItem(PLAYED, number);
    // What was there before the page opened is no news.
    if (!first) await play(tone, Number(volume)).catch(() => {});
  }
  function read(): void {
    const here = document.querySelector<HTMLElement>("[data-here]")?.dataset.companyOf;
    const unread = (bell.dataset.unread ?? "").split(" ");
    if (!here || !unread.includes(here) || document.visibilityState === "hidden") return;
    bell.dataset.unread = unread.filter((number) => number !== here).join(" ");
    void fetch(bell.dataset.readUrl ?? "", { method: "POST", headers: ours(), body: new URLSearchParams({ conversation: here }), keepalive: true }).catch(() => {});
  }
  const changed = () => {
    read();
    void navigator.locks.request("bell", chime).then(() => (first = false));
  };
  const watch = new MutationObserver(changed);
  watch.observe(bell, { attributeFilter: ["data-chime", "data-unread"] });
  for (const name of ["htmx:after:swap", "visibilitychange"]) document.addEventListener(name, read);
  void sayAgain(bell.dataset.pushUrl ?? "");
  return () => {
    watch.disconnect();
    for (const name of ["htmx:after:swap", "visibilitychange"]) document.removeEventListener(name, read);
  };
});
