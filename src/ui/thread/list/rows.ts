import { daysAgo } from '../../../i18n/formats.js';
import type { Message } from '../../../model/message.js';
import type { GapStatus, Timeline } from '../../../store/state.js';
import { isPending, type Item, type Items } from './items.js';

/** A line of the thread. `key` never changes while the row is on screen. */
export type Row = DayRow | UnreadRow | MessageRow | GapRow | SpaceRow;

/** The beginning of a day. */
export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly date: Date;
}

/** What is below was not read before the room was opened. */
export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: string;
}

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly index: number;
  readonly message: Item;
  readonly mine: boolean;
  /** Whether it continues the message above: same author, same day, no long pause. */
  readonly grouped: boolean;
}

/** Messages are missing here. */
export interface GapRow {
  readonly kind: 'gap';
  readonly key: string;
  /** The message before the gap. */
  readonly after: string;
  readonly status: GapStatus;
}

/** As high as the messages are that have no row now. */
export interface SpaceRow {
  readonly kind: 'space';
  readonly key: string;
  /** The first of them, and how many. */
  readonly from: number;
  readonly items: number;
}

export const UNREAD_KEY = 'unread';

/** A pause after which the author's name is repeated. */
const PAUSE = 5 * 60_000;

export interface RowsOptions {
  readonly timeline: Timeline;
  readonly items: Items;
  readonly me: string | null;
  /** The last message read before the room was opened. */
  readonly unreadAfter: string | null;
  /** Answers the key of a message. */
  readonly keyOf: (message: Message) => string;
}

/** Rows of the messages from `start` up to `end`, and of one more that must not go: the one with the focus. */
export function threadRows(options: RowsOptions, start: number, end: number, kept = -1): readonly Row[] {
  const { length } = options.items;
  const rows: Row[] = [];
  const space = (key: string, from: number, to: number): void => {
    if (to > from) rows.push({ kind: 'space', key: `space-${key}`, from, items: to - from });
  };
  const above = kept >= 0 && kept < start;
  const below = kept >= end && kept < length;
  space('top', 0, above ? kept : start);
  if (above) {
    rows.push(messageRow(options, kept));
    space('above', kept + 1, start);
  }
  for (let index = start; index < end; index += 1) pushRows(rows, options, index);
  if (below) {
    space('below', end, kept);
    rows.push(messageRow(options, kept));
  }
  space('bottom', below ? kept + 1 : end, length);
  return rows;
}

/** A message, with the lines that stand above and below it. */
function pushRows(rows: Row[], options: RowsOptions, index: number): void {
  const { timeline, items, unreadAfter } = options;
  const row = messageRow(options, index);
  const date = dateOf(items, index);
  const above = items.at(index - 1);
  if (!above || daysAgo(dateOf(items, index - 1), date) > 0) rows.push({ kind: 'day', key: dayKey(date), date });
  if (isFirstUnread(unreadAfter, above)) rows.push({ kind: 'unread', key: UNREAD_KEY });
  rows.push(row);
  const after = isPending(row.message) ? '' : row.message.uuid;
  const status = timeline.gaps.get(after);
  if (status) rows.push({ kind: 'gap', key: `gap-${after}`, after, status });
}

function messageRow({ timeline, items, me, unreadAfter, keyOf }: RowsOptions, index: number): MessageRow {
  const message = items.at(index);
  if (!message) throw new RangeError(`no message ${index} of ${items.length}`);
  const above = items.at(index - 1);
  const author = authorOf(message, me);
  const key = isPending(message) ? message.localId : keyOf(message);
  const grouped =
    above !== undefined &&
    authorOf(above, me) === author &&
    !isFirstUnread(unreadAfter, above) &&
    !(!isPending(above) && timeline.gaps.has(above.uuid)) &&
    followsSoon(dateOf(items, index - 1), dateOf(items, index));
  return { kind: 'message', key, index, message, mine: author === me, grouped };
}

function authorOf(message: Item, me: string | null): string | null {
  return isPending(message) ? me : message.userUuid;
}

function isFirstUnread(unreadAfter: string | null, above: Item | undefined): boolean {
  return unreadAfter !== null && above !== undefined && !isPending(above) && above.uuid === unreadAfter;
}

function followsSoon(above: Date, date: Date): boolean {
  return daysAgo(above, date) <= 0 && date.getTime() - above.getTime() < PAUSE;
}

/** Pending ones bear this device's time: a clock that is behind must not begin a day that is over. */
function dateOf(items: Items, index: number): Date {
  let latest = 0;
  let at = index;
  for (let item = items.at(at); item; item = items.at((at -= 1))) {
    latest = Math.max(latest, Date.parse(item.createdAt));
    if (!isPending(item)) break;
  }
  return new Date(latest);
}

function dayKey(date: Date): string {
  return `day-${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
