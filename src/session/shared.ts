import type { TokenProvider } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import type { ChatSession } from './session.js';

/** What those who share a session hear of it. */
export interface SessionHooks {
  readonly onError: (error: ChatError) => void;
  readonly onOtherUser: () => void;
}

/** A share in a session. */
export interface SessionShare {
  readonly session: ChatSession;
  /** The last one to leave ends the session. */
  release(): void;
}

interface Shared {
  readonly session: ChatSession;
  readonly holders: Set<SessionHooks>;
}

/** By host (or whatever else tells sessions apart), per token provider: who gives the same one signs in as the same person. */
const sessions = new WeakMap<TokenProvider, Map<string, Shared>>();

/**
 * Elements of a page with the same host and token provider share one session, and so one connection.
 *
 * @param make makes the session and starts it; called where there is none. What it throws is thrown
 */
export function shareSession(
  host: string,
  provider: TokenProvider,
  hooks: SessionHooks,
  make: (hooks: SessionHooks) => ChatSession,
): SessionShare {
  const ofProvider = sessions.get(provider) ?? new Map<string, Shared>();
  sessions.set(provider, ofProvider);
  const shared = ofProvider.get(host) ?? begin(ofProvider, host, make);
  shared.holders.add(hooks);
  return { session: shared.session, release: () => leave(ofProvider, host, shared, hooks) };
}

function begin(all: Map<string, Shared>, host: string, make: (hooks: SessionHooks) => ChatSession): Shared {
  const holders = new Set<SessionHooks>();
  const forget = (): void => {
    if (all.get(host)?.holders === holders) all.delete(host);
  };
  const session = make({
    onError: (error) => {
      for (const { onError } of [...holders]) onError(error);
    },
    onOtherUser: () => {
      // It has ended: who asks from now on gets the next person's.
      forget();
      for (const { onOtherUser } of [...holders]) onOtherUser();
    },
  });
  const shared = { session, holders };
  all.set(host, shared);
  return shared;
}

function leave(all: Map<string, Shared>, host: string, { session, holders }: Shared, hooks: SessionHooks): void {
  if (!holders.delete(hooks) || holders.size > 0) return;
  if (all.get(host)?.session === session) all.delete(host);
  session.stop();
}
