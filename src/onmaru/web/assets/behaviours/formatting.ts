import { markdownOf } from "../core/markdown-of";
import { ours } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { toast } from "../core/toast";
import { typing } from "../core/typing";
import { write } from "../core/writing";

/**
 * Light Markdown in the textarea of the form around: marks around the selection, lists and quotes before its lines, what is pasted from
 * elsewhere, pictures where they were dropped, and a preview made by the server.
 */
behaviour("formatting", (bar) => {
  const form = bar.closest("form");
  const field = form?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
  if (!form || !field) return;
  const preview = bar.querySelector<HTMLElement>("[data-preview]");
  let shown: HTMLElement | undefined;

  const hide = () => {
    shown?.remove();
    shown = undefined;
    field.hidden = false;
    preview?.setAttribute("aria-pressed", "false");
  };
  async function show(): Promise<void> {
    const answer = await fetch(bar.dataset.previewUrl ?? "", { method: "POST", headers: ours(), body: new URLSearchParams({ text: field!.value }) }).catch(() => undefined);
    if (!answer?.ok) return toast(phrase("preview_failed"), "danger");
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    shown = fresh.content.firstElementChild as HTMLElement;
    field!.hidden = true;
    field!.after(shown);
    preview?.setAttribute("aria-pressed", "true");
    shown.focus();
  }
  const click = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("button");
    if (!button) return;
    if (button.dataset.preview !== undefined) return void (shown ? (hide(), field.focus()) : show());
    if (button.dataset.quote !== undefined) return quote(field, hide);
    if (shown && (button.dataset.mark || button.dataset.line || button.dataset.link !== undefined)) hide();
    if (button.dataset.mark) mark(field, button.dataset.mark);
    else if (button.dataset.line) lines(field, button.dataset.line);
    else if (button.dataset.link !== undefined) link(field);
  };
  const paste = (event: ClipboardEvent) => {
    const data = event.clipboardData;
    const html = data?.getData("text/html");
    // Copied from an editor of code, HTML says colours and nothing else; a plain paste (Shift) has none.
    if (!data || !html || data.types.includes("vscode-editor-data")) return;
    const text = markdownOf(html);
    const plain = data.getData("text/plain");
    if (!text || text === plain.trim()) return;
    event.preventDefault();
    write(field, text);
  };
  const attached = (event: Event) => {
    const { token, name, type } = (event as CustomEvent<{ token: string; name: string; type: string }>).detail;
    if (bar.dataset.inlineImages === undefined || !/^image\/(png|jpeg|gif|webp)$/.test(type)) return;
    write(field, `![${name.replace(/[[\]]/g, "")}](file:${token})`);
  };
  const keepSelection = (event: Event) => {
    if ((event.target as Element).closest("[data-quote]")) event.preventDefault();
  };
  bar.addEventListener("pointerdown", keepSelection);
  bar.addEventListener("click", click);
  field.addEventListener("paste", paste);
  form.addEventListener("attached", attached);
  form.addEventListener("submit", hide);
  return () => {
    bar.removeEventListener("pointerdown", keepSelection);
    bar.removeEventListener("click", click);
    field.removeEventListener("paste", paste);
    form.removeEventListener("attached", attached);
    form.removeEventListener("submit", hide);
  };
});

/** Puts the mark around the selection, or takes it away; without one the caret stands between the marks. */
function mark(field: HTMLTextAreaElement, sign: string): void {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const picked = value.slice(from, to);
  const [bare, before, after] = [picked.trim(), /^\s*/.exec(picked)![0], picked.trim() ? /\s*$/.exec(picked)![0] : ""];
  if (value.slice(from - sign.length, from) === sign && value.slice(to, to + sign.length) === sign) {
    write(field, picked, from - sign.length, to + sign.length);
    field.setSelectionRange(from - sign.length, to - sign.length);
    return;
  }
  write(field, `${before}${sign}${bare}${sign}${after}`);
  const start = from + before.length + sign.length;
  field.setSelectionRange(start, start + bare.length);
}

/** Begins each line of the selection with the sign; numbers count. */
function lines(field: HTMLTextAreaElement, sign: string): void {
  const { value } = field;
  const from = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = value.indexOf("\n", field.selectionEnd);
  const to = end < 0 ? value.length : end;
  const numbered = /^\d/.test(sign);
  const done = value.slice(from, to).split("\n").map((line, i) => (numbered ? `${i + 1}. ` : sign) + line.replace(/^(?:- |\d+\. )/, ""));
  write(field, done.join("\n"), from, to);
}

function link(field: HTMLTextAreaElement): void {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const picked = value.slice(from, to).trim();
  const isAddress = /^https?:\/\/\S+$/.test(picked);
  write(field, isAddress ? `[](${picked})` : `[${picked}](https://)`);
  // The caret stands where something is still to be written.
  const at = isAddress ? from + 1 : from + picked.length + 3;
  field.setSelectionRange(at, isAddress ? at : at + "https://".length);
}

/** The passage selected in the thread, or the last message of the customer's, as a quote. */
function quote(field: HTMLTextAreaElement, begin: () => void): void {
  const selection = document.getSelection();
  const inThread = selection && !selection.isCollapsed && selection.anchorNode?.parentElement?.closest("#thread") && !typing(selection.anchorNode.parentElement);
  const last = [...document.querySelectorAll<HTMLElement>("#thread .message[data-direction=in] .message-plain")].at(-1);
  const text = (inThread ? selection.toString() : last?.innerText ?? "").trim();
  if (!text) return;
  begin();
  const before = field.value.slice(0, field.selectionStart);
  const gap = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  write(field, `${gap}${text.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`);
}
