import type { Count } from './count.js';

/** Answers what was made for a key before; formatters are costly to build, and a thread needs one per row. */
function remembered<Made>(make: (lang: string, key: string) => Made): {
  readonly of: (lang: string, key?: string) => Made;
  readonly forget: () => void;
} {
  const made = new Map<string, Made>();
  return {
    of(lang, key = '') {
      const id = `${lang} ${key}`;
      let value = made.get(id);
      if (value === undefined) {
        value = make(lang, key);
        made.set(id, value);
      }
      return value;
    },
    forget: () => made.clear(),
  };
}

const KINDS = {
  /** 14:05 */
  time: { hour: 'numeric', minute: '2-digit' },
  /** Sunday, 22 November 2026 */
  day: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  /** Sunday 22 November: for days of this year */
  dayOfYear: { weekday: 'long', month: 'long', day: 'numeric' },
  /** Sunday, 22 November 2026, 14:05 */
  full: { dateStyle: 'full', timeStyle: 'short' },
  /** 22 Nov */
  shortDay: { month: 'short', day: 'numeric' },
  /** 22/11/2025 */
  shortDate: { year: 'numeric', month: 'numeric', day: 'numeric' },
  /** Sun */
  weekday: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateKind = keyof typeof KINDS;

const dates = remembered((lang, kind) => new Intl.DateTimeFormat(lang, KINDS[kind as DateKind]));
const lists = remembered((lang) => new Intl.ListFormat(lang, { type: 'conjunction' }));
const numbers = remembered((lang) => new Intl.NumberFormat(lang));
const plurals = remembered((lang) => new Intl.PluralRules(lang));

/** The time zone for which the formatters of dates were made; a formatter stays in the zone of its making. */
let zone: string | undefined;

/** The time zone in which moments are written. */
export function timeZone(): string {
  return (zone ??= deviceTimeZone());
}

/** Looks where the device is now: a laptop travels while its page stays open. @returns whether moments read differently */
export function followTimeZone(): boolean {
  const now = deviceTimeZone();
  if (now === timeZone()) return false;
  zone = now;
  dates.forget();
  return true;
}

function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** `date` in local time, in the language and the kind's length. */
export function formatDate(lang: string, kind: DateKind, date: Date): string {
  zone ??= deviceTimeZone();
  return dates.of(lang, kind).format(date);
}

/** "Ann, Bob and Carol" in the language. */
export function formatList(lang: string, names: readonly string[]): string {
  return lists.of(lang).format(names);
}

/** A whole number with the language's separators: 20,000. */
export function formatNumber(lang: string, value: number): string {
  return numbers.of(lang).format(value);
}

/** A whole number for a sentence of the language. */
export function countOf(lang: string, value: number): Count {
  return { text: formatNumber(lang, value), form: plurals.of(lang).select(value) };
}

/** Whole days from `date` to `now` in local time: 0 today, 1 yesterday. */
export function daysAgo(date: Date, now: Date): number {
  const day = (value: Date): number => Date.UTC(value.getFullYear(), value.getMonth(), value.getDate());
  return Math.round((day(now) - day(date)) / 86_400_000);
}

/** A moment as room rows show it: the time today, then the weekday, then the day, then the date of other years. */
export function formatRecent(lang: string, date: Date, now: Date): string {
  const days = daysAgo(date, now);
  if (days <= 0) return formatDate(lang, 'time', date);
  if (days < 7) return formatDate(lang, 'weekday', date);
  return formatDate(lang, date.getFullYear() === now.getFullYear() ? 'shortDay' : 'shortDate', date);
}
