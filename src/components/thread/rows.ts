import { daysAgo } from '../../i18n/formats.js';
import type { Message, PendingMessage } from '../../model/message.js';
import type { Timeline } from '../../store/state.js';

/** A line of the thread: the beginning of a day, or a message. `key` never changes while the row is on screen. */
export type Row = DayRow | MessageRow;

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly date: Date;
}

export interface MessageRow {
  readonly kind: 'message';
  readonly key: string;
  readonly message: Message | PendingMessage;
  readonly mine: boolean;
  /** Whether it continues the message above: same author, same day, no long pause. */
  readonly grouped: boolean;
}

/** A pause after which the author's name is repeated. */
const PAUSE = 5 * 60_000;

export function isPending(message: Message | PendingMessage): message is PendingMessage {
  return 'localId' in message;
}

/** The rows of a timeline, oldest first; `keyOf` answers the key of a message. */
export function threadRows(timeline: Timeline, me: string | null, keyOf: (message: Message) => string): readonly Row[] {
  const rows: Row[] = [];
  let above: Above | undefined;
  for (const message of [...timeline.messages, ...timeline.pending]) {
    const author = isPending(message) ? me : message.userUuid;
    const date = new Date(message.createdAt);
    // Pending ones bear this device's time: a clock that is behind must not begin a day that is over.
    const newDay = !above || daysAgo(above.date, date) > 0;
    if (newDay) rows.push({ kind: 'day', key: dayKey(date), date });
    const grouped = !newDay && above?.author === author && date.getTime() - above.date.getTime() < PAUSE;
    const key = isPending(message) ? message.localId : keyOf(message);
    rows.push({ kind: 'message', key, message, mine: author === me, grouped });
    above = { author, date: newDay || !above ? date : later(above.date, date) };
  }
  return rows;
}

interface Above {
  readonly author: string | null;
  readonly date: Date;
}

function dayKey(date: Date): string {
  return `day-${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

function later(a: Date, b: Date): Date {
  return a < b ? b : a;
}
