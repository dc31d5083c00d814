import type { Field } from "./given";
import { call, session } from "./session";
import { keep, recall, remember } from "./store";

/** One conversation as this visitor sees it. What the server says by its events is the truth; the rest is what still waits to leave. */
export interface Button { kind: "postback" | "url" | "phone"; title: string; value: string }
export interface Card { title: string; text?: string; image_url?: string; buttons?: Button[] }
export type Rich =
  | ({ type: "card" } & Card)
  | { type: "carousel"; cards: Card[] }
  | { type: "quick_replies"; text: string; replies: Button[] }
  | { type: "form"; title: string; fields: Field[] };
export interface Attached { name: string; mime: string; size: number; url: string }
export interface Author { type: "visitor" | "agent" | "bot"; name?: string }

export interface Message {
  id: string;
  seq: number;
  client_id?: string;
  direction: "inbound" | "outbound";
  author?: Author;
  type: string;
  text?: string;
  attachments?: Attached[];
  rich?: Rich | null;
  created_at: string;
  edited_at?: string | null;
  deleted_at?: string | null;
  status?: "sent" | "delivered" | "read";
}

interface Happened { seq: number; type: string; message?: Message; data?: Record<string, any> }
export interface Facts { id: string; status: string; unread?: number; read_seq?: number; agent?: { name: string } | null; queue?: { position: number; eta_s?: number | null } | null; reach?: string | null }
interface Page { events: Happened[]; next_seq: number; has_more: boolean; has_earlier?: boolean; conversation?: Facts }

const PAGE = 50;

export const talk = {
  facts: null as Facts | null,
  messages: new Map<string, Message>(),
  cursor: 0,
  first: 0,
  earlier: false,
  readTo: 0,
};

export const changes = { tell: (_came: Message[]): void => {} };
export const changed = (came: Message[] = []) => changes.tell(came);

export const inOrder = () => [...talk.messages.values()].sort((a, b) => a.seq - b.seq);
export const theirs = (message: Message) => message.direction === "outbound" && !message.deleted_at;
export const unread = () => inOrder().filter((message) => theirs(message) && message.seq > talk.readTo).length;

function apply({ type, message, data }: Happened): Message | null {
  if (message) {
    const fresh = type === "message.created" && !talk.messages.has(message.id);
    talk.messages.set(message.id, { ...talk.messages.get(message.id), ...message });
    return fresh ? message : null;
  }
  if (type === "message.status" && data) {
    for (const one of talk.messages.values())
      if (one.direction === "inbound" && one.seq <= data.up_to_seq && one.status !== "read") one.status = data.status;
  }
  return null;
}

let catching: Promise<void> | null = null;
let again = false;

/** Fetches what happened since the last event that is known here. Asked for while it runs, it runs once more. */
export function catchUp(): Promise<void> {
  if (!talk.facts) return Promise.resolve();
  if (catching) {
    again = true;
    return catching;
  }
  catching = (async () => {
    try {
      do {
        again = false;
        const began = !talk.cursor;
        const page = await events(began ? `limit=${PAGE}&before=` : `after=${talk.cursor}&limit=${PAGE}`);
        if (began) note(page);
        const came = take(page);
        changed(began ? [] : came);
        again ||= page.has_more && !began;
      } while (again);
    } finally {
      catching = null;
    }
  })();
  return catching;
}

/** A call about the conversation that is shown. */
export const about = <Answer>(method: string, path: string, body?: unknown) => call<Answer>(method, `conversations/${talk.facts!.id}/${path}`, body);

const events = (query: string) => about<Page>("GET", `events?${query}`);

function note(page: Page): void {
  talk.first = page.events[0]?.seq ?? 0;
  talk.earlier = !!page.has_earlier;
}

function take(page: Page): Message[] {
  const came = page.events.filter(({ seq }) => seq > talk.cursor).map(apply);
  talk.cursor = Math.max(talk.cursor, page.next_seq, ...page.events.map(({ seq }) => seq));
  if (page.conversation) talk.facts = { ...talk.facts!, ...page.conversation };
  return came.filter((message): message is Message => !!message && theirs(message));
}

export async function showEarlier(): Promise<void> {
  const page = await events(`limit=${PAGE}&before=${talk.first}`);
  page.events.forEach(apply);
  if (page.events.length) note(page);
  else talk.earlier = false;
  changed();
}

/** The conversation that goes on from an earlier visit, if there is one. */
export async function resume(): Promise<boolean> {
  const { conversation } = await session();
  if (!conversation) return false;
  enter(conversation);
  await catchUp();
  return true;
}

export function enter(facts: Facts): void {
  const before = talk.facts;
  if (before?.id !== facts.id) {
    talk.messages.clear();
    talk.cursor = 0;
    talk.readTo = Number(recall(`read:${facts.id}`) ?? 0);
  }
  talk.facts = facts;
  talk.readTo = Math.max(talk.readTo, facts.read_seq ?? 0);
  keep();
  // The stream may have told of this one before it was known here.
  if (before) void catchUp().catch(() => {});
}

/** The server's own copy of what left, which takes the place of what waited in a single stroke. */
export const sent = (message?: Message) => message && apply({ seq: 0, type: "", message });

export function seen(): void {
  const last = inOrder().filter(theirs).pop();
  if (!last || !talk.facts || last.seq <= talk.readTo) return;
  talk.readTo = last.seq;
  remember(`read:${talk.facts.id}`, `${last.seq}`);
  about("POST", "read", { up_to_seq: last.seq }).catch(() => {});
}
