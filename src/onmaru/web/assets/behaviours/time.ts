import { language, timeZone } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

const MINUTE = 60_000;
const shown = new Set<HTMLTimeElement>();
let ticking: number | undefined;

const dayOf = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: timeZone() }).format(at);
const format = (at: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language(), { timeZone: timeZone(), ...options }).format(at);

/** A time as short as it can be said: minutes, then the clock of today, then the day. */
export function relative(at: Date, now = new Date()): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / MINUTE);
  if (minutes === 0) return phrase("now");
  if (Math.abs(minutes) < 60) return new Intl.RelativeTimeFormat(language(), { style: "short" }).format(minutes, "minute");
  if (dayOf(at) === dayOf(now)) return format(at, { hour: "numeric", minute: "2-digit" });
  const sameYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return format(at, sameYear ? { month: "short", day: "numeric" } : { year: "numeric", month: "numeric", day: "numeric" });
}

/** How long ago something was, as a length: for what goes on since then. */
export function waited(at: Date, now = new Date()): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE);
  if (minutes < 1) return phrase("waited_now");
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 1440 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return phrase("waited").replace("{length}", new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "short" }).format(count as number));
}

function draw(element: HTMLTimeElement): void {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const style = element.dataset.style ?? "relative";
  element.title = format(at, { dateStyle: "full", timeStyle: "short" });
  if (style === "clock") element.textContent = format(at, { hour: "numeric", minute: "2-digit" });
  else if (style === "day") element.textContent = format(at, { dateStyle: "full" });
  else if (style === "full") element.textContent = format(at, { dateStyle: "medium", timeStyle: "short" });
  else if (style === "waited") element.textContent = waited(at);
  else element.textContent = relative(at);
}

// A morph writes the server's words into a time that stays.
document.addEventListener("htmx:after:swap", () => shown.forEach(draw));

behaviour("time", (element) => {
  const time = element as HTMLTimeElement;
  shown.add(time);
  draw(time);
  ticking ??= window.setInterval(() => shown.forEach(draw), MINUTE);
  return () => shown.delete(time);
});
