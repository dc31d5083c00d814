let phrases: Record<string, string> | undefined;

/** A sentence in the reader's language, from the page's JSON; `{name}` is replaced by the value of that name. */
export function phrase(key: string, values: Record<string, string | number> = {}): string {
  phrases ??= JSON.parse(document.getElementById("phrases")?.textContent ?? "{}") as Record<string, string>;
  return (phrases[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
