/** What the server said about this page in its head. */
export const meta = (name: string): string => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
export const language = (): string => document.documentElement.lang || "ko";
export const timeZone = (): string | undefined => meta("time-zone") || undefined;
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The headers that make a request of ours one that Django accepts. */
export const ours = (): Record<string, string> => ({ "X-CSRFToken": meta("csrf-token") });

export const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

export function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
