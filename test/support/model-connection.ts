import type {
  Capabilities,
  Connection,
  ConnectionEvent,
  MessagePage,
  NewestPage,
  Opening,
  PageRequest,
  RoomList,
} from '../../src/connection/connection.js';
import { handled } from '../../src/connection/handled.js';
import { chatError, ChatFailure, type ChatErrorCode } from '../../src/model/errors.js';
import { STOCK_LIMITS } from '../../src/model/features.js';
import type { Body, Message } from '../../src/model/message.js';
import type { Presence } from '../../src/model/presence.js';
import type { Room } from '../../src/model/room.js';
import type { User } from '../../src/model/user.js';
import type { ModelServer } from './model-server.js';
import type { Scheduler } from './scheduler.js';
import type { Life } from './simulated-device.js';

/** Milliseconds that bound what a network may do behind a client's back. */
const LONGEST_TRANSIT = 1_500;

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
  /** A frame is lost although the connection stays. */
  loseFrame: number;
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
  loseFrame: 0,
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
  #roomNewsAt = 0;
  /** Counts connections: what was sent on an earlier one does not arrive. */
  #generation = 0;

  constructor(server: ModelServer, scheduler: Scheduler, me: string, life: Life, faults: Faults) {
    this.#server = server;
    this.#scheduler = scheduler;
    this.#me = me;
    this.#life = life;
    this.#faults = faults;
  }

  get can(): Capabilities {
    if (!this.#server.extended) return {};
    const server = this.#server;
    return {
      changes: { after: (roomUuid, revision) => this.#request(() => server.changes(roomUuid, revision)) },
      receipts: {
        markRead: (roomUuid, messageUuid) => this.#request(() => server.read(roomUuid, this.#me, messageUuid)),
      },
      reactions: {
        add: (roomUuid, messageUuid, emoji) => this.#react(roomUuid, messageUuid, emoji, true),
        remove: (roomUuid, messageUuid, emoji) => this.#react(roomUuid, messageUuid, emoji, false),
      },
    };
  }

  open(_signal: AbortSignal, next?: NewestPage | null): Promise<Opening> {
    const { features } = this.#server;
    const page = next
      ? {
          roomUuid: next.roomUuid,
          answer: handled(this.messages(next.roomUuid, { from: 'newest', limit: next.limit })),
        }
      : undefined;
    const rooms = handled(this.rooms());
    const ahead = { rooms: () => rooms, page };
    return this.#request(() => ({ userUuid: this.#me, features, limits: STOCK_LIMITS, ahead }));
  }

  rooms(): Promise<RoomList> {
    return this.#request(() => this.#server.list(this.#me));
  }

  #react(roomUuid: string, messageUuid: string, emoji: string, on: boolean): Promise<void> {
    return this.#request(() => this.#server.react(roomUuid, messageUuid, { userUuid: this.#me, emoji, on }));
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

  async presences(): Promise<ReadonlyMap<string, Presence>> {
    return new Map();
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
      scheduler.after(there + scheduler.between(0, LONGEST_TRANSIT), () => {
        try {
          work(() => undefined);
        } catch {
          // Nobody hears of the refusal.
        }
      });
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
      this.#disconnect = this.#server.connect({
        me: this.#me,
        receive: (event) => this.#carry(event, generation),
      });
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
  #carry(event: ConnectionEvent, generation: number): void {
    const scheduler = this.#scheduler;
    // A stock chatd's lost frame could not be noticed by anybody.
    if (this.#server.extended && isCounted(event) && scheduler.chance(this.#faults.loseFrame)) return;
    const copies = scheduler.chance(this.#faults.duplicate) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1)
      scheduler.after(this.#travelTime(event), () => {
        if (this.#isHere() && generation === this.#generation) this.#listener?.(event);
      });
  }

  /** Messages and their changes overtake each other; that a room came or went does not. */
  #travelTime(event: ConnectionEvent): number {
    const { now } = this.#scheduler;
    const time = this.#scheduler.between(5, 250);
    if (event.type !== 'room-added' && event.type !== 'room-removed') return time;
    this.#roomNewsAt = Math.max(this.#roomNewsAt, now + time);
    return this.#roomNewsAt - now;
  }
}

/** Whether it has a number, whose lack is noticed. */
function isCounted(event: ConnectionEvent): boolean {
  return 'revision' in event || 'message' in event;
}
