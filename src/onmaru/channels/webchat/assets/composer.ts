import { editing } from "./bubble";
import { button, byId, type Child, fill, h, icon, iconButton } from "./dom";
import { emoji } from "./emoji";
import { config, preview, t } from "./given";
import { toEnd } from "./log";
import { put } from "./outbox";
import { call } from "./session";
import { recall, remember } from "./store";
import { about, catchUp, talk, type Message } from "./talk";

const TYPING_MS = 3000;
const STILL_MS = 4000;
const LONGEST = 4000;

/** The field as high as its text; asked for anew when it comes into sight. */
export let fit = (): void => {};

/** Where the visitor writes. Enter sends, but never while a syllable is being composed. */
export function composer(human: Child): HTMLFormElement {
  const field = h("textarea", { id: "text", rows: 1, maxlength: LONGEST, "aria-label": t("write"), placeholder: t("write"), enterkeyhint: "send", value: recall("draft") ?? "" });
  const send = h("button", { class: "send", "aria-label": t("send"), title: t("send") }, icon("send"));
  const notice = h("p", { class: "notice", role: "alert" });
  const correcting = h("div", { class: "correcting", hidden: true });
  const touch = matchMedia("(pointer: coarse)").matches;
  let composing = false;
  let corrected: Message | null = null;
  let told = 0;
  let still = 0;

  const size = (fit = () => {
    field.style.height = "0";
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
    send.disabled = !field.value.trim();
  });
  const writes = (text: string) => {
    field.value = text;
    remember("draft", text.trim() ? text : null);
    size();
  };
  const typing = (on: boolean) => {
    clearTimeout(still);
    if (!talk.facts || preview) return;
    if (on) still = window.setTimeout(() => typing(false), STILL_MS);
    const now = Date.now();
    if (on ? now - told < TYPING_MS : !told) return;
    told = on ? now : 0;
    about("POST", "typing", { state: on ? "on" : "off" }).catch(() => {});
  };
  const correct = (message: Message | null) => {
    corrected = message;
    correcting.hidden = !message;
    writes(message?.text ?? "");
    field.focus();
  };

  const submit = () => {
    // Leaving the field makes the keyboard hand over the syllable that it still holds; emptied under its hands, it would write it once more.
    if (composing) {
      field.blur();
      field.focus();
    }
    const text = field.value.trim();
    if (!text || preview) return;
    notice.textContent = "";
    if (corrected) {
      const { id } = corrected;
      call("PATCH", `messages/${id}`, { text }).then(catchUp).catch((error: Error) => (notice.textContent = error.message || t("failed")));
      correct(null);
    } else {
      put({ text });
      writes("");
    }
    told = 0;
    clearTimeout(still);
    toEnd();
  };

  const take = (files: Iterable<File>) => {
    const { max_bytes } = config.attachments;
    for (const file of files) {
      if (file.size > max_bytes) notice.textContent = t("too_big", { name: file.name, n: Math.floor(max_bytes / 1048576) });
      else put({ file, preview: /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : undefined });
    }
    toEnd();
  };
  const picker = (capture: boolean) => {
    const input = h("input", { type: "file", multiple: !capture, accept: capture && "image/*", capture: capture && "environment", hidden: true, tabindex: -1, "aria-hidden": "true" });
    input.onchange = () => {
      take(input.files ?? []);
      input.value = "";
    };
    return input;
  };

  field.addEventListener("compositionstart", () => (composing = true));
  field.addEventListener("compositionend", () => (composing = false));
  field.addEventListener("input", () => {
    writes(field.value);
    typing(!!field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && corrected) {
      event.stopPropagation();
      return correct(null);
    }
    // Safari ends the composition first and then delivers its Enter as key 229.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.shiftKey) return;
    // Under a finger Enter is a new line, as in every other messenger; there is a button to send.
    if (touch && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (!event.repeat) submit();
  });
  field.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files;
    if (!config.attachments.enabled || !files?.length) return;
    event.preventDefault();
    take(files);
  });
  // The field keeps the focus, and a phone its keyboard.
  send.addEventListener("pointerdown", (event) => event.preventDefault());
  editing.begin = correct;

  const tools: HTMLElement[] = [];
  if (config.attachments.enabled) {
    const files = picker(false);
    tools.push(files, iconButton("clip", t("attach"), () => files.click()));
    if (touch) {
      const camera = picker(true);
      tools.push(camera, iconButton("camera", t("camera"), () => camera.click()));
    }
    addEventListener("dragover", (event) => event.preventDefault());
    addEventListener("drop", (event) => {
      event.preventDefault();
      // Before the questions and the consent there is nothing to write in.
      if (field.offsetParent) take(event.dataTransfer?.files ?? []);
    });
  }
  const smile: HTMLButtonElement = iconButton("smile", t("emoji"), () =>
    emoji(smile, (sign) => {
      field.focus();
      field.setRangeText(sign, field.selectionStart, field.selectionEnd, "end");
      writes(field.value);
    }),
  );
  fill(correcting, t("edit"), button("text-button", () => correct(null), t("cancel")));
  return h(
    "form",
    {
      class: "composer",
      onsubmit: (event: Event) => {
        event.preventDefault();
        submit();
      },
    },
    notice,
    correcting,
    h("div", { class: "box" }, field, h("div", { class: "tools" }, ...tools, smile, h("span", { class: "gap" }), human, send)),
  );
}

/** Text that the shop's page hands over when it opens the chat; what was being written stays. */
export function suggest(text: string): void {
  const field = byId("text") as HTMLTextAreaElement | null;
  if (!field || field.value.trim()) return;
  field.value = text;
  field.dispatchEvent(new Event("input"));
}
