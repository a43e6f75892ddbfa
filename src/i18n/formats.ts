/** `Intl` formatters are costly to build and a thread needs one per row: they are kept by language and kind. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const lists = new Map<string, Intl.ListFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

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

/** `date` in local time, in the language and the kind's length. */
export function formatDate(lang: string, kind: DateKind, date: Date): string {
  const key = `${lang} ${kind}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(lang, KINDS[kind]);
    formatters.set(key, formatter);
  }
  return formatter.format(date);
}

/** "Ann, Bob and Carol" in the language. */
export function formatList(lang: string, names: readonly string[]): string {
  let list = lists.get(lang);
  if (!list) {
    list = new Intl.ListFormat(lang, { type: 'conjunction' });
    lists.set(lang, list);
  }
  return list.format(names);
}

/** A whole number with the language's separators: 20,000. */
export function formatNumber(lang: string, value: number): string {
  let formatter = numbers.get(lang);
  if (!formatter) {
    formatter = new Intl.NumberFormat(lang);
    numbers.set(lang, formatter);
  }
  return formatter.format(value);
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
