/**
 * One stream for the page. It says what changed; every `[data-live="conversation:12"]` that shows it fetches itself anew (`hx-trigger="live"`).
 * What was missed is never asked for: on every (re)connection and waking all of them are fetched, so the page shows the truth.
 */
import { meta } from "./page";

export type ConnectionState = "open" | "lost" | "asleep";

const SILENCE = 40_000; // beats come every 15 s
const TICK = 5_000;
const SLEPT = 20_000;
const COALESCE = 150;
// Lists and counts, which every change makes stale, are fetched at most so often; where very much changes, less often still.
const CALM = 1_000;
const BUSY = 3_000;
const MANY = 10;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;

let source: EventSource | undefined;
let state: ConnectionState = "asleep";
let heardAt = 0;
let beats = false;
let failures = 0;
let retry: number | undefined;
const listeners = new Set<(state: ConnectionState) => void>();
const staleThings = new Set<string>();
const staleSorts = new Set<string>();
let flushingThings: number | undefined;
let flushingSorts: number | undefined;
let sortsNotBefore = 0;
let heardOfSorts = 0;

/** Something told whole, so that nothing needs to be fetched. */
export type Told = { what: string; id: number } & Record<string, unknown>;
const tellers = new Map<string, (told: Told) => void>();

export function onTold(what: string, listener: (told: Told) => void): void {
  tellers.set(what, listener);
}

export function watchConnection(listener: (state: ConnectionState) => void): () => void {
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

function become(next: ConnectionState): void {
  if (next === state) return;
  state = next;
  listeners.forEach((listener) => listener(state));
}

function refetch(matches: (names: string[]) => boolean): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-live]")) {
    // Not bubbling: a live part inside another must not wake the outer one.
    if (matches((element.dataset.live ?? "").split(/\s+/))) element.dispatchEvent(new CustomEvent("live", { bubbles: false }));
  }
}

export const refetchAll = (): void => refetch(() => true);

/** Refetches what shows `what:id`, and every `what` ("conversation"), after a moment in which more of the same is swallowed. */
export function changed(what: string, id?: string | number): void {
  staleSorts.add(what);
  heardOfSorts += 1;
  flushingSorts ??= window.setTimeout(flushSorts, Math.max(COALESCE, sortsNotBefore - Date.now()));
  if (id === undefined) return;
  staleThings.add(`${what}:${id}`);
  flushingThings ??= window.setTimeout(() => {
    flushingThings = undefined;
    refetchStale(staleThings);
  }, COALESCE);
}

function flushSorts(): void {
  flushingSorts = undefined;
  sortsNotBefore = Date.now() + (heardOfSorts > MANY ? BUSY : CALM);
  heardOfSorts = 0;
  refetchStale(staleSorts);
}

function refetchStale(stale: Set<string>): void {
  const names = new Set(stale);
  stale.clear();
  refetch((wanted) => wanted.some((name) => names.has(name)));
}

function listen(): void {
  const url = meta("stream");
  if (!url || source || document.visibilityState === "hidden") return;
  clearTimeout(retry);
  heardAt = Date.now();
  source = new EventSource(url);
  source.addEventListener("hello", () => {
    heardAt = Date.now();
    failures = 0;
    become("open");
    refetchAll();
  });
  source.addEventListener("beat", () => {
    heardAt = Date.now();
    beats = true;
  });
  source.addEventListener("changed", (event) => {
    heardAt = Date.now();
    const told = JSON.parse((event as MessageEvent<string>).data) as Told;
    const listener = tellers.get(told.what);
    if (listener) listener(told);
    else changed(told.what, told.id);
  });
  source.addEventListener("error", reconnect);
}

function hangUp(): void {
  source?.close();
  source = undefined;
  clearTimeout(retry);
}

/** The browser's own retry gives up on an HTTP error and comes in step with every other page; ours does neither. */
function reconnect(): void {
  hangUp();
  become("lost");
  failures += 1;
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
  retry = window.setTimeout(listen, pause * (0.5 + Math.random()));
}

function wake(): void {
  if (document.visibilityState === "hidden") {
    hangUp();
    become("asleep");
  } else if (!source) {
    failures = 0;
    listen();
  }
}

document.addEventListener("visibilitychange", wake);
window.addEventListener("online", () => {
  hangUp();
  wake();
});
window.addEventListener("offline", () => source && reconnect());
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  hangUp();
  wake();
});
window.addEventListener("pagehide", hangUp);
// A laptop that slept keeps a dead connection that never errs. A clock that jumped tells, and so does silence where beats were heard before.
let tickedAt = Date.now();
setInterval(() => {
  const now = Date.now();
  const slept = now - tickedAt > SLEPT;
  tickedAt = now;
  if (!source) return;
  if (slept) {
    hangUp();
    listen();
  } else if (beats && now - heardAt > SILENCE) reconnect();
}, TICK);
listen();
