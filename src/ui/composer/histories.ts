import type { ChatSession } from '../../session/session.js';
import { TextHistory } from './text-history.js';

type Histories = Map<string, TextHistory>;

/** By session, as the drafts are: they outlive the composer that goes with its room, and end with the person's sign-in. */
const ofSession = new WeakMap<ChatSession, Histories>();

/** The undo history of what is written in a room. It ends when that is sent: what was said is not unsaid by a key. */
export function historyOf(session: ChatSession, roomUuid: string): TextHistory {
  const histories = ofSession.get(session) ?? begin(session);
  const history = histories.get(roomUuid) ?? new TextHistory(session.draft(roomUuid));
  histories.set(roomUuid, history);
  return history;
}

function begin(session: ChatSession): Histories {
  const histories: Histories = new Map();
  ofSession.set(session, histories);
  session.watchDrafts(({ roomUuid, isSent }) => {
    if (isSent) histories.get(roomUuid)?.clear();
  });
  return histories;
}
