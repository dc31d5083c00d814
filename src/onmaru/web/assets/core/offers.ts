/** Something that the palette can do besides the commands that stand in the page. */
export interface Offer { label: string; words: string; icon?: string; run: () => void; }

type Source = () => Promise<Offer[]>;
const sources = new Set<Source>();

/** Asked whenever the palette opens, until taken back. */
export function offer(source: Source): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

export const offers = async (): Promise<Offer[]> => (await Promise.all([...sources].map((source) => source().catch(() => [])))).flat();
