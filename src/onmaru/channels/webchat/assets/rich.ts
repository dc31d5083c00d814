import { button, h, type Child } from "./dom";
import { form } from "./forms";
import { t } from "./given";
import { link } from "./links";
import { put } from "./outbox";
import { recall, remember } from "./store";
import { talk, type Button, type Card, type Message } from "./talk";
import { wayOf, ways } from "./ways";

/** Cards, carousels, quick replies and forms as the shop sends them. */
const press = (source: Message, { title, value }: Button) => {
  const way = wayOf(value);
  if (way) ways.ask(way);
  else put({ text: title, postback: { source: source.id, payload: value } });
};

function choice(source: Message, one: Button): HTMLElement {
  if (one.kind === "postback") return button("wide", () => press(source, one), one.title);
  return link(one.kind === "phone" ? `tel:${one.value.replace(/[^+\d]/g, "")}` : one.value, "wide", one.title);
}

const card = (source: Message, { title, text, image_url, buttons }: Card): HTMLElement =>
  h(
    "div",
    { class: "card" },
    image_url && h("img", { src: image_url, alt: "", loading: "lazy", referrerpolicy: "no-referrer", onerror: (event: Event) => (event.target as Element).remove() }),
    h("div", { class: "card-text" }, h("strong", null, title), text && h("p", null, text)),
    ...(buttons ?? []).map((one) => choice(source, one)),
  );

const carousel = (source: Message, cards: Card[]) =>
  h("div", { class: "track", tabindex: 0, role: "group", "aria-label": t("cards", { n: cards.length }) }, ...cards.map((one) => card(source, one)));

export function rich(message: Message, isLast: boolean): Child {
  const content = message.rich;
  if (!content) return null;
  if (content.type === "card") return card(message, content);
  if (content.type === "carousel") return carousel(message, content.cards);
  if (content.type === "quick_replies")
    // Who has left already is offered it no more.
    return isLast && !(talk.facts?.reach && content.replies.some(({ value }) => wayOf(value))) && h("div", { class: "replies", role: "group", "aria-label": t("answers") }, ...content.replies.map((one) => button("chip", () => press(message, one), one.title)));
  const done = `form:${message.id}`;
  return h(
    "div",
    { class: "card padded" },
    h("strong", null, content.title),
    recall(done)
      ? h("p", { class: "soft" }, t("form_sent"))
      : form(content.fields, t("send"), (values) => {
          remember(done, "1");
          const said = content.fields.filter(({ name }) => values[name]).map(({ name, label }) => `${label}: ${values[name]}`);
          put({ text: said.join("\n"), postback: { source: message.id, payload: "form" }, values });
        }),
  );
}
