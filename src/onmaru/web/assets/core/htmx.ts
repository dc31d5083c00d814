import htmx, { type HtmxRequestCtx } from "htmx.org";
import { meta } from "./page";
import { phrase } from "./phrases";
import { toast } from "./toast";

// What scripts did to an element survives a morph: their state attributes, heights, opened folds.
htmx.config.morphIgnore = ["data-htmx-powered", "data-is-", "style", "open"];
htmx.config.defaultTimeout = 30_000;

/** Answers that carry a part of the page although they refuse: a form with errors, and what changed meanwhile. */
const SWAPPED_REFUSALS = new Set([409, 422]);
const SAID: Record<number, string> = { 401: "expired", 403: "forbidden", 404: "missing", 410: "missing", 413: "too_large", 429: "too_many" };

export const refusal = (status: number): string => phrase(SAID[status] ?? (status >= 500 ? "server_error" : "failed"));

export function explain(error: unknown): string {
  if (!navigator.onLine) return phrase("offline");
  return phrase(error === "timeout" || (error as Error)?.name === "TimeoutError" ? "timeout" : "failed");
}

const sameOrigin = (action: string) => new URL(action, location.href).origin === location.origin;

/** A part of the page that refreshes itself says nothing when it fails: the connection state speaks for it. */
const silent = (ctx: HtmxRequestCtx | undefined) => ctx?.sourceEvent?.type === "live";

htmx.on("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET" && sameOrigin(ctx.request.action)) ctx.request.headers["X-CSRFToken"] = meta("csrf-token");
});

htmx.on("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  // An expired sign-in redirects a request for a part to a whole page, which must not be stuffed into the part.
  if (ctx.response?.raw.redirected && !ctx.select && ctx.target !== document.body && /^\s*<!doctype/i.test(ctx.text ?? "")) {
    event.preventDefault();
    location.reload();
  }
});

htmx.on("htmx:response:error", ({ detail: { ctx } }) => {
  const status = ctx.response?.status ?? 0;
  if (SWAPPED_REFUSALS.has(status)) return;
  ctx.swap = "none";
  if (!silent(ctx)) toast(refusal(status), "danger");
});

htmx.on("htmx:error", ({ detail: { ctx, error } }) => {
  if (ctx && !silent(ctx)) toast(explain(ctx.request.signal?.reason ?? error), "danger");
});

const underWay = new Set<HtmxRequestCtx>();
const showLoading = () => document.documentElement.toggleAttribute("data-is-loading", underWay.size > 0);
htmx.on("htmx:before:request", ({ detail: { ctx } }) => {
  if (!silent(ctx)) underWay.add(ctx);
  showLoading();
});
htmx.on("htmx:finally:request", ({ detail: { ctx } }) => {
  underWay.delete(ctx);
  showLoading();
});
