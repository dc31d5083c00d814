import { bubble, face, waitingBubble } from "./bubble";
import { button, byId, h } from "./dom";
import { config, t } from "./given";
import { outbox } from "./outbox";
import { inOrder, showEarlier, talk, type Message } from "./talk";
import { dayWord } from "./when";

/** The thread. An element lives as long as what it shows stays the same, so nothing flickers and nothing is read aloud twice. */
const shown = new Map<string, { as: string; element: HTMLElement }>();
const GROUP_MS = 3 * 60_000;
// So near to its end, a thread follows what is new.
const NEAR = 120;

function keyed(key: string, as: string, make: () => HTMLElement): HTMLElement {
  const found = shown.get(key);
  if (found?.as === as) return found.element;
  const element = make();
  shown.set(key, { as, element });
  return element;
}

const together = (a: Message | undefined, b: Message | undefined) =>
  !!a && !!b && a.direction === b.direction && a.author?.name === b.author?.name &&
  Math.abs(Date.parse(a.created_at) - Date.parse(b.created_at)) < GROUP_MS && new Date(a.created_at).getDate() === new Date(b.created_at).getDate();

let following = true;

/** Follows its end until somebody scrolls up; a picture that arrives late does not push the end out of sight. */
export function buildLog(): HTMLElement {
  const log = h("div", { id: "log", role: "log", tabindex: 0, "aria-label": t("conversation") });
  log.addEventListener("scroll", () => (following = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR));
  log.addEventListener("load", () => following && toEnd(), true);
  return log;
}

export function drawLog(writing: string): void {
  const log = byId("log");
  const fromEnd = log.scrollHeight - log.scrollTop;
  const before = log.firstElementChild;
  const focused = document.activeElement as HTMLElement;
  const messages = inOrder();
  const known = new Set(messages.map((message) => message.client_id));
  const waiting = outbox.filter((one) => !known.has(one.id));
  const wanted: HTMLElement[] = [];
  if (talk.earlier) wanted.push(keyed("earlier", "", () => button("chip earlier", () => void showEarlier(), t("earlier"))));
  else wanted.push(keyed("hello", "", hello));
  messages.forEach((message, place) => {
    const previous = messages[place - 1];
    const day = new Date(message.created_at).toDateString();
    if (!previous || new Date(previous.created_at).toDateString() !== day) wanted.push(keyed(`day:${day}`, "", () => h("p", { class: "line" }, dayWord(new Date(message.created_at)))));
    const first = !together(previous, message);
    const last = !together(message, messages[place + 1]);
    const end = place === messages.length - 1 && !waiting.length;
    wanted.push(keyed(message.client_id || message.id, JSON.stringify([message, first, last, end, end && talk.facts?.reach]), () => bubble(message, first, last, end)));
  });
  for (const one of waiting) wanted.push(keyed(one.id, `${one.failed}${navigator.onLine}`, () => waitingBubble(one, !navigator.onLine)));
  if (writing) wanted.push(keyed("writing", writing, () => h("div", { class: "message in first last" }, face(writing), h("div", { class: "bubble dots" }, h("span", { class: "sr" }, t("writing", { name: writing })), h("i", null), h("i", null), h("i", null)))));
  wanted.forEach((element, place) => {
    if (log.children[place] !== element) log.insertBefore(element, log.children[place] ?? null);
  });
  while (log.children.length > wanted.length) log.lastChild!.remove();
  // What outlives the element around it has lost the focus on the way into the next one.
  if (log.contains(focused)) focused.focus({ preventScroll: true });
  // Older messages came in above: what was looked at stays where it is.
  if (before !== log.firstElementChild && !following) log.scrollTop = log.scrollHeight - fromEnd;
  else if (following) toEnd();
}

export function toEnd(): void {
  following = true;
  byId("log").scrollTop = 1e9;
}

function hello(): HTMLElement {
  const said = h("div", { class: "hello" }, face(config.name), h("strong", null, config.name));
  if (config.greeting) said.append(h("p", null, config.greeting));
  return said;
}
