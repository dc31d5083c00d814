/** What the loader in the shop's page and the widget in the frame say to each other, through a port that nobody else holds. */
export interface Page { origin: string; url: string; title: string; referrer: string }

export interface Identity { external_id: string; hash: string; expires?: number; email?: string; name?: string; phone?: string }

export type ToWidget =
  | { t: "init"; page: Page; identity: Identity | null; locale: string; full: boolean; kept: string | null }
  | { t: "open"; text?: string }
  | { t: "closed" }
  | { t: "full"; full: boolean }
  | { t: "page"; page: Page }
  | { t: "identify"; identity: Identity | null }
  | { t: "cart"; cart: unknown };

export type ToLoader =
  | { t: "close" }
  | { t: "unread"; count: number }
  // A conversation exists, so the next page may ask for answers; `memory` only where the frame itself may store nothing.
  | { t: "keep"; memory?: string };
