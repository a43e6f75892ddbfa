import { ContextEvent } from '@lit/context';
import { viewContext } from '../context.js';
import type { ChatSession } from '../../session/session.js';
import type { ChatView } from '../../session/view.js';

/**
 * The session around `element`, asked for at the moment of use. For leaves: a thread has hundreds of rows, and a context
 * consumer in each would cost an event and a subscription per row for a button that is rarely pressed.
 */
export function askSession(element: HTMLElement): ChatSession | undefined {
  let view: ChatView | undefined;
  element.dispatchEvent(new ContextEvent(viewContext, element, (value) => (view = value)));
  return view?.session;
}
