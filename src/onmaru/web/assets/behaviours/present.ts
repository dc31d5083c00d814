import { keepCompany } from "../core/company";
import { ours } from "../core/page";
import { behaviour } from "../core/registry";
import { watchConnection } from "../core/stream";

const BEAT = 25_000;
const IDLE = 120_000;
const PAUSE_IN_WRITING = 12_000;

/**
 * Tells `data-url` that somebody is before this tab: what `[data-here]` shows and what is written in a `[data-writes]`. A hidden tab and one
 * that nobody touches say so once and then cost nothing.
 */
behaviour("present", (element) => {
  const url = element.dataset.url ?? "";
  const tab = crypto.randomUUID();
  // What is said is numbered: of two requests under way the later may arrive first, and the goodbye has to be the last.
  let word = 0;
  let beat: number | undefined;
  let quiet: number | undefined;
  let touchedAt = Date.now();
  let writing = "";
  let said: string | undefined;

  const here = () => document.querySelector<HTMLElement>("[data-here]")?.dataset.companyOf ?? "";
  const send = (method: string, more: string, body?: URLSearchParams) =>
    void fetch(url + more, { method, headers: ours(), body, keepalive: true }).catch(() => (said = undefined));

  function say(): void {
    said = `${here()} ${writing}`;
    send("POST", "", new URLSearchParams({ tab, word: String(++word), conversation: here(), writing }));
    beat ??= window.setInterval(again, BEAT);
  }
  function again(): void {
    if (Date.now() - touchedAt > IDLE) leave();
    else say();
  }
  function leave(): void {
    clearInterval(beat);
    beat = undefined;
    if (said === undefined) return;
    said = undefined;
    send("DELETE", `?tab=${tab}&word=${++word}`);
  }
  const news = () => {
    if (document.visibilityState === "visible" && said !== `${here()} ${writing}`) say();
  };
  const touched = () => {
    touchedAt = Date.now();
    if (beat === undefined) news();
  };
  const stopped = () => {
    clearTimeout(quiet);
    writing = "";
    news();
  };
  const typed = (event: Event) => {
    const where = event.isTrusted ? (event.target as Element).closest<HTMLElement>("[data-writes]") : null;
    if (!where) return;
    clearTimeout(quiet);
    quiet = window.setTimeout(stopped, PAUSE_IN_WRITING);
    writing = where.dataset.writes ?? "";
    news();
  };
  const seen = () => {
    if (document.visibilityState === "hidden") leave();
    else touched();
  };
  const moved = () => {
    if (said !== undefined && !said.startsWith(`${here()} `)) stopped();
  };

  const passive = { passive: true, capture: true };
  const on: [EventTarget, string, (event: Event) => void][] = [
    [document, "pointerdown", touched], [document, "pointermove", touched], [document, "keydown", touched], [document, "wheel", touched],
    [document, "touchstart", touched], [document, "input", typed], [document, "submit", stopped], [document, "visibilitychange", seen],
    [document, "htmx:after:swap", moved], [document, "htmx:after:history:update", moved], [window, "pagehide", leave], [window, "pageshow", seen],
  ];
  for (const [target, name, react] of on) target.addEventListener(name, react, passive);
  keepCompany(url);
  // What was lost with the connection (a restarted database forgets who is there) is said anew.
  const stop = watchConnection((state) => {
    if (state === "open" && document.visibilityState === "visible" && Date.now() - touchedAt <= IDLE) say();
  });
  return () => {
    stop();
    leave();
    clearTimeout(quiet);
    for (const [target, name, react] of on) target.removeEventListener(name, react, passive);
  };
});
