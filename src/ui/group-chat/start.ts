import type { TokenProvider } from '../../connection/connection.js';
import { nextTask } from '../../connection/next-task.js';
import { browserEnvironment } from '../../device/browser/environment.js';
import { ChatFailure, toChatError, type ChatError } from '../../model/errors.js';
import { ChatSession } from '../../session/session.js';
import { shareSession, type SessionHooks, type SessionShare } from '../../session/shared.js';
import { ChatView } from '../../session/view.js';
import { sendFile } from '../../device/browser/send-file.js';
import { parseHost } from '../../wazo/host.js';
import { WazoConnection } from '../../wazo/wazo-connection.js';

export interface StartOptions {
  /** Whether the element is still on the page. */
  readonly isWanted: () => boolean;
  /** Whether what is seen is kept on the device. */
  readonly keepsHistory: () => boolean;
  readonly onStart: (view: ChatView) => void;
  readonly onEnd: () => void;
  /** The server is being asked for the first time: there is time until it answers. */
  readonly onWait: () => void;
  /** The page has set something up wrongly, or (null) no longer. */
  readonly onMisconfigured: (error: ChatError | null) => void;
  readonly onError: (error: ChatError) => void;
}

interface Given {
  readonly host: string | null;
  readonly tokenProvider: TokenProvider | null;
}

/** What was started. */
interface Running {
  readonly share: SessionShare;
  readonly view: ChatView;
}

/** Starts the chat once, however its host and its provider come, and begins anew when they change. */
export class Start {
  readonly #options: StartOptions;
  #running: Running | undefined;
  /** With what it was started, or could not be. */
  #tried: Given | undefined;
  /** The start that waits for what is missing. */
  #waiting: AbortController | undefined;

  constructor(options: StartOptions) {
    this.#options = options;
  }

  get view(): ChatView | undefined {
    return this.#running?.view;
  }

  /** Starts with these, unless that is what runs already. */
  with(host: string | null, tokenProvider: TokenProvider | null): void {
    if (this.#tried?.host === host && this.#tried.tokenProvider === tokenProvider) return;
    this.end();
    if (host !== null && tokenProvider !== null) {
      this.#begin(host, tokenProvider);
      return;
    }
    this.#waiting = new AbortController();
    void this.#beginLater(host, tokenProvider, this.#waiting.signal);
  }

  /** Asks for a token and connects again at once. */
  reconnect(host: string | null, tokenProvider: TokenProvider | null): void {
    const session = this.#running?.share.session;
    if (session?.store.state.me) {
      session.reconnect(true);
      return;
    }
    this.end();
    this.with(host, tokenProvider);
  }

  end(): void {
    this.#waiting?.abort();
    this.#tried = undefined;
    if (!this.#running) return;
    const { share, view } = this.#running;
    this.#running = undefined;
    view.dispose();
    share.release();
    this.#options.onEnd();
  }

  /**
   * After the page has had its say: attributes and properties are often set one by one, and a module that sets
   * `tokenProvider` may run after the element was parsed.
   */
  async #beginLater(host: string | null, tokenProvider: TokenProvider | null, signal: AbortSignal): Promise<void> {
    await new Promise<unknown>((resolve) => {
      if (tokenProvider === null && document.readyState !== 'complete')
        window.addEventListener('load', resolve, { once: true, signal });
      else setTimeout(resolve);
    });
    if (!signal.aborted) this.#begin(host, tokenProvider);
  }

  #begin(host: string | null, tokenProvider: TokenProvider | null): void {
    const { isWanted, onStart, onMisconfigured, onError } = this.#options;
    if (!isWanted() || this.#running) return;
    this.#tried = { host, tokenProvider };
    onMisconfigured(null);
    try {
      const share = this.#share(host, tokenProvider);
      const view = new ChatView(share.session, onError);
      this.#running = { share, view };
      onStart(view);
    } catch (thrown) {
      const error = toChatError(thrown);
      onMisconfigured(error);
      onError(error);
    }
  }

  /** The session with the host, shared with the elements of the page that have the same. Throws what is misconfigured. */
  #share(named: string | null, tokenProvider: TokenProvider | null): SessionShare {
    // One host, however its name is written.
    const host = parseHost(named).http;
    if (typeof tokenProvider !== 'function')
      throw new ChatFailure('no-token-provider', 'tokenProvider is no function.');
    const hooks = { onError: this.#options.onError, onOtherUser: () => this.#beginAnew(named, tokenProvider) };
    const keepsHistory = this.#options.keepsHistory();
    // Elements of which one keeps nothing do not share a session.
    const key = keepsHistory ? host : `${host} keeps nothing`;
    const make = (shared: SessionHooks): ChatSession =>
      makeSession(host, withToken(tokenProvider, this.#options.onWait), keepsHistory, shared);
    return shareSession(key, tokenProvider, hooks, make);
  }

  /** Another person has signed in: nothing of the first one's is left. */
  #beginAnew(host: string | null, tokenProvider: TokenProvider): void {
    this.end();
    this.with(host, tokenProvider);
  }
}

/** A provider after whose first token, when the requests with it have gone out, a task runs. */
function withToken(provider: TokenProvider, task: () => void): TokenProvider {
  let isFirst = true;
  return async (context) => {
    const token = await provider(context);
    if (isFirst) void nextTask().then(task);
    isFirst = false;
    return token;
  };
}

function makeSession(
  host: string,
  tokenProvider: TokenProvider,
  keepsHistory: boolean,
  hooks: SessionHooks,
): ChatSession {
  const environment = browserEnvironment();
  const connection = new WazoConnection({ host, tokenProvider, pace: environment, sendFile });
  const session = new ChatSession({ connection, host, environment, keepsHistory, ...hooks });
  // Once it is known which room is wanted.
  queueMicrotask(() => void session.start());
  return session;
}
