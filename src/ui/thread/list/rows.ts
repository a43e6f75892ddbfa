import { daysAgo } from '../../../i18n/formats.js';
import type { Message } from '../../../model/message.js';
import type { GapStatus } from '../../../store/state.js';
import type { ListInput } from './input.js';
import { isPending, type Item, type Items } from './items.js';

/** A line of the list. `key` never changes while the row is on screen. */
export type Row = DayRow | UnreadRow | MessageRow | GapRow | SpacerRow;

/** The beginning of a day. */
export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly date: Date;
}

/** What is below was not read before the timeline was opened. */
export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: string;
  /** Of the message below. */
  readonly index: number;
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
export interface SpacerRow {
  readonly kind: 'spacer';
  readonly key: string;
  /** The first of them, and how many. */
  readonly from: number;
  readonly items: number;
}

export function isMessageRow(row: Row): row is MessageRow {
  return row.kind === 'message';
}

export const UNREAD_KEY = 'unread';

/** A pause after which the author's name is repeated. */
const PAUSE = 5 * 60_000;

export interface RowsOptions extends Pick<ListInput, 'unreadAfter' | 'me'> {
  readonly items: Items;
  readonly gaps: ReadonlyMap<string, GapStatus>;
  /** Answers the key of a message. */
  readonly keyOf: (message: Message) => string;
}

/** Which items have rows: from `start` up to `end`, and those that must not go, such as the one with the focus. */
export interface RowRange {
  readonly start: number;
  readonly end: number;
  /** The indexes of those outside, in order. */
  readonly kept: readonly number[];
}

/** The rows of a range, and spacers in place of all others. */
export function listRows(options: RowsOptions, { start, end, kept }: RowRange): readonly Row[] {
  const { length } = options.items;
  const above = kept.filter((index) => index < start);
  const below = kept.filter((index) => index >= end && index < length);
  // The spacer next above the rows has a name of its own: it takes up what they turn out to be higher.
  const namesAbove = above.map((_, at) => (at === 0 ? 'top' : `top-${at}`));
  const namesBelow = below.map((_, at) => (at === 0 ? 'below' : `below-${at}`));
  return [
    ...keptRows(options, above, namesAbove, 0),
    ...spacer(above.length === 0 ? 'top' : 'above', (above.at(-1) ?? -1) + 1, start),
    ...rangeRows(options, start, end),
    ...keptRows(options, below, namesBelow, end),
    ...spacer('bottom', (below.at(-1) ?? end - 1) + 1, length),
  ];
}

/** Single rows, each below a spacer. @param from what the first spacer begins with */
function keptRows(
  options: RowsOptions,
  kept: readonly number[],
  names: readonly string[],
  from: number,
): readonly Row[] {
  return kept.flatMap((index, at) => [
    ...spacer(names[at] ?? '', (kept[at - 1] ?? from - 1) + 1, index),
    messageRow(options, index),
  ]);
}

function spacer(place: string, from: number, to: number): readonly SpacerRow[] {
  return to > from ? [{ kind: 'spacer', key: `spacer-${place}`, from, items: to - from }] : [];
}

/** The rows of the messages from `start` up to `end`, with the lines between them. */
export function rangeRows(options: RowsOptions, start: number, end: number): readonly Row[] {
  const rows: Row[] = [];
  for (let index = start; index < end; index += 1) pushRows(rows, options, index);
  return rows;
}

/** A message, with the lines that stand above and below it. */
function pushRows(rows: Row[], options: RowsOptions, index: number): void {
  const { items, gaps } = options;
  const row = messageRow(options, index);
  const date = dateOf(items, index);
  const above = items.at(index - 1);
  if (!above || daysAgo(dateOf(items, index - 1), date) > 0) rows.push({ kind: 'day', key: dayKey(date), date });
  if (isFirstUnread(options, above)) rows.push({ kind: 'unread', key: UNREAD_KEY, index });
  rows.push(row);
  const after = isPending(row.message) ? '' : row.message.uuid;
  const status = gaps.get(after);
  if (status) rows.push({ kind: 'gap', key: `gap-${after}`, after, status });
}

function messageRow(options: RowsOptions, index: number): MessageRow {
  const { items, me, keyOf } = options;
  const message = items.at(index);
  if (!message) throw new RangeError(`no message ${index} of ${items.length}`);
  const key = isPending(message) ? message.localId : keyOf(message);
  const mine = authorOf(message, me) === me;
  return { kind: 'message', key, index, message, mine, grouped: isGrouped(options, message, index) };
}

/** A deleted message is its author's as any other: what they wrote around it stays one group. */
function isGrouped(options: RowsOptions, message: Item, index: number): boolean {
  const { items, gaps, me } = options;
  const above = items.at(index - 1);
  return (
    above !== undefined &&
    authorOf(above, me) === authorOf(message, me) &&
    !isFirstUnread(options, above) &&
    !(!isPending(above) && gaps.has(above.uuid)) &&
    followsSoon(dateOf(items, index - 1), dateOf(items, index))
  );
}

function authorOf(message: Item, me: string | null): string | null {
  return isPending(message) ? me : message.userUuid;
}

function isFirstUnread({ unreadAfter }: RowsOptions, above: Item | undefined): boolean {
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
