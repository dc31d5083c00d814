/** What this browser remembers of a visit. Where storage is forbidden, it lasts as long as the page. */
const memory: Record<string, string> = {};
let prefix = "onmaru:";
export let forgetful = false;

export function remembersFor(widget: string): void {
  prefix = `onmaru:${widget}:`;
  try {
    localStorage.setItem(`${prefix}?`, "1");
    localStorage.removeItem(`${prefix}?`);
  } catch {
    forgetful = true;
  }
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name) ?? memory[name] ?? null;
  } catch {
    return memory[name] ?? null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
    delete memory[name];
  } catch {
    // Forbidden or full.
    if (value === null) delete memory[name];
    else memory[name] = value;
  }
}
