import { buildChat, drawChat, enterChat, writes } from "./chat";
import { suggest } from "./composer";
import { byId } from "./dom";
import { doors } from "./doors";
import { config, preview, renew, widget, type Config } from "./given";
import { buildHome, drawHome } from "./home";
import { flush, outbox, recover } from "./outbox";
import { request } from "./api";
import type { Page, ToLoader, ToWidget } from "./seam";
import { agreed, call, known, meet } from "./session";
import { chime } from "./sound";
import { tell } from "./store";
import { lineIs, listen } from "./stream";
import { catchUp, changes, resume, seen, talk, unread } from "./talk";

/** The widget in its frame: it waits for the loader's hand, and then shows what there is to show. */
const html = document.documentElement;
let port: MessagePort | null = null;
let open = false;
let full = false;
let listening = false;
let told = -1;
let page: Page | null = null;
let cart: unknown;

const say = (what: ToLoader) => port?.postMessage(what);
const looking = () => open && !document.hidden && !byId("chat").hidden;

function show(view: "home" | "chat", focus = true): void {
  byId("home").hidden = view !== "home";
  byId("chat").hidden = view !== "chat";
  drawHome();
  if (view === "chat") enterChat();
  if (focus) {
    const field = byId("text");
    // On a phone the keyboard would cover half of what there is to read.
    if (view === "chat" && field.offsetParent && !full) field.focus();
    else byId(view === "chat" ? "title" : "welcome").focus();
  }
  read();
}

function read(): void {
  attend();
  if (looking()) seen();
  const count = unread();
  if (count !== told) say({ t: "unread", count: (told = count) });
}

function hears(event: string, data: { name?: string; on?: boolean; who?: string }): void {
  if (event === "hello" || event === "changed" || event === "queue") void catchUp().catch(() => {});
  if (event === "hello") void flush();
  if (event === "typing" && data.who !== "visitor") writes(data.name ?? "", !!data.on);
  if (event === "config") void request<Config>("GET", `config/${widget}`, null).then((newer) => (renew(newer), draw()), () => {});
}

function draw(): void {
  drawHome();
  drawChat();
}

/** From the first message on, or from an earlier visit, there is something to listen for; not while what is over is not even looked at. */
function attend(): void {
  if (listening || preview || !talk.facts || (!open && /resolved|ended/.test(talk.facts.status))) return;
  listening = true;
  listen(hears);
  shares();
}

async function begin(): Promise<void> {
  if (known()) await resume().catch(() => false);
  if (outbox.length) void flush();
  draw();
  // Opened before this was known, it showed the home page.
  if (open && talk.facts && byId("chat").hidden) show("chat", false);
}

/** What agents see of the visit: only of who agreed, and not before there is a conversation. */
function shares(): void {
  if (listening && config.context.enabled && config.consent && agreed() && page) call("POST", "context", { url: page.url, title: page.title, referrer: page.referrer, cart }).catch(() => {});
}

/** Whether the panel takes the whole screen: a frame cannot see how large the page around it is. */
function fills(screen: boolean): void {
  full = screen;
  html.toggleAttribute("data-full", full);
}

function heeds(what: ToWidget): void {
  if (what.t === "init") {
    fills(what.full);
    page = what.page;
    if (meet({ page, identity: what.identity, kept: what.kept })) (byId("text") as HTMLTextAreaElement).value = "";
    recover();
    void begin();
  } else if (what.t === "open") {
    open = true;
    show(talk.facts || outbox.length || what.text ? "chat" : "home");
    if (what.text) suggest(what.text);
  } else if (what.t === "closed") open = false;
  else if (what.t === "full") fills(what.full);
  else if (what.t === "page") {
    page = what.page;
    meet({ page });
    shares();
  } else if (what.t === "identify") {
    // Nothing that is shown, or under way, is theirs.
    if (meet({ identity: what.identity })) location.reload();
    else void begin();
  } else if (what.t === "cart") {
    cart = what.cart;
    shares();
  }
}

// Over the whole of a phone the panel is all there is: Tab goes round within it.
function trap(event: KeyboardEvent): void {
  if (event.key === "Escape") doors.panel();
  if (event.key !== "Tab" || !full || document.querySelector("dialog")) return;
  const stops = [...document.querySelectorAll<HTMLElement>(".view:not([hidden]) :is(a[href],button,input,select,textarea,[tabindex='0'])")].filter((one) => one.offsetParent && one.tabIndex >= 0 && !(one as HTMLButtonElement).disabled);
  const goal = event.shiftKey ? stops[stops.length - 1] : stops[0];
  const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (goal && (document.activeElement === edge || !stops.includes(document.activeElement as HTMLElement))) {
    event.preventDefault();
    goal.focus();
  }
}

if (html.dataset.theme === "auto") {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => (html.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", follow);
  follow();
}
document.body.append(buildHome(), buildChat());
doors.chat = () => show("chat");
doors.home = () => show("home");
doors.panel = () => {
  open = false;
  say({ t: "close" });
};
tell.keep = (memory) => say({ t: "keep", memory });
lineIs.changed = drawChat;
changes.tell = (came) => {
  if (came.length) {
    writes("", false);
    if (!looking()) chime();
  }
  draw();
  read();
};
addEventListener("keydown", trap);
addEventListener("online", draw);
addEventListener("offline", draw);
document.addEventListener("visibilitychange", read);
addEventListener("message", ({ data, source, ports }) => {
  // Only who framed us, and the content policy says who may; from here on the two speak through a port.
  if (source !== parent || port || data?.t !== "init" || !ports[0]) return;
  port = ports[0];
  port.onmessage = (event: MessageEvent<ToWidget>) => heeds(event.data);
  heeds(data);
});
if (preview) {
  open = true;
  show("home", false);
}
