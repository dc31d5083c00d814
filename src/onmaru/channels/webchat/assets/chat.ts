import { face } from "./bubble";
import { doors } from "./doors";
import { composer, fit } from "./composer";
import { button, byId, fill, h, icon, iconButton, uid } from "./dom";
import { ask, form } from "./forms";
import { config, preview, t, type Field } from "./given";
import { buildLog, drawLog, toEnd } from "./log";
import { menuButton } from "./menu";
import { flush, introduce, put } from "./outbox";
import { agree, agreed, unsay } from "./session";
import { audible, hush } from "./sound";
import { recall } from "./store";
import { about, talk } from "./talk";
import { ways, type Way } from "./ways";
import { closed, span } from "./when";

/** The conversation on the screen: who answers, what to know, what was said, and where to write. */
let writing = "";
let writingFor = 0;

export function writes(name: string, on: boolean): void {
  clearTimeout(writingFor);
  writing = on ? name || config.name : "";
  if (on) writingFor = window.setTimeout(() => writes("", false), 8000);
  drawChat();
}

export function buildChat(): HTMLElement {
  return h(
    "section",
    { id: "chat", class: "view", hidden: true, "aria-label": t("conversation") },
    h(
      "header",
      { class: "head" },
      iconButton("back", t("back"), () => doors.home()),
      h("span", { id: "with" }),
      h("div", { class: "titles" }, h("h1", { id: "title", tabindex: -1 }), h("p", { id: "subtitle" })),
      menuButton(choices, "round", "below"),
      iconButton("close", t("close"), () => doors.panel(), "round full-only"),
    ),
    h("div", { id: "strip", role: "status" }),
    buildLog(),
    h("div", { id: "intro", hidden: true }),
    composer(button("chip", callHuman, icon("person"), t("human"))),
  );
}

function callHuman(): void {
  if (!preview && !asks().length) put({ text: t("human_request"), postback: { source: "", payload: "human" } });
}

function choices() {
  const quiet = !audible();
  return [
    ...(config.sound ? [{ label: t(quiet ? "sound_on" : "sound_off"), does: () => hush(!quiet) }] : []),
    ...(talk.facts
      ? [
          { label: t("leave"), does: () => askWay() },
          ...(config.consent && agreed() ? [{ label: t("withdraw"), does: () => ask(t("withdraw"), t("withdraw_words"), [], t("withdraw"), unsay) }] : []),
          { label: t("transcript"), does: () => ask(t("transcript"), "", [EMAIL], t("send"), (values) => about("POST", "transcript", values)) },
          { label: t("end"), danger: true, does: () => void about("POST", "close", {}).catch(() => {}) },
        ]
      : []),
  ];
}

const EMAIL: Field = { name: "email", label: t("email"), kind: "email", required: true };

/** The visitor goes, the place in the queue stays: the answer comes by another way. */
function askWay(only?: Way): void {
  const fields = ([
    { name: "email", label: t("email"), kind: "email" },
    { name: "phone", label: t("phone"), kind: "phone" },
  ] satisfies Field[]).filter(({ name }) => !only || name === only);
  ask(t("leave"), t("leave_words"), fields, t("send"), async ({ email, phone }) => {
    const how = email ? "email" : "phone";
    await about("POST", "leave", { how, address: email || phone });
    talk.facts!.reach = how;
    drawChat();
  });
}

ways.ask = askWay;

/** What has to be said before the first message: what the shop asks, a way back while it is closed, and the consent. */
function asks(): Field[] {
  if (talk.facts || recall("about")) return [];
  const fields = [...config.pre_chat];
  if (!config.open && !fields.some(({ kind }) => kind === "email")) fields.push({ ...EMAIL, label: t("email_for_answer") });
  return fields;
}

let introducedAs = "";
function drawIntro(): boolean {
  const fields = asks();
  const consent = !agreed() && !talk.facts;
  const place = byId("intro");
  const as = JSON.stringify([fields, consent]);
  const needed = fields.length > 0 || consent;
  if (as !== introducedAs) {
    introducedAs = as;
    const id = uid();
    const box = consent && h("div", { class: "consent" }, h("input", { type: "checkbox", id, required: true }), h("label", { for: id }, config.consent!.text));
    fill(
      place,
      needed &&
        form(fields, t("start"), (values) => {
          if (preview) return;
          agree();
          introduce(Object.fromEntries(Object.entries(values).filter(([, value]) => value)), config.open ? "" : (values.email ?? ""));
          void flush();
          drawChat();
          fit();
          byId("text").focus();
        }, box),
    );
  }
  place.hidden = !needed;
  return needed;
}

function strip(): HTMLElement | false {
  const facts = talk.facts;
  const way = facts?.reach;
  const later = facts && !way && button("text-button", () => askWay(), t("leave_short"));
  if (!navigator.onLine) return h("p", { class: "warn" }, t("offline"));
  if (facts?.status === "ended") return h("p", null, t("ended"));
  if (way) return h("p", null, icon("mail"), t(way === "email" ? "by_email" : "by_phone"));
  if (!config.open) return h("p", null, icon("moon"), h("span", null, closed()), later);
  if (facts?.queue) {
    const { position, eta_s } = facts.queue;
    return h("p", null, h("span", null, h("b", null, t("position", { n: position })), eta_s ? ` ${t("estimate", { time: span(eta_s) })}` : ""), later);
  }
  return false;
}

let stripAs = "";
export function drawChat(): void {
  if (byId("chat").hidden) return;
  const agent = talk.facts?.agent;
  const name = agent?.name ?? config.name;
  if (byId("title").textContent !== name) {
    byId("title").textContent = name;
    fill(byId("with"), face(name));
  }
  fill(byId("subtitle"), h("i", { class: config.open ? "dot on" : "dot" }), config.open ? config.reply_time.text : t("closed_short"));
  const said = strip();
  const as = said ? said.outerHTML : "";
  if (as !== stripAs) fill(byId("strip"), said);
  stripAs = as;
  const intro = drawIntro();
  document.querySelector<HTMLElement>(".composer")!.hidden = intro;
  drawLog(writing);
}

export function enterChat(): void {
  drawChat();
  fit();
  toEnd();
}
