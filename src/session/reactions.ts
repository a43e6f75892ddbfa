import { toChatError } from '../model/errors.js';
import { reactionChanged } from '../store/message-changes.js';
import { pendingReactionsOf, reactionOver, reactionWanted, shownReactions } from '../store/pending-reactions.js';
import { roomTimeline } from '../store/timeline-id.js';
import type { SessionCore } from './core.js';

/** Adds my reaction, or takes it back; shown at once and undone when the server refuses. */
export async function toggleReaction(
  { store, connection, onError }: SessionCore,
  roomUuid: string,
  messageUuid: string,
  emoji: string,
): Promise<void> {
  const { me, timelines, pendingReactions } = store.state;
  const message = timelines.get(roomTimeline(roomUuid))?.messages.find(({ uuid }) => uuid === messageUuid);
  const { reactions } = connection.can;
  if (me === null || !message || !reactions) return;
  const shown = shownReactions(message, pendingReactionsOf(pendingReactions, messageUuid), me);
  const on = !shown.some((reaction) => reaction.userUuid === me && reaction.emoji === emoji);
  store.apply(reactionWanted(messageUuid, emoji, on));
  try {
    if (on) await reactions.add(roomUuid, messageUuid, emoji);
    else await reactions.remove(roomUuid, messageUuid, emoji);
    const reaction = { emoji, userUuid: me, createdAt: null };
    store.apply(
      ...(message.revision === 0 ? [reactionChanged(roomUuid, messageUuid, reaction, { on, revision: 0 })] : []),
      reactionOver(messageUuid, emoji),
    );
  } catch (thrown) {
    const error = toChatError(thrown);
    store.apply(reactionOver(messageUuid, emoji));
    // Already taken back, from another window perhaps: that is what was wanted.
    if (error.code !== 'unknown-reaction') onError(error);
  }
}
