import type { ReactionEvent } from '../connection/connection.js';
import { toChatError } from '../model/errors.js';
import { reactionAdded, reactionRemoved } from '../store/message-changes.js';
import type { Change } from '../store/store.js';
import type { SessionCore } from './core.js';

/** Adds my reaction, or takes it back; shown at once and undone when the server refuses. */
export async function toggleReaction(
  { store, connection, onError }: SessionCore,
  roomUuid: string,
  messageUuid: string,
  emoji: string,
): Promise<void> {
  const { me, timelines } = store.state;
  const message = timelines.get(roomUuid)?.messages.find(({ uuid }) => uuid === messageUuid);
  const { reactions } = connection.can;
  if (me === null || !message || !reactions) return;
  const mine = message.reactions.find((reaction) => reaction.userUuid === me && reaction.emoji === emoji);
  const reaction = mine ?? { emoji, userUuid: me, createdAt: null };
  const [change, undo] = mine ? [reactionRemoved, reactionAdded] : [reactionAdded, reactionRemoved];
  store.apply(change(roomUuid, messageUuid, reaction));
  try {
    if (mine) await reactions.remove(roomUuid, messageUuid, emoji);
    else await reactions.add(roomUuid, messageUuid, emoji);
  } catch (thrown) {
    const error = toChatError(thrown);
    // Already taken back, from another window perhaps: that is what was wanted.
    if (error.code === 'unknown-reaction') return;
    store.apply(undo(roomUuid, messageUuid, reaction));
    onError(error);
  }
}

/** A reaction that came or went, anybody's. */
export function reactionChange({ type, roomUuid, messageUuid, reaction }: ReactionEvent): Change {
  const change = type === 'reaction-created' ? reactionAdded : reactionRemoved;
  return change(roomUuid, messageUuid, reaction);
}
