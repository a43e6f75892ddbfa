import type { Intent } from '../model/operation.js';
import { pendingReactionsOf, shownReactions } from '../store/pending-reactions.js';
import type { ChatState } from '../store/state.js';
import { knownMessage } from './outbox/known.js';

/** What clicking an emoji of a message means now: the opposite of what is shown. Null where the message is not known. */
export function toggledReaction(state: ChatState, roomUuid: string, messageUuid: string, emoji: string): Intent | null {
  const { me, pendingReactions } = state;
  const message = knownMessage(state, roomUuid, ({ uuid }) => uuid === messageUuid);
  if (me === null || !message) return null;
  const shown = shownReactions(message, pendingReactionsOf(pendingReactions, messageUuid), me);
  const isOn = shown.some((reaction) => reaction.userUuid === me && reaction.emoji === emoji);
  return { kind: 'react', messageUuid, emoji, on: !isOn };
}
