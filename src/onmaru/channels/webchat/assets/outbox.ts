import { refused } from "./api";
import { uid } from "./dom";
import { call, session } from "./session";
import { recall, remember } from "./store";
import { about, changed, enter, sent, talk, type Attached, type Facts, type Message } from "./talk";

/** What waits to leave, in order. It outlives the page; each thing has an id of its own, so that sent twice it arrives once. */
export interface Waiting {
  id: string;
  text?: string;
  file?: File;
  upload?: string;
  preview?: string;
  postback?: { source: string; payload: string };
  values?: Record<string, string>;
  at: string;
  failed?: string;
}

const START = "start";
export const outbox: Waiting[] = [];
let leaving = false;
let pause = 0;
let timer = 0;

/** What the visitor said about themselves before the first message, and where an answer reaches them while the shop is closed. */
export function introduce(answers: Record<string, string>, reach: string): void {
  remember("about", JSON.stringify(answers));
  remember("reach", reach || null);
}

/** What was left waiting on an earlier page. */
export function recover(): void {
  outbox.unshift(...JSON.parse(recall("outbox") ?? "[]"));
}

const store = () => {
  const lasting = outbox.filter((one) => !one.file || one.upload).map(({ file: _file, preview: _preview, ...rest }) => rest);
  remember("outbox", lasting.length ? JSON.stringify(lasting) : null);
};

export function put(what: Omit<Waiting, "id" | "at">): void {
  outbox.push({ id: uid(), at: new Date().toISOString(), ...what });
  store();
  changed();
  void flush();
}

export function drop(id: string): void {
  const place = outbox.findIndex((one) => one.id === id);
  if (place >= 0) outbox.splice(place, 1);
  store();
  changed();
}

export function retry(id: string): void {
  const one = outbox.find((waiting) => waiting.id === id);
  if (one) delete one.failed;
  void flush();
}

/** Sends what waits, one after the other, until nothing does or the server cannot be reached. */
export async function flush(): Promise<void> {
  if (leaving) return;
  leaving = true;
  clearTimeout(timer);
  try {
    for (let next = due(); next; next = due()) {
      try {
        sent(await send(next));
        pause = 0;
        drop(next.id);
      } catch (error) {
        const no = refused(error);
        if (no && no.status < 500 && ![401, 408, 425, 429].includes(no.status)) {
          next.failed = no.message || "?";
          // The shop's own questions are asked once more.
          if (no.field.startsWith("pre_chat")) remember("about", null);
          store();
          changed();
        } else {
          pause = Math.min(30_000, (pause || 1000) * 2);
          timer = window.setTimeout(flush, Math.max((no?.after ?? 0) * 1000, pause * (0.5 + Math.random())));
          changed();
          return;
        }
      }
    }
  } finally {
    leaving = false;
  }
}

// What was refused steps aside; what comes after it need not wait for the visitor to decide.
const due = () => outbox.find((one) => !one.failed);

/** What becomes of it from now on, the stream tells. */
async function send(one: Waiting): Promise<Message | undefined> {
  await session();
  if (one.file && !one.upload) {
    const form = new FormData();
    form.append("file", one.file, one.file.name);
    one.upload = (await call<Attached & { upload_id: string }>("POST", "uploads", form)).upload_id;
    store();
  }
  const content = one.upload ? { type: "file", upload_id: one.upload } : { type: "text", text: one.text };
  if (!talk.facts || talk.facts.status === "ended") {
    let start = recall(START);
    if (!start) remember(START, (start = uid()));
    const about = JSON.parse(recall("about") ?? "{}");
    const facts = await call<Facts & { message?: Message }>("POST", "conversations", { client_id: start, message: { client_id: one.id, ...content }, pre_chat: Object.keys(about).length ? about : undefined });
    const address = recall("reach");
    if (address) await call("POST", `conversations/${facts.id}/leave`, { how: "email", address });
    // Not before both are done: what is tried again is the same beginning.
    remember(START, null);
    remember("reach", null);
    enter(address ? { ...facts, reach: "email" } : facts);
    return facts.message;
  }
  if (one.postback) return about("POST", "postbacks", { client_id: one.id, source_message_id: one.postback.source, payload: one.postback.payload, title: one.text, values: one.values });
  return about("POST", "messages", { client_id: one.id, ...content });
}

addEventListener("online", () => {
  pause = 0;
  void flush();
});
