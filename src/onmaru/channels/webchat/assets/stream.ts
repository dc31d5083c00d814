import { address, headers } from "./api";
import { currentToken, expire, session } from "./session";

/** The server's hints. What is missed is fetched after the next hello, so a lost connection loses nothing. */
type Hears = (event: string, data: any) => void;

const LONGEST_PAUSE_MS = 30_000;
// The server says something every fifteen seconds; twice that without a word, and the line is dead.
const DEAD_MS = 40_000;
// A hidden tab listens on for a while, so that an answer is heard; then it only looks now and then.
const HIDDEN_MS = 5 * 60_000;
const LOOK_MS = 60_000;
const LOOKS = 60;

let line: AbortController | null = null;
let wanted = false;
let pause = 1000;
let timer = 0;
let hiding = 0;
let looks = 0;

export const lineIs = { open: false, changed: () => {} };

function is(open: boolean): void {
  if (lineIs.open === open) return;
  lineIs.open = open;
  lineIs.changed();
}

export function listen(hears: Hears): void {
  wanted = true;
  const begin = () => {
    if (wanted && !line) void hold(hears).finally(again);
  };
  const again = () => {
    line = null;
    is(false);
    clearTimeout(timer);
    if (!wanted) return;
    timer = window.setTimeout(begin, pause * (0.5 + Math.random()));
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  };
  const look = () => {
    hears("hello", {});
    if (document.hidden && looks++ < LOOKS) hiding = window.setTimeout(look, LOOK_MS);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) {
      hiding = window.setTimeout(() => {
        wanted = false;
        line?.abort();
        looks = 0;
        look();
      }, HIDDEN_MS);
    } else {
      wanted = true;
      pause = 1000;
      begin();
    }
  });
  addEventListener("online", () => {
    pause = 1000;
    clearTimeout(timer);
    begin();
  });
  addEventListener("offline", () => line?.abort());
  begin();
}

async function hold(hears: Hears): Promise<void> {
  const mine = (line = new AbortController());
  let dead = 0;
  const alive = () => {
    clearTimeout(dead);
    dead = window.setTimeout(() => mine.abort(), DEAD_MS);
  };
  try {
    await session();
    alive();
    const answer = await fetch(address("stream"), { headers: headers(currentToken()), credentials: "omit", cache: "no-store", signal: mine.signal });
    if (answer.status === 401) expire();
    if (!answer.ok || !answer.body) throw new Error(`${answer.status}`);
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      text += decoder.decode(value, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop()!;
      for (const part of parts) {
        const event = /^event: ?(.*)$/m.exec(part)?.[1];
        if (!event) continue;
        if (event === "hello") {
          pause = 1000;
          is(true);
        }
        hears(event, JSON.parse(/^data: ?(.*)$/m.exec(part)?.[1] || "{}"));
      }
    }
  } catch {
    // Where streams do not pass (some proxies, some apps), asking between the attempts brings the answers all the same.
    if (!mine.signal.aborted) hears("hello", {});
  } finally {
    clearTimeout(dead);
    mine.abort();
  }
}
