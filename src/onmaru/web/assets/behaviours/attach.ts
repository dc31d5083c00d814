import { ours, sizeText } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { refusal } from "../core/htmx";

/**
 * Files dropped on, pasted into or picked in a form go one by one to `data-upload-url` (field "file"); the answer is the chip to show in
 * `[data-attach-tray]`, with its hidden input inside. `data-max-bytes` refuses early what the server would refuse late.
 */
behaviour("attach", (element) => {
  const form = element as HTMLFormElement;
  const tray = form.querySelector<HTMLElement>("[data-attach-tray]");
  const picker = form.querySelector<HTMLInputElement>("input[type=file]");
  const changed = () => form.dispatchEvent(new Event("input", { bubbles: true }));

  /** What was pasted or dropped may stand in the text as well, where the form's text can hold pictures. */
  const attached = (file: File, chip: HTMLElement | null) => {
    const token = chip?.querySelector<HTMLInputElement>("input[type=hidden]")?.value;
    if (token) form.dispatchEvent(new CustomEvent("attached", { detail: { token, name: file.name, type: file.type } }));
  };

  function take(files: Iterable<File>, placed = false): void {
    for (const file of files) {
      const chip = drawChip(file);
      tray?.append(chip);
      const limit = Number(form.dataset.maxBytes ?? Infinity);
      if (file.size > limit) fail(chip, phrase("upload_too_large", { limit: sizeText(limit) }));
      else upload(form.dataset.uploadUrl ?? "", file, chip, (fresh) => {
        changed();
        if (placed) attached(file, fresh);
      });
    }
  }
  const drop = (event: DragEvent) => {
    form.removeAttribute("data-is-dropping");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files, true);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.toggleAttribute("data-is-dropping", true);
  };
  const away = (event: DragEvent) => {
    if (!form.contains(event.relatedTarget as Node | null)) form.removeAttribute("data-is-dropping");
  };
  const paste = (event: ClipboardEvent) => {
    // Office programs put a picture of the text beside the text; the text is what was meant.
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(event.clipboardData.files, true);
  };
  const picked = () => {
    take([...(picker?.files ?? [])]);
    if (picker) picker.value = "";
  };
  const click = (event: Event) => {
    const target = event.target as Element;
    if (target.closest("[data-attach-pick]")) picker?.click();
    const remove = target.closest<HTMLElement>("[data-attach-remove]");
    if (!remove) return;
    event.preventDefault();
    if (remove.dataset.url) void fetch(remove.dataset.url, { method: "DELETE", headers: ours() }).catch(() => {});
    remove.closest("[data-attachment]")?.remove();
    changed();
  };
  form.addEventListener("drop", drop);
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", away);
  form.addEventListener("paste", paste);
  form.addEventListener("click", click);
  picker?.addEventListener("change", picked);
  return () => {
    form.removeEventListener("drop", drop);
    form.removeEventListener("dragover", over);
    form.removeEventListener("dragleave", away);
    form.removeEventListener("paste", paste);
    form.removeEventListener("click", click);
    picker?.removeEventListener("change", picked);
  };
});

function upload(url: string, file: File, chip: HTMLElement, done: (chip: HTMLElement | null) => void): void {
  // Not fetch: only this tells how much of a body has gone out.
  const request = new XMLHttpRequest();
  const bar = chip.querySelector("progress")!;
  const body = new FormData();
  body.append("file", file, file.name);
  request.open("POST", url);
  for (const [name, value] of Object.entries(ours())) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    if (!chip.isConnected) return;
    if (request.status >= 300) return fail(chip, refusal(request.status));
    const fresh = document.createElement("template");
    fresh.innerHTML = request.responseText;
    const drawn = fresh.content.firstElementChild as HTMLElement | null;
    chip.replaceWith(fresh.content);
    done(drawn);
  });
  request.addEventListener("error", () => fail(chip, phrase("upload_failed")));
  chip.addEventListener("abort", () => request.abort());
  chip.querySelector("[data-attach-remove]")?.addEventListener("click", () => request.abort());
  request.send(body);
}

function drawChip(file: File): HTMLElement {
  const chip = document.createElement("span");
  chip.className = "attachment";
  chip.dataset.attachment = "";
  const text = document.createElement("span");
  text.className = "attachment-text";
  text.append(
    Object.assign(document.createElement("span"), { className: "attachment-name", textContent: file.name, title: file.name }),
    Object.assign(document.createElement("span"), { className: "attachment-size", textContent: sizeText(file.size) }),
  );
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "icon-button is-small", textContent: "×" });
  remove.dataset.attachRemove = "";
  remove.setAttribute("aria-label", `${phrase("remove")}: ${file.name}`);
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", phrase("uploading"));
  chip.append(text, remove, bar);
  return chip;
}

function fail(chip: HTMLElement, why: string): void {
  chip.dataset.state = "failed";
  chip.querySelector("progress")?.remove();
  const size = chip.querySelector(".attachment-size");
  if (size) size.textContent = why;
}
