import type { Message, PendingReaction, Reaction } from '../model/message.js';
import type { Change } from './store.js';

// Reactions of mine that the server has not confirmed: kept beside the messages, which hold what the server said.

const NONE: readonly PendingReaction[] = [];

/** What I want of a message's reactions and the server has not confirmed yet. */
export function pendingReactionsOf(
  pending: ReadonlyMap<string, readonly PendingReaction[]>,
  messageUuid: string,
): readonly PendingReaction[] {
  return pending.get(messageUuid) ?? NONE;
}

/** I want a reaction of mine on a message, or off it. */
export function reactionWanted(messageUuid: string, emoji: string, on: boolean): Change {
  return changePending(messageUuid, (pending) => [...without(pending, emoji), { emoji, on }]);
}

/** What I wanted needs no showing any more: it is in the message, or the server refused it. */
export function reactionOver(messageUuid: string, emoji: string): Change {
  return changePending(messageUuid, (pending) => without(pending, emoji));
}

/** The reactions as they are shown: the server's, with what I want of mine. */
export function shownReactions(
  { reactions }: Pick<Message, 'reactions'>,
  pending: readonly PendingReaction[],
  me: string | null,
): readonly Reaction[] {
  if (pending.length === 0 || me === null) return reactions;
  const wanted = new Map(pending.map(({ emoji, on }) => [emoji, on]));
  const isMine = ({ userUuid }: Reaction): boolean => userUuid === me;
  const kept = reactions.filter((reaction) => !isMine(reaction) || wanted.get(reaction.emoji) !== false);
  const there = new Set(kept.filter(isMine).map(({ emoji }) => emoji));
  const added = pending.filter(({ emoji, on }) => on && !there.has(emoji));
  return [...kept, ...added.map(({ emoji }) => ({ emoji, userUuid: me, createdAt: null }))];
}

function without(pending: readonly PendingReaction[], emoji: string): readonly PendingReaction[] {
  return pending.filter((one) => one.emoji !== emoji);
}

function changePending(
  messageUuid: string,
  change: (pending: readonly PendingReaction[]) => readonly PendingReaction[],
): Change {
  return (state) => {
    const before = pendingReactionsOf(state.pendingReactions, messageUuid);
    const next = change(before);
    if (next.length === 0 && before.length === 0) return state;
    const pendingReactions = new Map(state.pendingReactions);
    if (next.length > 0) pendingReactions.set(messageUuid, next);
    else pendingReactions.delete(messageUuid);
    return { ...state, pendingReactions };
  };
}
