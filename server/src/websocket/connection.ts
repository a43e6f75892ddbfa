import type { WebSocket } from '@fastify/websocket';
import type { Session } from '../auth/session.js';
import type { Delivery } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import {
  acknowledgement,
  CLOSE,
  eventFrame,
  initFrame,
  type Operation,
  parseOperation,
  pongFrame,
  type Version,
} from './protocol.js';

/** Names a socket may subscribe to; a client has a dozen, and no one may fill the memory with more. */
const MOST_SUBSCRIPTIONS = 1000;
/** Bytes that may wait for a peer that does not read; beyond them it is cut off and will refill over REST. */
const MOST_BUFFERED = 16 * 1024 * 1024;

export interface ConnectionHost {
  readonly clock: Clock;
  /** The session of a token that may use websockets. */
  authenticate(token: string): Promise<Session | undefined>;
  /** Called once the session is known, and when it changes to another user's. */
  opened(connection: Connection): void;
  closed(connection: Connection): void;
}

/** One socket: its session, its subscriptions, its end. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #version: Version;
  readonly #host: ConnectionHost;
  readonly #subscriptions = new Set<string>();
  #session: Session | undefined;
  #isStarted = false;
  #cancelExpiry: () => void = () => undefined;
  /** Frames are handled one after the other, even while one of them waits for a token to be looked up. */
  #queue: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, version: Version, host: ConnectionHost) {
    this.#socket = socket;
    this.#version = version;
    this.#host = host;
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.#enqueue(() => this.#receive(isBinary ? undefined : data.toString('utf8')));
    });
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

  deliver(delivery: Delivery): void {
    const isWanted = this.#subscriptions.has(delivery.name) || this.#subscriptions.has('*');
    if (!this.#isStarted || !isWanted || !this.#session?.access.allows(delivery.requiredAcl)) return;
    if (this.#socket.bufferedAmount > MOST_BUFFERED) this.#socket.terminate();
    else this.#send(eventFrame(this.#version, delivery.envelope()));
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#socket.readyState === this.#socket.OPEN) await step();
    });
    this.#queue.catch(() => this.close(CLOSE.internal));
  }

  async #authenticate(token: string): Promise<boolean> {
    const session = await this.#host.authenticate(token);
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    if (!session) {
      this.close(CLOSE.authenticationFailed, 'authentication failed');
      return false;
    }
    this.#use(session);
    return true;
  }

  #use(session: Session): void {
    const isOtherUser = this.#session?.userUuid !== session.userUuid;
    if (this.#session && isOtherUser) this.#host.closed(this);
    this.#session = session;
    if (isOtherUser) this.#host.opened(this);
    this.#cancelExpiry();
    this.#cancelExpiry = this.#host.clock.after(session.expiresAt / 1000 - this.#host.clock.now(), () =>
      this.close(CLOSE.authenticationExpired, 'authentication expired'),
    );
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

  #send(frame: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(frame);
  }

  #end(): void {
    this.#cancelExpiry();
    this.#isStarted = false;
    if (this.#session) this.#host.closed(this);
    this.#session = undefined;
  }
}
