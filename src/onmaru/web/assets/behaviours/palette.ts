import { drawCaps, labelOf } from "../core/chords";
import { score } from "../core/hangul";
import { visible } from "../core/page";
import { drawIcon } from "../core/icon";
import { offers } from "../core/offers";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";
import { composing } from "../core/typing";

interface Command { label: string; words: string; key?: string; drawing?: Node; run: () => void; }

/** Every `data-command` of the page, found by its words, by initials or with the wrong keyboard; `data-command-words` adds other names for it. */
function commands(): Command[] {
  const seen = new Set<string>();
  return [...document.querySelectorAll<HTMLElement>("[data-command]")].flatMap((element) => {
    const label = element.dataset.command || labelOf(element);
    if (seen.has(label) || element.closest("#palette") || !(visible(element) || element.dataset.keyAlways !== undefined || element.closest("[popover], template"))) return [];
    seen.add(label);
    const drawing = element.querySelector("svg.icon")?.cloneNode(true);
    return [{ label, words: element.dataset.commandWords ?? "", key: element.dataset.key, drawing, run: () => use(element) }];
  });
}

function use(element: HTMLElement): void {
  if (element.matches("textarea, input:not([type=submit], [type=button], [type=checkbox])")) element.focus();
  else element.click();
}

behaviour("palette", (element) => {
  const dialog = element as HTMLDialogElement;
  const input = dialog.querySelector("input")!;
  const list = dialog.querySelector<HTMLElement>("[role=listbox]")!;
  let all: Command[] = [];
  let shown: Command[] = [];
  let at = 0;

  function draw(): void {
    shown = all
      .map((command) => ({ command, worth: Math.max(score(input.value, command.label), 0.8 * Math.max(0, ...command.words.split(/[,\s]+/).filter(Boolean).map((word) => score(input.value, word)))) }))
      .filter(({ worth }) => worth > 0)
      .sort((a, b) => b.worth - a.worth)
      .map(({ command }) => command);
    list.replaceChildren(...shown.map(drawItem));
    if (!shown.length) list.append(Object.assign(document.createElement("p"), { className: "palette-empty", textContent: phrase("no_match") }));
    point(0);
  }
  function point(to: number): void {
    at = shown.length ? (to + shown.length) % shown.length : 0;
    [...list.querySelectorAll("[role=option]")].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    if (shown.length) input.setAttribute("aria-activedescendant", `palette-${at}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function run(command: Command | undefined): void {
    if (!command) return;
    dialog.close();
    command.run();
  }

  const toggled = (event: Event) => {
    if ((event as ToggleEvent).newState !== "open") return;
    all = commands();
    input.value = "";
    draw();
    // What has to be fetched first is found from the moment it is here; a dialog opened once more meanwhile asks by itself.
    const asked = all;
    void offers().then((found) => {
      if (!dialog.open || all !== asked) return;
      all = [...all, ...found.map(({ icon, ...offer }) => ({ ...offer, drawing: icon ? drawIcon(icon) : undefined }))];
      if (input.value) draw();
    });
  };
  const press = (event: KeyboardEvent) => {
    if (composing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point(at + step);
    else if (event.key === "Enter") run(shown[at]);
    else return;
    event.preventDefault();
  };
  const click = (event: Event) => {
    const option = (event.target as Element).closest("[role=option]");
    if (option) run(shown[[...list.children].indexOf(option)]);
  };
  dialog.addEventListener("beforetoggle", toggled);
  input.addEventListener("input", draw);
  dialog.addEventListener("keydown", press);
  list.addEventListener("click", click);
  return () => {
    dialog.removeEventListener("beforetoggle", toggled);
    input.removeEventListener("input", draw);
    dialog.removeEventListener("keydown", press);
    list.removeEventListener("click", click);
  };
});

function drawItem(command: Command, i: number): HTMLElement {
  const option = document.createElement("div");
  option.className = "palette-item";
  option.id = `palette-${i}`;
  option.setAttribute("role", "option");
  if (command.drawing) option.append(command.drawing.cloneNode(true));
  option.append(Object.assign(document.createElement("span"), { textContent: command.label }));
  if (command.key) option.append(drawCaps(command.key));
  return option;
}
