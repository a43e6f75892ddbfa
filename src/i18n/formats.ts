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

const dates = remembered((lang, kind) => new Intl.DateTimeFormat(lang, optionsOf(kind as DateKind)));
const lists = remembered((lang) => new Intl.ListFormat(lang, { type: 'conjunction' }));
const numbers = remembered((lang) => new Intl.NumberFormat(lang));
const sizes = remembered((lang, unit) => new Intl.NumberFormat(lang, sizeOptions(unit)));
const plurals = remembered((lang) => new Intl.PluralRules(lang));

/** What a formatter of dates is made for, and stays with. */
interface Habits {
  /** Where the device is. */
  readonly zone: string;
  /** Whether the person counts to 12 or to 24: that goes by where they live, not by what the page speaks. */
  readonly hourCycle: Intl.DateTimeFormatOptions['hourCycle'];
}

/** What the formatters that are kept were made for. */
let habits: Habits | undefined;

/** A name of what all moments are written by: with another name, they read differently. */
export function momentHabits(): string {
  const { zone, hourCycle } = currentHabits();
  return `${zone} ${hourCycle}`;
}

/** Looks how moments are to be written now: a laptop travels while its page stays open. @returns whether that is new */
export function followDevice(): boolean {
  // Nothing was written yet: to look takes a browser some 20 ms the first time, before anything is asked of the server.
  if (!habits) return false;
  const before = momentHabits();
  habits = deviceHabits();
  if (momentHabits() === before) return false;
  dates.forget();
  return true;
}

function currentHabits(): Habits {
  return (habits ??= deviceHabits());
}

function deviceHabits(): Habits {
  const own = new Intl.DateTimeFormat(personsLocale(), { hour: 'numeric' }).resolvedOptions();
  return { zone: own.timeZone, hourCycle: own.hourCycle };
}

/** The first language of the person's browser; undefined, the machine's, where there is no browser. */
function personsLocale(): string | undefined {
  return typeof navigator === 'undefined' ? undefined : navigator.language;
}

function optionsOf(kind: DateKind): Intl.DateTimeFormatOptions {
  const options: Intl.DateTimeFormatOptions = KINDS[kind];
  const { hourCycle } = currentHabits();
  return (options.hour ?? options.timeStyle) ? { ...options, hourCycle } : options;
}

/** `date` in local time, in the language and the kind's length. */
export function formatDate(lang: string, kind: DateKind, date: Date): string {
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

const SIZE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

function sizeOptions(unit: string): Intl.NumberFormatOptions {
  // Short, English has no plural for it: "110 byte".
  if (unit === 'byte') return { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 };
  return { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 };
}

/** The size of a file as the language writes it: 2.3 MB, 2,3 Mo. @param bytes thousands of them make the next unit */
export function formatSize(lang: string, bytes: number): string {
  // As it will be written: 999,960 bytes are 1 MB, not 1,000 kB.
  const power = [0, 1, 2, 3].find((nth) => bytes / 1_000 ** nth < 999.95) ?? 4;
  return sizes.of(lang, SIZE_UNITS[power] ?? 'byte').format(bytes / 1_000 ** power);
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
