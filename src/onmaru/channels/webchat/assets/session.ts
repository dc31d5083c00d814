import { refused, request } from "./api";
import { config, preview, renew, widget, type Config } from "./given";
import type { Identity, Page } from "./seam";
import { forget, recall, remember, restore } from "./store";

/** Who this visitor is to the server. There is no session until something is to be said or fetched. */
export interface Started { session_token: string; visitor_token?: string; conversation?: { id: string; status: string; unread: number } | null; config?: Config; cursor?: number }

let token: string | null = null;
let starting: Promise<Started> | null = null;
let page: Page | null = null;
let identity: Identity | null = null;

export const currentToken = () => token;
export const visitor = () => recall("visitor");
export const known = () => !preview && !!(visitor() || identity);

/** Whether somebody else is there than the customer of the shop who was signed in before: what that one left in this browser is forgotten. */
export function meet(facts: { page?: Page; identity?: Identity | null; kept?: string | null }): boolean {
  page = facts.page ?? page;
  if (facts.kept) restore(facts.kept);
  if (facts.identity === undefined) return false;
  const who = facts.identity ? `${facts.identity.external_id}` : null;
  const before = recall("who");
  const other = !!before && before !== who;
  if (other) forget();
  if (before !== who) remember("who", who);
  if (facts.identity && facts.identity.hash !== identity?.hash) {
    identity = facts.identity;
    expire();
  }
  return other;
}

export const currentPage = () => page;

export function agree(): void {
  remember("consent", config.consent?.version ?? null);
  // The server hears of it with the next session.
  expire();
}

export const agreed = () => !config.consent || recall("consent") === config.consent.version;

/** Consent taken back: the server forgets what it was told, and nothing more is told. */
export async function unsay(): Promise<void> {
  await call("DELETE", "context");
  remember("consent", null);
}

/** The session, begun once however many ask for it at the same time. */
export function session(): Promise<Started> {
  starting ??= request<Started>("POST", "sessions", null, {
    widget_id: widget,
    visitor_token: visitor() ?? undefined,
    identity: identity ?? undefined,
    page,
    locale: config.locale,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    consent_version: (agreed() && config.consent?.version) || undefined,
  }).then(
    (started) => {
      token = started.session_token;
      if (started.visitor_token) remember("visitor", started.visitor_token);
      if (started.config) renew(started.config);
      return started;
    },
    (error: unknown) => {
      starting = null;
      throw error;
    },
  );
  return starting;
}

/** What was given no longer counts: the next call begins anew. */
export function expire(): void {
  token = starting = null;
}

/** A call of this visitor's. A session that ran out is begun anew, once. */
export async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  await session();
  const used = token;
  try {
    return await request<Answer>(method, path, used, body);
  } catch (error) {
    if (refused(error)?.status !== 401) throw error;
    if (token === used) expire();
    await session();
    return request<Answer>(method, path, token, body);
  }
}
