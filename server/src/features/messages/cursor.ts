import type { MessageRow } from '../../chat/message.js';
import type { Queryable } from '../../db/database.js';
import { findBeside, type MessageFilter, type Side } from './queries.js';

type Query = Omit<MessageFilter, 'rooms'>;

/** Some messages in order, and how many they are at least with those that were left out: one per side that goes on. */
export interface Run {
  readonly rows: readonly MessageRow[];
  readonly filtered: number;
}

interface Neighbours {
  /** The nearest first. */
  readonly rows: readonly MessageRow[];
  readonly goesOn: boolean;
}

/** One more than wanted is read: that there are more is all that a client needs, and counting them costs a long scan. */
async function neighbours(
  database: Queryable,
  side: Side,
  target: MessageRow,
  query: Query,
  most: number,
): Promise<Neighbours> {
  const position = { at: target.created_at, uuid: target.uuid };
  const rows = await findBeside(database, { ...query, room: target.room_uuid, side, position, limit: most + 1 });
  return { rows: rows.slice(0, most), goesOn: rows.length > most };
}

const sorted = (oldestFirst: readonly MessageRow[], { direction }: Query): readonly MessageRow[] =>
  direction === 'asc' ? oldestFirst : [...oldestFirst].reverse();

const only = ({ rows, goesOn }: Neighbours, count: number): Neighbours => ({
  rows: rows.slice(0, count),
  goesOn: goesOn || rows.length > count,
});

/** The target with as many on either side; what one side lacks, the other may have. */
async function around(database: Queryable, target: MessageRow, query: Query): Promise<Run> {
  const others = Math.max(0, query.limit - 1);
  const older = await neighbours(database, 'before', target, query, others);
  const newer = await neighbours(database, 'after', target, query, others);
  const half = Math.floor(others / 2);
  const before = only(older, Math.max(half, others - newer.rows.length));
  const after = only(newer, Math.max(others - half, others - older.rows.length));
  const rows = query.limit === 0 ? [] : [...[...before.rows].reverse(), target, ...after.rows];
  return { rows: sorted(rows, query), filtered: rows.length + Number(before.goesOn) + Number(after.goesOn) };
}

/** The page that touches the target, in the direction that was asked for. */
export async function besideCursor(
  database: Queryable,
  kind: Side | 'around',
  target: MessageRow,
  query: Query,
): Promise<Run> {
  if (kind === 'around') return around(database, target, query);
  const { rows, goesOn } = await neighbours(database, kind, target, query, query.limit);
  const oldestFirst = kind === 'after' ? rows : [...rows].reverse();
  return { rows: sorted(oldestFirst, query), filtered: rows.length + Number(goesOn) };
}
