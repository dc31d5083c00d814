import { config, t } from "./given";

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(config.locale, options);

export const clockTime = (at: Date) => format({ hour: "numeric", minute: "2-digit" }).format(at);

export const day = (at: Date) => format({ month: "long", day: "numeric", weekday: "long" }).format(at);

const nights = (at: Date) => Math.round((new Date(at).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 864e5);

/** "today 10:00", "tomorrow 10:00", "Monday, 23 November, 10:00", in the visitor's own time zone. */
export function moment(said: string): string {
  const at = new Date(said);
  const away = nights(at);
  return away === 0 ? clockTime(at) : away === 1 ? t("tomorrow_at", { time: clockTime(at) }) : `${day(at)} ${clockTime(at)}`;
}

/** When the shop opens again, as far as that is known. */
export const closed = () => (config.opens_at ? t("closed_until", { time: moment(config.opens_at) }) : t("closed"));

export const dayWord = (at: Date) => (nights(at) === 0 ? t("today") : nights(at) === -1 ? t("yesterday") : day(at));

export function span(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? t("minutes", { n: minutes }) : t("hours", { n: Math.round(minutes / 60) });
}
