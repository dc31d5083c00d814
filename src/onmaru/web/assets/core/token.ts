/** What is being typed after a sign at the start of a word: "/환불" in "네. /환불|". */
export interface Token { from: number; to: number; query: string; }

const LONGEST = 30;

/** The token that ends at the caret; none where the sign stands inside a word (1/2, https://) or another line was begun. */
export function tokenAt(text: string, caret: number, signs = "/#"): Token | undefined {
  const line = text.slice(Math.max(0, caret - LONGEST - 1), caret);
  for (let at = line.length - 1; at >= 0; at--) {
    const sign = line[at]!;
    if (sign === "\n") return undefined;
    if (!signs.includes(sign)) continue;
    const before = caret - (line.length - at) - 1;
    if (before >= 0 && !/\s/.test(text[before]!)) return undefined;
    const query = line.slice(at + 1);
    // A space right behind the sign is a fraction, a heading, an "and/or".
    return /^\s/.test(query) ? undefined : { from: caret - query.length - 1, to: caret, query };
  }
  return undefined;
}
