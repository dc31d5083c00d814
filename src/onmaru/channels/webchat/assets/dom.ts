/** Elements by hand: text is only ever text, so nothing that arrives can become markup. */
export type Child = Node | string | number | false | null | undefined;
type Props = Record<string, unknown>;

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props | null, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const name in props) {
    const value = props[name];
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else if (name === "value") (element as HTMLInputElement).value = `${value}`;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, `${value}`);
  }
  fill(element, ...children);
  return element;
}

export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string | number => child !== false && child != null && child !== "").map((child) => (typeof child === "number" ? `${child}` : child)));
}

export const byId = (id: string) => document.getElementById(id)!;

/** Arrow keys through what stands in rows of so many, round from the last to the first; other keys are left to whoever asked. */
export function arrows(event: KeyboardEvent, items: HTMLElement[], across: number): boolean {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
  if (step) items[(items.indexOf(document.activeElement as HTMLElement) + step + items.length) % items.length]!.focus();
  return !!step;
}

export const uid = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const DRAWINGS = {
  back: "m15 18-6-6 6-6",
  close: "M18 6 6 18M6 6l12 12",
  go: "m9 18 6-6-6-6",
  send: "M12 19V5M5 12l7-7 7 7",
  clip: "m21 11-9 9a6 6 0 0 1-8-8l9-9a4 4 0 0 1 6 6l-9 9a2 2 0 0 1-3-3l8-8",
  camera: "M3 7h4l2-3h6l2 3h4v13H3zM12 16a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  smile: "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01",
  more: "M12 12h.01M19 12h.01M5 12h.01",
  person: "M4 21c0-8 16-8 16 0M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  chat: "M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.8a8.4 8.4 0 1 1 16-3.7z",
  phone: "M7 2h10v20H7zM11 18h2",
  mail: "M3 5h18v14H3zM3 7l9 6 9-6",
  form: "M6 2h12v20H6zM9 8h6M9 12h6M9 16h3",
  file: "M6 2h8l4 4v16H6z",
  moon: "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20zM12 6v6l4 2",
} as const;
export type Drawing = keyof typeof DRAWINGS;

export function icon(name: Drawing): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg as SVGElement;
}

export const button = (name: string, does: (event: Event) => void, ...children: Child[]) => h("button", { type: "button", class: name, onclick: does }, ...children);

export const iconButton = (drawing: Drawing, label: string, does: (event: Event) => void, name = "round") =>
  h("button", { type: "button", class: name, "aria-label": label, title: label, onclick: does }, icon(drawing));
