/** What an element does, by the names in its `data-behaviour`. Started when it appears in the page, cleaned up when it leaves. */
export type Cleanup = () => void;
export type Behaviour = (element: HTMLElement) => Cleanup | void;

const known = new Map<string, Behaviour>();
const running = new Map<HTMLElement, Map<string, Cleanup>>();

export function behaviour(name: string, begin: Behaviour): void {
  known.set(name, begin);
}

const names = (element: HTMLElement) => (element.dataset.behaviour ?? "").split(/\s+/).filter(Boolean);

function update(element: HTMLElement): void {
  const wanted = element.isConnected ? names(element) : [];
  const current = running.get(element) ?? new Map<string, Cleanup>();
  for (const [name, end] of current) {
    if (wanted.includes(name)) continue;
    current.delete(name);
    end();
  }
  for (const name of wanted) {
    const begin = known.get(name);
    if (current.has(name) || !begin) continue;
    current.set(name, begin(element) ?? (() => {}));
  }
  if (current.size) running.set(element, current);
  else running.delete(element);
}

function visit(node: Node): void {
  if (!(node instanceof HTMLElement)) return;
  if (node.dataset.behaviour !== undefined || running.has(node)) update(node);
  for (const inner of node.querySelectorAll<HTMLElement>("[data-behaviour]")) update(inner);
}

export function start(): void {
  visit(document.documentElement);
  // A node that was only moved, as morphing does, is connected again by the time this runs, and keeps its state.
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") update(change.target as HTMLElement);
      change.removedNodes.forEach(visit);
      change.addedNodes.forEach(visit);
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-behaviour"] });
}
