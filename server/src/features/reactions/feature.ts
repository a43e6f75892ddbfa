import type { Feature } from '../../chat/feature.js';
import { deleteReactions, findReactions, type Reaction, type ReactionRow, toReaction } from './queries.js';
import { registerReactionRoutes } from './routes.js';
import { ReactionService } from './service.js';

function byMessage(rows: readonly ReactionRow[]): Map<string, { reactions: Reaction[] }> {
  const groups = new Map<string, { reactions: Reaction[] }>();
  for (const row of rows) {
    const group = groups.get(row.message_uuid) ?? { reactions: [] };
    group.reactions.push(toReaction(row));
    groups.set(row.message_uuid, group);
  }
  return groups;
}

/** Emoji under messages. */
export const reactions: Feature = {
  name: 'reactions',
  register: (app, { auth }, chat) => registerReactionRoutes(app, new ReactionService(chat), auth),
  messages: {
    plain: { reactions: [] },
    enrich: async (uuids, { database }) => byMessage(await findReactions(database, uuids)),
  },
  messageDeleted: (transaction, message) => deleteReactions(transaction, message.uuid),
};
