/** Who is before what: asked for once at every (re)connection, and kept true by what the stream tells whole. */
import { onTold, watchConnection } from "./stream";

/** id, name, abbreviation, hue, and what is being written ("" for nothing). */
export type Person = [id: number, name: string, initials: string, hue: number, writing: string];

let places = new Map<number, Person[]>();
let address = "";
let stop: (() => void) | undefined;
const listeners = new Set<() => void>();

const notify = () => listeners.forEach((listener) => listener());

export const companyOf = (place: number): Person[] => places.get(place) ?? [];

export function watchCompany(listener: () => void): () => void {
  listeners.add(listener);
  listener();
  return () => listeners.delete(listener);
}

/** Begins to keep track; `url` answers {"people": {place: [Person, …]}}. */
export function keepCompany(url: string): void {
  address = url;
  stop ??= watchConnection((state) => {
    if (state === "open") void fetchAll();
  });
}

onTold("presence", (told) => {
  places.set(told.id, (told as { who?: Person[] }).who ?? []);
  notify();
});

async function fetchAll(): Promise<void> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { people } = (await answer.json()) as { people: Record<string, Person[]> };
    places = new Map(Object.entries(people).map(([place, who]) => [Number(place), who]));
    notify();
  } catch {
    // The connection's state speaks for it, and the next connection asks again.
  }
}
