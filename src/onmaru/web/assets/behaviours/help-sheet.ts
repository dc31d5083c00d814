import { drawCaps, labelOf } from "../core/chords";
import { visible } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

/** Lists every `data-key` (and `data-key-hint`, for keys that a behaviour answers itself) of the page as it is now, by `data-key-group`. */
behaviour("help-sheet", (element) => {
  const place = element.querySelector<HTMLElement>("[data-groups]");
  const fill = () => {
    const groups = new Map<string, Map<string, string>>();
    const add = (group: string, label: string, combination: string) => {
      if (!groups.has(group)) groups.set(group, new Map());
      if (label) groups.get(group)!.set(label, combination);
    };
    for (const found of document.querySelectorAll<HTMLElement>("[data-key], [data-key-hint]")) {
      if (found.dataset.keyAlways === undefined && found.dataset.keyHint === undefined && !visible(found)) continue;
      const group = found.dataset.keyGroup || phrase("shortcuts_here");
      if (found.dataset.key) add(group, labelOf(found), found.dataset.key);
      for (const hint of (found.dataset.keyHint ?? "").split(";").filter(Boolean)) {
        const [combination = "", label = ""] = hint.split("=");
        add(group, label.trim(), combination.trim());
      }
    }
    place?.replaceChildren(...[...groups].map(([name, lines]) => drawGroup(name, lines)));
  };
  const opened = (event: Event) => {
    if ((event as ToggleEvent).newState === "open") fill();
  };
  element.addEventListener("beforetoggle", opened);
  return () => element.removeEventListener("beforetoggle", opened);
});

function drawGroup(name: string, lines: Map<string, string>): HTMLElement {
  const box = document.createElement("section");
  box.className = "help-group";
  const heading = document.createElement("h3");
  heading.textContent = name;
  const list = document.createElement("dl");
  for (const [label, combination] of lines) {
    const line = document.createElement("div");
    line.className = "help-line";
    const term = document.createElement("dt");
    term.textContent = label;
    const keys = document.createElement("dd");
    keys.append(drawCaps(combination));
    line.append(term, keys);
    list.append(line);
  }
  box.append(heading, list);
  return box;
}
