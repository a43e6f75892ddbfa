import { createContext } from '@lit/context';
import type { ChatView } from '../session/view.js';

/** What the widget shows, and the session behind it. It changes only at sign-in and sign-out. */
export const viewContext = createContext<ChatView | undefined>(Symbol('wazo-chat-view'));
