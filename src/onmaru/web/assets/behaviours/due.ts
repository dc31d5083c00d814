import { language } from "../core/page";
import { phrase } from "../core/phrases";
import { behaviour } from "../core/registry";

const MINUTE = 60_000;
const shown = new Set<HTMLTimeElement>();
let ticking: number | undefined;

const unit = (count: number, name: string) => new Intl.NumberFormat(language(), { style: "unit", unit: name, unitDisplay: "short" }).format(count);

/** A length as it is counted down: seconds only in the last minute, minutes only within a day. */
export function length(milliseconds: number, over: boolean): string {
  if (!over && milliseconds < MINUTE) return unit(Math.ceil(milliseconds / 1000), "second");
  const minutes = over ? Math.floor(milliseconds / MINUTE) : Math.ceil(milliseconds / MINUTE);
  if (minutes < 60) return unit(minutes, "minute");
  if (minutes >= 1440) return unit(Math.floor(minutes / 1440), "day");
  const rest = minutes % 60;
  return unit(Math.floor(minutes / 60), "hour") + (rest ? ` ${unit(rest, "minute")}` : "");
}

function draw(element: HTMLTimeElement): void {
  const due = Date.parse(element.dateTime);
  const soon = Date.parse(element.dataset.soon ?? "");
  if (Number.isNaN(due)) return;
  const left = due - Date.now();
  const words = phrase(left > 0 ? "left" : "over", { length: length(Math.abs(left), left <= 0) });
  if (element.textContent !== words) element.textContent = words;
  const tone = left <= 0 ? "danger" : Date.now() >= soon ? "waiting" : "outline";
  const around = element.parentElement;
  if (around && around.dataset.tone !== tone) around.dataset.tone = tone;
}

// A morph writes the server's words into a time that stays.
document.addEventListener("htmx:after:swap", () => shown.forEach(draw));

/** Counts down to a time by this machine's clock, and up from it when it is over; what it stands in takes the colour. */
behaviour("due", (element) => {
  const time = element as HTMLTimeElement;
  shown.add(time);
  draw(time);
  ticking ??= window.setInterval(() => shown.forEach(draw), 1000);
  return () => shown.delete(time);
});
