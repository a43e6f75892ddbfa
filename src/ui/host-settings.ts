import { createContext } from '@lit/context';

/** What the host page wants of the chat, as attributes and properties of the root element say. */
export interface HostSettings {
  /** The key that sends. */
  readonly sendKey: string | null;
}

export const DEFAULT_SETTINGS: HostSettings = { sendKey: null };

/** Settings that elements deep inside read; what concerns the connection is the session's. */
export const hostContext = createContext<HostSettings>(Symbol('wazo-chat-host'));
