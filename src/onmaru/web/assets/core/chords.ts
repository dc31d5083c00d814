/** Shortcuts by physical key, so that J is J while the keyboard writes Korean: "KeyJ", "Shift+Slash", "Mod+KeyK", "KeyG KeyI". */
import { isMac } from "./page";

type Pressed = Pick<KeyboardEvent, "code" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;
const ORDER = ["Mod", "Ctrl", "Alt", "Shift"];

export function chord(event: Pressed): string {
  const held = [];
  if (isMac ? event.metaKey : event.ctrlKey) held.push("Mod");
  if (isMac ? event.ctrlKey : event.metaKey) held.push("Ctrl");
  if (event.altKey) held.push("Alt");
  if (event.shiftKey) held.push("Shift");
  return [...held, event.code].join("+");
}

/** One written combination in the order that `chord` uses. */
export function normalise(combination: string): string {
  return combination.trim().split(/\s+/).map((part) => {
    const keys = part.split("+");
    return [...ORDER.filter((key) => keys.includes(key)), keys.at(-1)].join("+");
  }).join(" ");
}

const CAPS: Record<string, string> = {
  Mod: isMac ? "⌘" : "Ctrl", Ctrl: isMac ? "⌃" : "Win", Alt: isMac ? "⌥" : "Alt", Shift: "⇧", Slash: "/", Enter: "↵", Escape: "Esc",
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Comma: ",", Period: ".", BracketLeft: "[", BracketRight: "]", Space: "␣", Backspace: "⌫",
};

/** The keycaps to draw for a combination. */
export function caps(combination: string): string[] {
  if (combination === "Shift+Slash") return ["?"];
  return combination.split(/[\s+]+/).map((key) => CAPS[key] ?? key.replace(/^(Key|Digit|Numpad)/, ""));
}

export function drawCaps(combination: string): HTMLElement {
  const row = document.createElement("span");
  row.className = "kbd-row";
  for (const cap of caps(combination)) {
    const key = document.createElement("kbd");
    key.className = "kbd";
    key.textContent = cap;
    row.append(key);
  }
  return row;
}

/** What a shortcut or command is called: said outright, or by its label, or by its words. */
export function labelOf(element: HTMLElement): string {
  return (element.dataset.keyLabel || element.dataset.command || element.getAttribute("aria-label") || element.title || wordsOf(element)).trim();
}

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement;
  copy.querySelectorAll(".kbd, .kbd-row, .count, .badge, [aria-hidden=true]").forEach((part) => part.remove());
  return (copy.textContent ?? "").replace(/\s+/g, " ");
}
