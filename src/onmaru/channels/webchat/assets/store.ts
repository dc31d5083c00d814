import { widget } from "./given";

/** What this browser remembers of a visit. Many allow no storage to a frame of another site: there the shop's page keeps it, and where that is forbidden too, it lasts as long as the page. */
const memory: Record<string, string> = {};
const prefix = `onmaru:${widget}:`;
export const tell = { keep: (_memory?: string): void => {} };

/** From now on the next page of the shop asks for answers by itself. */
export const keep = () => tell.keep(Object.keys(memory).length ? JSON.stringify(memory) : undefined);

export function restore(kept: string): void {
  try {
    Object.assign(memory, JSON.parse(kept));
  } catch {
    // Somebody else wrote that.
  }
}

export function forget(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name);
  } catch {
    // Forbidden.
  }
  for (const name in memory) delete memory[name];
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
    keep();
  }
}
