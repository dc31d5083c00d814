import { h, type Child } from "./dom";

// Only what is typed in ASCII: the particle that follows an address in Korean is not a part of it.
const ADDRESS = /https?:\/\/[!-~]+/g;
const SAFE = /^(https?|tel|mailto):/;

/** A link that leads outside, in a new tab that knows nothing of this one; just its words where the address is of another sort. */
export function link(address: string, name: string | null, ...children: Child[]): HTMLElement {
  let safe = "";
  try {
    const parsed = new URL(address, location.href);
    if (SAFE.test(parsed.protocol)) safe = parsed.href;
  } catch {
    // Not an address.
  }
  return safe ? h("a", { href: safe, class: name, target: "_blank", rel: "noopener noreferrer nofollow" }, ...children) : h("span", { class: name }, ...children);
}

export function linked(text: string): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(/[.,!?:;'")\]}>]+$/, "");
    parts.push(text.slice(from, found.index), link(address, null, address));
    from = found.index! + address.length;
  }
  return [...parts, text.slice(from)];
}
