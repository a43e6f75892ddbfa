import type { ChatSession } from '../../src/session/session.js';
import type { ChatError } from '../../src/model/errors.js';
import { ChatView } from '../../src/session/view.js';

const views = new WeakMap<ChatSession, ChatView>();

/** The one element that a test has on a session. */
export function viewOf(session: ChatSession, onError?: (error: ChatError) => void): ChatView {
  const view = views.get(session) ?? new ChatView(session, onError);
  views.set(session, view);
  return view;
}
