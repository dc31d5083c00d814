import { button, type Child, h, icon } from "./dom";
import { config, t } from "./given";
import { link, linked } from "./links";
import { menuButton } from "./menu";
import { drop, retry, type Waiting } from "./outbox";
import { rich } from "./rich";
import { call } from "./session";
import { catchUp, talk, type Attached, type Message } from "./talk";
import { clockTime } from "./when";

const EDITABLE_MS = 15 * 60_000;
export const editing = { begin: (_message: Message): void => {} };

export const face = (name: string): HTMLElement => h("span", { class: "face", "aria-hidden": "true" }, [...name.trim()][0]);

const size = (bytes: number) => `${Math.ceil(bytes / 1e3).toLocaleString()} KB`;

function attached({ name, mime, size: bytes, url }: Attached): HTMLElement {
  const address = new URL(url, location.href).href;
  return mime.startsWith("image/")
    ? link(address, "picture", h("img", { src: address, alt: name, loading: "lazy" }))
    : link(address, "file", icon("file"), h("span", null, h("b", null, name), h("small", null, size(bytes))));
}

/** The button of one's own message outlives the bubble around it: a menu that is open stays so when the bubble is drawn anew. */
const owned = new Map<string, HTMLElement>();

function own({ id, type, created_at, deleted_at }: Message): HTMLElement | false {
  if (deleted_at || Date.now() - Date.parse(created_at) > EDITABLE_MS) return false;
  let place = owned.get(id);
  if (!place) {
    const choices = () => [
      ...(type === "text" ? [{ label: t("edit"), does: () => editing.begin(talk.messages.get(id)!) }] : []),
      { label: t("delete"), danger: true, does: () => call("DELETE", `messages/${id}`).catch(() => {}).then(catchUp) },
    ];
    owned.set(id, (place = h("span", null, menuButton(choices, "round own"))));
  }
  return place;
}

/** One message as it stands in the thread. `first` of those that one person wrote in a row, `last` of them, `end` of all. */
export function bubble(message: Message, first: boolean, last: boolean, end: boolean): HTMLElement {
  const mine = message.direction === "inbound";
  const at = new Date(message.created_at);
  const name = mine ? t("you") : message.author?.name || config.name;
  const text = message.deleted_at ? h("em", null, t("deleted")) : message.text && h("span", null, ...linked(message.text));
  const content: Child[] = message.deleted_at
    ? [h("div", { class: "bubble gone" }, text)]
    : [
        text && !["card", "carousel", "form"].includes(message.type) && h("div", { class: "bubble" }, text, message.edited_at && h("small", null, ` ${t("edited")}`)),
        ...(message.attachments ?? []).map(attached),
        rich(message, end),
      ];
  return h(
    "div",
    { class: `message ${mine ? "out" : "in"}${first ? " first" : ""}${last ? " last" : ""}` },
    !mine && last && face(name),
    h("span", { class: !mine && first ? "who" : "sr" }, name, h("span", { class: "sr" }, ` ${clockTime(at)}`)),
    h("div", { class: "row" }, h("div", { class: "content" }, ...content), mine && own(message)),
    last && h("span", { class: "under", "aria-hidden": !mine }, clockTime(at), mine && end && message.status && ` · ${t(message.status)}`),
  );
}

export function waitingBubble(one: Waiting, offline: boolean): HTMLElement {
  const { file, text, preview, failed } = one;
  const again = button("text-button", () => retry(one.id), t("retry"));
  const away = button("text-button", () => drop(one.id), t("delete"));
  return h(
    "div",
    { class: `message out first last ${failed ? "failed" : "waiting"}` },
    h("span", { class: "sr" }, t("you")),
    h(
      "div",
      { class: "row" },
      h("div", { class: "content" }, preview ? h("span", { class: "picture" }, h("img", { src: preview, alt: file?.name ?? "" })) : file || one.upload ? h("span", { class: "file" }, icon("file"), h("b", null, file?.name ?? "…")) : h("div", { class: "bubble" }, ...linked(text ?? ""))),
    ),
    failed ? h("span", { class: "under problem", role: "alert" }, failed, " ", again, " ", away) : h("span", { class: "under" }, t(offline ? "waits" : "sending")),
  );
}
