import { openEntry } from '../select.js';
import { slicesOf } from '../shared/slices.js';
import type { LinkedRooms } from './linked-rooms.js';

/** What a thread shows beside its timeline. */
export function shownOf(linkedRooms: LinkedRooms) {
  return slicesOf({
    entry: openEntry,
    openError: (_state, { error }) => error,
    unreadAfter: (_state, { unreadAfter }) => unreadAfter,
    visit: (_state, { visit }) => visit,
    roomsStatus: ({ rooms }) => rooms.status,
    users: ({ users }) => users,
    me: ({ me }) => me,
    features: ({ features }) => features,
    limits: ({ limits }) => limits,
    customEmoji: ({ customEmoji }) => customEmoji,
    pendingReactions: ({ pendingReactions }) => pendingReactions,
    linkedRooms: linkedRooms.select,
  });
}
