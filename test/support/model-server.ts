import type {
  Connection,
  ConnectionEvent,
  MessagePage,
  Opening,
  RoomList,
  PageRequest,
} from '../../src/connection/connection.js';
import { chatError, ChatFailure, type ChatErrorCode } from '../../src/model/errors.js';
import { NO_FEATURES, STOCK_LIMITS } from '../../src/model/features.js';
import type { Body, Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import type { Room } from '../../src/model/room.js';
import type { User } from '../../src/model/user.js';
import { EXTENDED } from './memory-connection.js';
import type { Scheduler } from './scheduler.js';
import type { Life } from './simulated-device.js';

/** Milliseconds that bound what a network and a stock chatd may do behind a client's back. */
const LONGEST_TRANSIT = 1_500;
const LONGEST_COMMIT = 1_500;

interface Socket {
  readonly receive: (message: Message) => void;
}

/**
 * A chat server as the contract describes it: with the extension, a repeated `client_uuid` answers the first message;
 * without, every POST makes a message, whose event goes out before its row can be read.
 */
export class ModelServer {
  readonly extended: boolean;
  readonly rooms: readonly Room[];
  /** Texts that were refused for good at least once. */
  readonly refused = new Set<string>();
  readonly #scheduler: Scheduler;
  readonly #sockets = new Set<Socket>();
  readonly #rows: Message[] = [];
  readonly #byClientUuid = new Map<string, Message>();
  #count = 0;

  constructor(scheduler: Scheduler, rooms: readonly Room[], extended: boolean) {
    this.#scheduler = scheduler;
    this.rooms = rooms;
    this.extended = extended;
  }

  /** What can be read of a room, in order. */
  messages(roomUuid: string): readonly Message[] {
    return this.#rows.filter((message) => message.roomUuid === roomUuid).sort(compareMessages);
  }

  connect(socket: Socket): () => void {
    this.#sockets.add(socket);
    return () => this.#sockets.delete(socket);
  }

  /** @param answer called when the message is stored */
  post(input: Pick<Message, 'roomUuid' | 'userUuid' | 'body'>, clientUuid: string, answer: (m: Message) => void): void {
    const known = this.#byClientUuid.get(`${input.userUuid} ${clientUuid}`);
    if (known && this.extended) {
      answer(known);
      return;
    }
    const message = this.#create(input, this.extended ? clientUuid : null);
    this.#byClientUuid.set(`${input.userUuid} ${clientUuid}`, message);
    const commit = (): void => {
      this.#rows.push(message);
      answer(message);
    };
    if (this.extended) commit();
    for (const socket of this.#sockets) socket.receive(message);
    if (!this.extended) this.#scheduler.after(this.#commitTime(), commit);
  }

  page(roomUuid: string, request: PageRequest): MessagePage {
    const all = this.messages(roomUuid);
    const { limit } = request;
    if (request.from === 'newest') return slice(all, all.length - limit, all.length);
    const { uuid, createdAt } = request.message;
    if (!this.extended && request.from === 'after') {
      const first = all.findIndex((message) => message.createdAt >= createdAt);
      return first < 0 ? slice(all, all.length, all.length) : slice(all, first, first + limit);
    }
    const index = all.findIndex((message) => message.uuid === uuid);
    if (index < 0) throw new ChatFailure('invalid-data', `There is no message ${uuid}.`);
    if (request.from === 'before') return slice(all, index - limit, index);
    if (request.from === 'after') return slice(all, index + 1, index + 1 + limit);
    return slice(all, index - Math.floor(limit / 2), index + Math.ceil(limit / 2));
  }

  lastMessages(): readonly Message[] {
    return this.rooms.flatMap(({ uuid }) => this.messages(uuid).slice(-1));
  }

  /** Mostly at once, now and then late. */
  #commitTime(): number {
    return this.#scheduler.chance(0.3) ? this.#scheduler.between(0, LONGEST_COMMIT) : this.#scheduler.between(0, 20);
  }

  #create(input: Pick<Message, 'roomUuid' | 'userUuid' | 'body'>, clientUuid: string | null): Message {
    this.#count += 1;
    // Whole milliseconds: moments tie, as they do on a busy server, though not those of one sender's queue.
    const createdAt = new Date(Math.floor(this.#scheduler.now)).toISOString().replace('Z', '000Z');
    const random = Math.floor(this.#scheduler.random() * 0xffff_ffff)
      .toString(16)
      .padStart(8, '0');
    const uuid = `${random}-0000-4000-8000-${this.#count.toString(16).padStart(12, '0')}`;
    return {
      ...input,
      uuid,
      alias: null,
      createdAt,
      editedAt: null,
      reactions: [],
      reactionChanges: [],
      revision: 0,
      clientUuid,
    };
  }
}

function slice(all: readonly Message[], from: number, to: number): MessagePage {
  const [first, last] = [Math.max(0, from), Math.min(all.length, Math.max(0, to))];
  return { messages: all.slice(first, last), hasOlder: first > 0, hasNewer: last < all.length };
}

/** How often what goes wrong, from 0 to 1. */
export interface Faults {
  /** A request never arrives. */
  drop: number;
  /** A request arrives, perhaps long after it was given up, and its answer does not. */
  loseAnswer: number;
  /** The token cannot be renewed just now. */
  expire: number;
  /** A fresh token is refused: the person must sign in again. */
  refuseToken: number;
  /** The server refuses a message for good. */
  refuse: number;
  /** A frame comes twice. */
  duplicate: number;
  /** Milliseconds after which a socket is cut, on average; 0: never. */
  cutAfter: number;
}

export const NO_FAULTS: Faults = {
  drop: 0,
  loseAnswer: 0,
  expire: 0,
  refuseToken: 0,
  refuse: 0,
  duplicate: 0,
  cutAfter: 0,
};

/** One tab's way to the server, through a network that does what `faults` say. */
export class ModelConnection implements Connection {
  readonly #server: ModelServer;
  readonly #scheduler: Scheduler;
  readonly #me: string;
  readonly #life: Life;
  readonly #faults: Faults;
  #listener: ((event: ConnectionEvent) => void) | undefined;
  #disconnect: (() => void) | undefined;
  #isClosed = false;
  /** Counts connections: what was sent on an earlier one does not arrive. */
  #generation = 0;

  constructor(server: ModelServer, scheduler: Scheduler, me: string, life: Life, faults: Faults) {
    this.#server = server;
    this.#scheduler = scheduler;
    this.#me = me;
    this.#life = life;
    this.#faults = faults;
  }

  readonly can = {};

  open(): Promise<Opening> {
    const { extended } = this.#server;
    const features = extended ? EXTENDED : NO_FEATURES;
    return this.#request(() => ({ userUuid: this.#me, features, limits: STOCK_LIMITS }));
  }

  rooms(): Promise<RoomList> {
    return this.#request(() => ({ rooms: this.#server.rooms, lastMessages: this.#server.lastMessages() }));
  }

  messages(roomUuid: string, request: PageRequest): Promise<MessagePage> {
    return this.#request(() => this.#server.page(roomUuid, request));
  }

  sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message> {
    const { refuse, refuseToken } = this.#faults;
    if (this.#scheduler.chance(refuse)) {
      this.#server.refused.add(body.text);
      return this.#reject('invalid-data');
    }
    if (this.#scheduler.chance(refuseToken)) {
      this.#cut('bad-token');
      return this.#reject('bad-token');
    }
    return this.#exchange((answer) => this.#server.post({ roomUuid, userUuid: this.#me, body }, clientUuid, answer));
  }

  createRoom(): Promise<Room> {
    return this.#reject('unauthorized');
  }

  async searchUsers(): Promise<readonly User[]> {
    return [];
  }

  async users(): Promise<readonly User[]> {
    return [];
  }

  listen(listener: (event: ConnectionEvent) => void): void {
    this.#listener = listener;
    this.#connectIn(this.#scheduler.between(5, 200));
  }

  reconnect(): void {
    if (this.#disconnect) this.#cut(null);
    this.#connectIn(this.#scheduler.between(5, 200));
  }

  close(): void {
    this.#isClosed = true;
    this.#cut(null);
  }

  // Requests

  #request<T>(work: () => T): Promise<T> {
    return this.#exchange((answer) => answer(work()));
  }

  /** A request on its way there and back. The answer may be a failure that `work` throws. */
  #exchange<T>(work: (answer: (result: T) => void) => void): Promise<T> {
    const { drop, loseAnswer, expire } = this.#faults;
    const scheduler = this.#scheduler;
    if (scheduler.chance(expire)) return this.#reject('token-provider-failed');
    if (scheduler.chance(drop)) return this.#reject('network');
    const there = scheduler.between(5, 120);
    if (scheduler.chance(loseAnswer)) {
      // Given up before, while or after the server does it.
      scheduler.after(there + scheduler.between(0, LONGEST_TRANSIT), () => work(() => undefined));
      return this.#reject('network');
    }
    return new Promise((resolve, reject) => {
      const back = (settle: () => void): void => {
        scheduler.after(scheduler.between(5, 120), () => this.#isHere() && settle());
      };
      scheduler.after(there, () => {
        try {
          work((result) => back(() => resolve(result)));
        } catch (thrown) {
          back(() => reject(thrown instanceof Error ? thrown : new Error(String(thrown))));
        }
      });
    });
  }

  #reject(code: ChatErrorCode): Promise<never> {
    return new Promise((_resolve, reject) => {
      this.#scheduler.after(this.#scheduler.between(5, 300), () => {
        if (this.#isHere()) reject(new ChatFailure(code, 'simulated'));
      });
    });
  }

  #isHere(): boolean {
    return this.#life.isAlive && !this.#isClosed;
  }

  // Live events

  #connectIn(ms: number): void {
    this.#scheduler.after(ms, () => {
      if (!this.#isHere() || this.#disconnect) return;
      this.#generation += 1;
      const generation = this.#generation;
      this.#disconnect = this.#server.connect({ receive: (message) => this.#carry(message, generation) });
      this.#listener?.({ type: 'live' });
      if (this.#faults.cutAfter > 0) this.#planCut(generation);
    });
  }

  #planCut(generation: number): void {
    this.#scheduler.after(this.#scheduler.between(0, 2 * this.#faults.cutAfter), () => {
      if (generation === this.#generation && this.#faults.cutAfter > 0) this.#cut('network');
    });
  }

  #cut(code: 'network' | 'bad-token' | null): void {
    this.#disconnect?.();
    this.#disconnect = undefined;
    this.#generation += 1;
    if (code === null || !this.#isHere()) return;
    const generation = this.#generation;
    // What is noticed is noticed late.
    this.#scheduler.after(this.#scheduler.between(0, 500), () => {
      if (!this.#isHere() || generation !== this.#generation) return;
      const error = chatError(code, 'simulated');
      this.#listener?.({ type: code === 'network' ? 'lost' : 'failed', error });
      if (code === 'network') this.#connectIn(this.#scheduler.between(10, 2_000));
    });
  }

  /** Frames overtake each other and come twice; those of a connection that is gone do not come. */
  #carry(message: Message, generation: number): void {
    const copies = this.#scheduler.chance(this.#faults.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1)
      this.#scheduler.after(this.#scheduler.between(5, 250), () => {
        if (this.#isHere() && generation === this.#generation) this.#listener?.({ type: 'message-created', message });
      });
  }
}
