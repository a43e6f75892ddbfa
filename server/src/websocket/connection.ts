import type { WebSocket } from '@fastify/websocket';
import { TooManyAttempts } from '../auth/admission.js';
import type { Session } from '../auth/session.js';
import type { Delivery } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Limits } from '../limits.js';
import { TokenBucket } from '../rate-limit.js';
import type { Beating, Heartbeat } from './heartbeat.js';
import {
  acknowledgement,
  CLOSE,
  initFrame,
  type Operation,
  parseOperation,
  pongFrame,
  type Version,
} from './protocol.js';

/** Names a socket may subscribe to; a client has a dozen, and no one may fill the memory with more. */
const MOST_SUBSCRIPTIONS = 1000;
/** How long a peer may take to read what waits for it and to answer the close. */
const GOODBYE_MS = 5000;

export interface ConnectionHost {
  readonly clock: Clock;
  readonly limits: Pick<Limits, 'frames' | 'backlog'>;
  readonly heartbeat: Heartbeat;
  /**
   * The session of a token that may use websockets.
   * @throws TooManyAttempts when too many tokens of the address were unknown
   */
  authenticate(token: string, address: string): Promise<Session | undefined>;
  /** Whether a session that was found has not been deleted meanwhile. */
  isCurrent(session: Session): boolean;
  /** Whether the user may have one more socket. */
  hasRoom(session: Session): boolean;
  /** Called once the session is known, and when it changes to another user's. */
  opened(connection: Connection): void;
  closed(connection: Connection): void;
}

/** One socket: its session, its subscriptions, its end. */
export class Connection implements Beating {
  readonly #socket: WebSocket;
  readonly #version: Version;
  readonly #host: ConnectionHost;
  readonly #address: string;
  readonly #subscriptions = new Set<string>();
  readonly #frames: TokenBucket;
  readonly #endHeartbeat: () => void;
  #session: Session | undefined;
  #isStarted = false;
  #isAlive = true;
  /** Frames are handled one after the other, even while one of them waits for a token to be looked up. */
  #queue: Promise<void> = Promise.resolve();

  /** @param address the peer's */
  constructor(socket: WebSocket, version: Version, host: ConnectionHost, address: string) {
    this.#socket = socket;
    this.#version = version;
    this.#host = host;
    this.#address = address;
    this.#frames = new TokenBucket(host.limits.frames, host.clock.now());
    this.#endHeartbeat = host.heartbeat.add(this);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (this.#mayGoOn()) this.#enqueue(() => this.#receive(isBinary ? undefined : data.toString('utf8')));
    });
    socket.on('ping', () => this.#mayGoOn());
    socket.on('pong', () => (this.#isAlive = true));
    socket.on('close', () => this.#end());
    // What is wrong with a frame ws tells the peer by the close code; without a listener it would end the process.
    socket.on('error', () => undefined);
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Answers `init` when the token is good, closes the socket otherwise. */
  open(token: string): void {
    this.#enqueue(async () => {
      if (await this.#authenticate(token)) this.#send(initFrame(this.#version));
    });
  }

  /** @param frame the event as this version of the protocol sends it, the same for all sockets of the recipient */
  deliver({ name, requiredAcl }: Delivery, frame: (version: Version) => Buffer): void {
    const isWanted = this.#subscriptions.has(name) || this.#subscriptions.has('*');
    if (!this.#isStarted || !isWanted || !this.#session?.access.allows(requiredAcl)) return;
    this.#send(frame(this.#version));
  }

  /** Says why, and waits a little for the peer to have read it. */
  close(code: number, reason = ''): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.close(code, reason);
    const cancel = this.#host.clock.after(GOODBYE_MS, () => this.#socket.terminate());
    this.#socket.once('close', cancel);
  }

  tick(now: number): void {
    if (this.#session && this.#session.expiresAt <= now * 1000) {
      this.#cutOff(CLOSE.authenticationExpired, 'authentication expired');
    }
  }

  /** Ends the socket when it is this session's; with a newer token it lives on. */
  endSession(sessionUuid: string): void {
    if (this.#session?.sessionUuid === sessionUuid) {
      this.#cutOff(CLOSE.authenticationExpired, 'authentication expired');
    }
  }

  /** Drops a peer that never answered the ping before. */
  probe(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  #mayGoOn(): boolean {
    if (this.#frames.take(this.#host.clock.now()) === 0) return true;
    this.#cutOff(CLOSE.policy, 'too many frames');
    return false;
  }

  /** Says goodbye, and no longer counts as one of the user's, though the peer may take its time to answer. */
  #cutOff(code: number, reason: string): void {
    this.close(code, reason);
    this.#leave();
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#socket.readyState === this.#socket.OPEN) await step();
    });
    this.#queue.catch((error: unknown) => {
      if (error instanceof TooManyAttempts) this.#cutOff(CLOSE.tryAgainLater, 'too many attempts');
      else this.close(CLOSE.internal);
    });
  }

  async #authenticate(token: string): Promise<boolean> {
    const session = await this.#lookUp(token);
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    if (!session || !this.#host.isCurrent(session)) {
      this.close(CLOSE.authenticationFailed, 'authentication failed');
      return false;
    }
    return this.#use(session);
  }

  /** Meanwhile the peer is not read: what it sends would wait in the memory. */
  async #lookUp(token: string): Promise<Session | undefined> {
    this.#socket.pause();
    try {
      return await this.#host.authenticate(token, this.#address);
    } finally {
      this.#socket.resume();
    }
  }

  #use(session: Session): boolean {
    const isOtherUser = this.#session?.userUuid !== session.userUuid;
    if (isOtherUser && !this.#host.hasRoom(session)) {
      this.#cutOff(CLOSE.tryAgainLater, 'too many connections');
      return false;
    }
    if (this.#session && isOtherUser) this.#host.closed(this);
    this.#session = session;
    if (isOtherUser) this.#host.opened(this);
    return true;
  }

  async #receive(text: string | undefined): Promise<void> {
    // Version 1 has no conversation any more once it has started.
    if (this.#version === 1 && this.#isStarted) return;
    const operation = text === undefined ? undefined : parseOperation(text);
    if (operation) await this.#perform(operation);
    else this.close(CLOSE.protocol);
  }

  async #perform(operation: Operation): Promise<void> {
    switch (operation.op) {
      case 'subscribe':
        if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
          this.close(CLOSE.protocol);
          return;
        }
        this.#subscriptions.add(operation.eventName);
        break;
      case 'start':
        this.#isStarted = true;
        break;
      case 'ping':
        this.#send(pongFrame(operation.payload));
        return;
      case 'token':
        if (!(await this.#authenticate(operation.token))) return;
    }
    this.#send(acknowledgement(operation.op));
  }

  /** A peer that does not read what it has asked for is cut off: it will refill over REST, and the memory stays ours. */
  #send(frame: string | Buffer): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > this.#host.limits.backlog) this.#cutOff(CLOSE.tryAgainLater, 'too slow');
    else this.#socket.send(frame, { binary: false });
  }

  #leave(): void {
    this.#isStarted = false;
    if (this.#session) this.#host.closed(this);
    this.#session = undefined;
  }

  #end(): void {
    this.#endHeartbeat();
    this.#leave();
  }
}
