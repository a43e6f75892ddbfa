const MICROSECONDS = 1_000_000;

/** `2026-11-22T16:26:35.696399`: UTC without a zone, always with six digits, as auth's `utc_…` are. */
export function fullTimestamp(microseconds: number): string {
  const seconds = Math.floor(microseconds / MICROSECONDS);
  const fraction = String(microseconds - seconds * MICROSECONDS).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}`;
}

/** A moment on the full second has no fraction, since Wazo is written in Python. */
const withoutZeroFraction = (timestamp: string): string => timestamp.replace(/\.000000$/, '');

/** `2026-11-22T16:26:35.696399` or `2026-11-22T16:26:35`, as event envelopes carry it. */
export function zonelessTimestamp(microseconds: number): string {
  return withoutZeroFraction(fullTimestamp(microseconds));
}

/** `2026-11-22T16:26:35.696399+00:00`, as rooms, messages and presences carry it. */
export function zonedTimestamp(microseconds: number): string {
  return `${zonelessTimestamp(microseconds)}+00:00`;
}

/** PostgreSQL's text of a timestamptz in UTC (`2026-11-22 16:26:35.6964+00`) → the wire's form, no microsecond lost. */
export function timestampFromDatabase(text: string): string {
  const match = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (!match) throw new Error(`The database session is not in UTC: ${text}`);
  return `${withoutZeroFraction(`${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(6, '0')}`)}+00:00`;
}

/** The inverse of `zonedTimestamp`. */
export function microsecondsOf(timestamp: string): number {
  const fraction = /\.(\d{6})/.exec(timestamp)?.[1] ?? '0';
  return Date.parse(`${timestamp.slice(0, 19)}Z`) * 1000 + Number(fraction);
}

const ISO_DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d*)?)?(Z|[+-]\d{2}:?\d{2})?$/;

function offsetMinutes(zone: string | undefined): number {
  if (!zone || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * Parses an ISO date-time (no zone means UTC) into the wire's form in UTC.
 * @returns undefined for anything else, also for a date alone, as chatd does.
 */
export function parseDateTime(text: string): string | undefined {
  const match = ISO_DATE_TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part || 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetMinutes(match[8]);
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  // Date rolls 31 February over instead of refusing it.
  const rolledOver = local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day || local.getUTCHours() !== hour;
  if (rolledOver || minute > 59 || second > 59 || Math.abs(offset) >= 24 * 60) return undefined;
  const iso = new Date(local.getTime() - offset * 60_000).toISOString();
  // Outside of years 1 to 9999 the text form changes and PostgreSQL would refuse it.
  if (!/^(?!0000)\d{4}-/.test(iso)) return undefined;
  return `${iso.slice(0, 19)}.${(match[7] ?? '').padEnd(6, '0')}+00:00`;
}
