/** What was copied from Word, a web page or a mail, as the light Markdown that answers are written in. Anything unknown is its words. */
const SKIPPED = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "HEAD", "TEMPLATE", "NOSCRIPT", "OBJECT", "SVG"]);
const BLOCKS = new Set(["P", "DIV", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "TABLE", "TR", "FIGURE", "DL", "DT", "DD", "ADDRESS"]);
const DEEPEST = 60;

export function markdownOf(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return tidy(inside(page.body, 0));
}

const tidy = (text: string) => text.replace(/[ \t]+\n/g, "\n").replace(/\n (?=\S)/g, "\n").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\s+$/g, "");

function inside(node: Node, depth: number): string {
  if (depth > DEEPEST) return node.textContent ?? "";
  return [...node.childNodes].map((child) => written(child, depth + 1)).join("");
}

function written(node: Node, depth: number): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped((node.textContent ?? "").replace(/[\s\u00a0]+/g, " "));
  if (!(node instanceof HTMLElement) || SKIPPED.has(node.tagName)) return "";
  const words = () => inside(node, depth);
  switch (node.tagName) {
    case "BR": return "\n";
    case "HR": return "\n\n---\n\n";
    case "H1": case "H2": case "H3": case "H4": case "H5": case "H6":
      return `\n\n${"#".repeat(Math.min(3, Number(node.tagName[1])))} ${words().trim()}\n\n`;
    case "B": case "STRONG": return bold(node) ? around("**", words()) : words();
    case "I": case "EM": return around("*", words());
    case "S": case "DEL": case "STRIKE": return around("~~", words());
    case "CODE": return node.closest("pre") ? words() : around("`", node.textContent ?? "");
    case "PRE": return `\n\n\`\`\`\n${(node.textContent ?? "").trim()}\n\`\`\`\n\n`;
    case "A": return link(node as HTMLAnchorElement, words());
    case "IMG": return (node as HTMLImageElement).alt ? `[${(node as HTMLImageElement).alt}]` : "";
    case "BLOCKQUOTE": return `\n\n${prefixed(tidy(words()), "> ")}\n\n`;
    case "UL": case "OL": return `\n\n${items(node, depth)}\n\n`;
    case "TD": case "TH": return `${words().trim()}\t`;
    case "TR": return `${words().trim().replace(/\t+/g, "  ")}\n`;
    case "SPAN": return span(node, words());
    default: return BLOCKS.has(node.tagName) ? `\n\n${paragraph(words())}\n\n` : words();
  }
}

/** Word marks what is not bold with <b style="font-weight:normal">. */
const bold = (node: HTMLElement) => !/font-weight:\s*(normal|[1-4]00)/i.test(node.getAttribute("style") ?? "");

function span(node: HTMLElement, words: string): string {
  const style = node.getAttribute("style") ?? "";
  if (/mso-list:\s*ignore/i.test(style)) return words.replace(/\s+/g, " ");
  const marked = /font-style:\s*italic/i.test(style) ? around("*", words) : words;
  return /font-weight:\s*(bold|[6-9]00)/i.test(style) ? around("**", marked) : marked;
}

/** Marks stand beside letters, not beside spaces, and around something. */
function around(mark: string, words: string): string {
  const bare = words.trim();
  if (!bare || bare.includes("\n") || bare.startsWith(mark)) return words;
  const [before = "", after = ""] = [/^\s*/.exec(words)?.[0], /\s*$/.exec(words)?.[0]];
  return `${before}${mark}${bare}${mark}${after}`;
}

function link(node: HTMLAnchorElement, words: string): string {
  const address = node.getAttribute("href") ?? "";
  const name = words.trim();
  if (!/^(https?:\/\/|mailto:)/i.test(address) || !name) return words;
  return name === address || name === address.replace(/^mailto:|\/$/g, "") ? name : `[${name.replace(/[[\]]/g, "")}](${address.replace(/[()\s]/g, encodeURIComponent)})`;
}

function items(node: HTMLElement, depth: number): string {
  const first = Number(node.getAttribute("start") ?? 1);
  return [...node.children].filter((child) => child.tagName === "LI").map((child, i) => {
    const mark = node.tagName === "OL" ? `${first + i}. ` : "- ";
    const [line = "", ...rest] = tidy(inside(child, depth)).replace(/\n\n+/g, "\n").split("\n");
    return [mark + line, ...rest.map((other) => `  ${other}`)].join("\n");
  }).join("\n");
}

/** Word writes its lists as paragraphs that begin with a sign. */
const paragraph = (words: string) => words.trim().replace(/^[·•§o▪◦]\s+/, "- ");

const prefixed = (text: string, mark: string) => text.split("\n").map((line) => (mark + line).trimEnd()).join("\n");

/** Signs that would be taken for marks. A lone star or underline in a sentence is none. */
const escaped = (text: string) => text.replace(/(\*\*|~~|`)/g, (marks) => [...marks].map((mark) => `\\${mark}`).join(""));
