/** The one door to the server. No cookies: only the token that the session gave counts. */
export type Refusal = Error & { status: number; field: string; after: number };

/** What the server refused; undefined where it could not be reached at all. */
export const refused = (error: unknown): Refusal | undefined => ((error as Refusal).status ? (error as Refusal) : undefined);

const BASE = "/api/widget/v1/";
const PATIENCE_MS = 25_000;

export const address = (path: string) => BASE + path;

export const headers = (token: string | null): Record<string, string> => (token ? { Authorization: `Bearer ${token}` } : {});

/** Rejects with a Refusal where the server says no, and with anything else where it could not be reached. */
export async function request<Answer>(method: string, path: string, token: string | null, body?: unknown): Promise<Answer> {
  const giveUp = new AbortController();
  const form = body instanceof FormData;
  const timer = setTimeout(() => giveUp.abort(), form ? 8 * PATIENCE_MS : PATIENCE_MS);
  try {
    const answer = await fetch(BASE + path, {
      method,
      credentials: "omit",
      cache: "no-store",
      headers: { ...headers(token), ...(body && !form ? { "Content-Type": "application/json" } : {}) },
      body: form ? (body as FormData) : body ? JSON.stringify(body) : undefined,
      signal: giveUp.signal,
    });
    const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
    if (answer.ok) return said as Answer;
    const { field = "", message = "", retry_after } = said.error ?? {};
    throw Object.assign(new Error(message), { status: answer.status, field, after: Number(retry_after ?? 0) });
  } finally {
    clearTimeout(timer);
  }
}
