import { createContext } from '@lit/context';
import type { ChatSession } from '../session/session.js';

/** The session, shared by the elements of one widget. It changes only at sign-in and sign-out. */
export const sessionContext = createContext<ChatSession | undefined>(Symbol('wazo-chat-session'));
