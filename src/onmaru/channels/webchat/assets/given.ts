/** What the server wrote into the frame's page: how this widget is set up, and every sentence in the visitor's language. */
export interface Field { name: string; label: string; kind: "text" | "long" | "email" | "phone" | "number" | "date" | "choice"; required?: boolean; choices?: string[] }
export interface Way { kind: string; title: string; url: string; pages: string[]; when: "always" | "open" | "closed" }

export interface Config {
  name: string;
  locale: string;
  greeting: string;
  open: boolean;
  opens_at?: string | null;
  reply_time: { text: string };
  pre_chat: Field[];
  attachments: { enabled: boolean; max_bytes: number };
  ways: Way[];
  consent?: { text: string; version: string } | null;
  context: { enabled: boolean };
  sound: boolean;
}

interface Given { widget: string; config: Config; texts: Record<string, string>; preview?: boolean }

const given: Given = JSON.parse(document.getElementById("given")!.textContent!);

export const { widget, preview } = given;
export let { config } = given;

/** The language stays the one that every sentence came in: what is told later is written for the channel. */
export function renew(newer: Config): void {
  config = { ...config, ...newer, locale: config.locale };
}

export function t(name: string, places: Record<string, string | number> = {}): string {
  return (given.texts[name] ?? name).replace(/\{(\w+)\}/g, (_, place: string) => `${places[place] ?? ""}`);
}
