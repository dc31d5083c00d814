/** Ready-made pieces of text as the server knows them: `data-url` lists them, the address with the number behind gives one filled in. */
import { score } from "./hangul";

export type Effect = [icon: string, words: string];
export interface Known { id: number; name: string; words: string; text: string; effects: Effect[]; missing: string[];
  /** All that it is: a link to a page, say. Nothing is fetched for it and nothing goes along with the form. */
  whole?: string;
}
export interface Whole { id: number; name: string; text: string; missing: string[]; effects: Effect[]; }

export class Snippets {
  private all: Promise<Known[]> | undefined;
  private readonly whole = new Map<number, Promise<Whole>>();

  constructor(private readonly url: string) {}

  /** Fetched once for the page, when somebody first asks. */
  known(): Promise<Known[]> {
    this.all ??= fetch(this.url, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? (answer.json() as Promise<{ items: Known[] }>) : Promise.reject(new Error(String(answer.status)))))
      .then(({ items }) => items)
      .catch((error: unknown) => {
        this.all = undefined;
        throw error;
      });
    return this.all;
  }

  one(id: number): Promise<Whole> {
    const asked = this.whole.get(id) ?? fetch(`${this.url}${id}/`).then((answer) => (answer.ok ? (answer.json() as Promise<Whole>) : Promise.reject(new Error(String(answer.status)))));
    this.whole.set(id, asked);
    asked.catch(() => this.whole.delete(id));
    return asked;
  }

  address = (id: number): string => `${this.url}${id}/`;
}

/** The best first; among equals, and without a query, in the order of the list. */
export function ranked(items: readonly Known[], query: string, most = 30): Known[] {
  if (!query.trim()) return items.slice(0, most);
  const worth = (item: Known) => Math.max(score(query, item.name), 0.8 * Math.max(0, ...item.words.split(",").filter(Boolean).map((word) => score(query, word))));
  return items
    .map((item) => [worth(item), item] as const)
    .filter(([value]) => value > 0)
    .sort(([a], [b]) => b - a)
    .slice(0, most)
    .map(([, item]) => item);
}
