import { face } from "./bubble";
import { doors } from "./doors";
import { button, byId, type Drawing, fill, h, icon, iconButton } from "./dom";
import { config, t, type Way } from "./given";
import { link } from "./links";
import { currentPage } from "./session";
import { inOrder, talk, unread } from "./talk";
import { clockTime, closed } from "./when";

/** The first screen: whether somebody is there, the conversation so far, and every other way to reach the shop. */
const DRAWINGS: Record<string, Drawing> = { kakao: "chat", phone: "phone", email: "mail", form: "form" };

export const buildHome = (): HTMLElement => h("section", { id: "home", class: "view", hidden: true, "aria-label": config.name });

function way({ kind, title, url }: Way): HTMLElement {
  return h("li", null, link(url, "way", h("span", { class: `mark ${kind}` }, icon(DRAWINGS[kind] ?? "go")), h("span", null, title), icon("go")));
}

export function drawHome(): void {
  if (byId("home").hidden) return;
  const last = inOrder().filter((message) => message.text && !message.deleted_at).pop();
  const count = unread();
  const path = new URL(currentPage()?.url ?? location.href).pathname;
  const ways = config.ways.filter(({ when, pages }) => (when === "always" || (when === "open") === config.open) && (!pages.length || pages.some((one) => path.startsWith(one))));
  const others = ways.filter(({ kind }) => kind !== "chat");
  const chat = ways.length === others.length ? !ways.length || !!talk.facts : true;
  const hours = config.open ? config.reply_time.text : closed();
  fill(
    byId("home"),
    h(
      "header",
      { class: "hero" },
      h("div", { class: "brand" }, face(config.name), h("span", null, config.name), iconButton("close", t("close"), () => doors.panel(), "round full-only")),
      h("h1", { id: "welcome", tabindex: -1 }, config.greeting || t("welcome")),
      h("p", { class: "state" }, h("i", { class: config.open ? "dot on" : "dot" }), hours),
    ),
    h(
      "div",
      { class: "cards" },
      talk.facts && last &&
        h(
          "button",
          { type: "button", class: "block resume", onclick: () => doors.chat() },
          face(talk.facts.agent?.name ?? config.name),
          h("span", { class: "words" }, h("b", null, talk.facts.agent?.name ?? config.name), h("span", null, last.text)),
          count ? h("span", { class: "count", "aria-label": t("unread", { n: count }) }, count) : h("time", null, clockTime(new Date(last.created_at))),
        ),
      chat &&
        h(
          "div",
          { class: "block" },
          button("wide primary", () => doors.chat(), icon("send"), t(talk.facts ? "resume" : config.open ? "talk" : "leave_message")),
          h("p", { class: "soft" }, t(config.open ? "talk_words" : "closed")),
        ),
      others.length > 0 && h("div", { class: "block" }, h("h2", null, t("other_ways")), h("ul", null, ...others.map(way))),
    ),
    h("footer", null, t("by"), " ", h("b", null, t("onmaru"))),
  );
}
