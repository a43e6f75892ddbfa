import type { Feature } from '../../chat/feature.js';
import type { Queryable } from '../../db/database.js';
import { findMentions } from './find-mentions.js';
import { findNaming, findPeople, type NamingRow } from './queries.js';

interface Mentions {
  /** Uuids of people of the room; `@room` is all of them but the author. */
  readonly mentions: readonly string[];
}

/**
 * Who is named in messages, read from their contents: what is edited, deleted or written by a stock chatd beside this server
 * needs no care. Whoever is not in the room is not named.
 */
export const mentions: Feature = {
  name: 'mentions',
  // It only adds to messages.
  register: () => undefined,
  messages: {
    plain: { mentions: [] },
    enrich: async (uuids, { database }) => mentionsOf(database, await findNaming(database, uuids)),
  },
  posting: () => async (transaction, message) =>
    (await mentionsOf(transaction, message.content.includes('@[') ? [message] : [])).get(message.uuid) ?? {},
};

async function mentionsOf(database: Queryable, rows: readonly NamingRow[]): Promise<ReadonlyMap<string, Mentions>> {
  const naming = rows
    .map((row) => ({ row, named: findMentions(row.content) }))
    .filter(({ named }) => named.room || named.users.length > 0);
  if (naming.length === 0) return new Map();
  const people = await findPeople(
    database,
    naming.map(({ row }) => row.room_uuid),
  );
  return new Map(
    naming.map(({ row, named }) => {
      const inRoom = people.get(row.room_uuid) ?? [];
      const everybody = named.room ? inRoom.filter((uuid) => uuid !== row.user_uuid) : [];
      const all = new Set([...named.users.filter((uuid) => inRoom.includes(uuid)), ...everybody]);
      return [row.uuid, { mentions: [...all] }];
    }),
  );
}
