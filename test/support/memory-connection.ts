import type {
  Capabilities,
  Changes,
  Connection,
  ConnectionEvent,
  MessagePage,
  NewestPage,
  Opening,
  RoomList,
  PageRequest,
} from '../../src/connection/connection.js';
import { handled } from '../../src/connection/handled.js';
import { ChatFailure } from '../../src/model/errors.js';
import { STOCK_LIMITS, type Feature, type Limits } from '../../src/model/features.js';
import { textBody, type Body, type Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import type { Presence } from '../../src/model/presence.js';
import type { Room } from '../../src/model/room.js';
import type { User } from '../../src/model/user.js';

export const ALICE = 'aaaaaaaa-0000-4000-8000-00000000000a';
export const BOB = 'bbbbbbbb-0000-4000-8000-00000000000b';
export const CAROL = 'cccccccc-0000-4000-8000-00000000000c';

export const PEOPLE: readonly User[] = [
  { uuid: ALICE, name: 'Alice Aubert', email: 'alice@demo.example' },
  { uuid: BOB, name: 'Bob Bergeron', email: 'bob@demo.example' },
  { uuid: CAROL, name: 'Carol Côté', email: 'carol@demo.example' },
];

/** What the project's own server has, revisions and receipts left out: most tests are not about them. */
export const EXTENDED: ReadonlySet<Feature> = new Set(['cursors', 'client-uuids', 'last-messages', 'reactions']);

export const LIMITS: Limits = { ...STOCK_LIMITS, contentLength: 20_000 };

/** The uuid of room or message number `n`. */
export function uuid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function room(n: number, overrides: Partial<Room> = {}): Room {
  const participants = [ALICE, BOB, CAROL].map((user) => ({ uuid: user }));
  return { uuid: uuid(n), name: `Room ${n}`, participants, revision: 0, reading: null, ...overrides };
}

/** Message number `n` of a room: numbers grow by a minute. `content` is its text. */
export function message(n: number, overrides: Partial<Message> & { readonly content?: string } = {}): Message {
  const createdAt = new Date(Date.UTC(2026, 10, 20, 8, n)).toISOString().replace('Z', '000Z');
  const { content = `message ${n}`, ...others } = overrides;
  return {
    uuid: uuid(0x10000 + n),
    roomUuid: uuid(1),
    userUuid: BOB,
    alias: null,
    body: textBody(content),
    createdAt,
    editedAt: null,
    reactions: [],
    reactionChanges: [],
    revision: 0,
    clientUuid: null,
    ...others,
  };
}

/** What a message says; nothing when it is deleted. */
export function contentOf({ body }: { readonly body: Body | null }): string {
  return body?.text ?? '';
}

type Method =
  | 'open'
  | 'rooms'
  | 'createRoom'
  | 'messages'
  | 'sendMessage'
  | 'changes'
  | 'markRead'
  | 'addReaction'
  | 'removeReaction'
  | 'searchUsers'
  | 'users'
  | 'presences';

/**
 * A backend behind the port, in memory: it keeps what it is told, as a server does, and lets a test decide when a call
 * fails (`fail`), when it answers (`hold`) and what happens live (`emit`).
 */
export class MemoryConnection implements Connection {
  me = ALICE;
  features = EXTENDED;
  limits = LIMITS;
  /** What `changes` answers. */
  changed: Changes = { messages: [], revision: 0, isComplete: true };
  /** What it answers before that, one part after the other. */
  changedParts: (Changes | ChatFailure)[] = [];
  people: User[] = [...PEOPLE];
  presenceOf = new Map<string, Presence>();
  roomList: Room[] = [];
  stored: Message[] = [];
  /** Every call, in order: `method arguments…`. */
  readonly calls: string[] = [];
  readonly #failures = new Map<Method, ChatFailure[]>();
  readonly #gates = new Map<Method, Promise<void>>();
  #listener: ((event: ConnectionEvent) => void) | undefined;
  #sent = 0;
  closed = false;
  /** Whether `listen` tells at once that events flow, as a healthy server does. */
  goesLive = true;
  /** Whether the page that is wanted next is asked for beside the opening. */
  asksAhead = false;

  constructor(
    overrides: Partial<
      Pick<MemoryConnection, 'me' | 'features' | 'limits' | 'people' | 'roomList' | 'stored' | 'goesLive' | 'asksAhead'>
    > = {},
  ) {
    Object.assign(this, overrides);
  }

  /** The next call of `method` (after those already planned) rejects. */
  fail(method: Method, failure: ChatFailure = new ChatFailure('network', 'offline')): void {
    this.#failures.set(method, [...(this.#failures.get(method) ?? []), failure]);
  }

  /** Calls of `method` wait until the answer is called. */
  hold(method: Method): () => void {
    let release: () => void = () => undefined;
    this.#gates.set(method, new Promise((resolve) => (release = resolve)));
    return () => {
      this.#gates.delete(method);
      release();
    };
  }

  emit(event: ConnectionEvent): void {
    this.#listener?.(event);
  }

  get can(): Capabilities {
    const has = (name: Feature): boolean => this.features.has(name);
    return {
      ...(has('changes') ? { changes: { after: (roomUuid, revision) => this.#changes(roomUuid, revision) } } : {}),
      ...(has('receipts') ? { receipts: { markRead: (...at) => this.#enter('markRead', ...at) } } : {}),
      ...(has('reactions')
        ? {
            reactions: {
              add: (...at) => this.#enter('addReaction', ...at),
              remove: (...at) => this.#enter('removeReaction', ...at),
            },
          }
        : {}),
    };
  }

  async open(_signal?: AbortSignal, next?: NewestPage | null): Promise<Opening> {
    const page =
      this.asksAhead && next
        ? {
            roomUuid: next.roomUuid,
            answer: handled(this.messages(next.roomUuid, { from: 'newest', limit: next.limit })),
          }
        : undefined;
    await this.#enter('open');
    return { userUuid: this.me, features: this.features, limits: this.limits, ahead: { page } };
  }

  listen(listener: (event: ConnectionEvent) => void): void {
    this.#listener = listener;
    if (this.goesLive) queueMicrotask(() => this.emit({ type: 'live' }));
  }

  reconnect(signIn: boolean): void {
    this.calls.push(signIn ? 'reconnect with a new token' : 'reconnect');
  }

  close(): void {
    this.closed = true;
    this.#listener = undefined;
  }

  async rooms(): Promise<RoomList> {
    await this.#enter('rooms');
    const last = new Map<string, Message>();
    for (const stored of [...this.stored].sort(compareMessages)) last.set(stored.roomUuid, stored);
    return { rooms: [...this.roomList], lastMessages: [...last.values()] };
  }

  async createRoom(name: string | null, userUuids: readonly string[]): Promise<Room> {
    await this.#enter('createRoom', name, userUuids.join(','));
    const created = room(0x100 + this.roomList.length, {
      name,
      participants: [...userUuids, this.me].map((user) => ({ uuid: user })),
    });
    this.roomList.push(created);
    return created;
  }

  async messages(roomUuid: string, request: PageRequest): Promise<MessagePage> {
    const { limit, from } = request;
    const target = from === 'newest' ? [] : [request.message.uuid];
    await this.#enter('messages', roomUuid, from, ...target, limit);
    const all = this.stored.filter((stored) => stored.roomUuid === roomUuid).sort(compareMessages);
    const index = all.findIndex(({ uuid: stored }) => stored === target[0]);
    if (from !== 'newest' && index < 0) throw new ChatFailure('invalid-data', 'unknown message');
    const [first, last] = {
      newest: [all.length - limit, all.length],
      before: [index - limit, index],
      after: [index + 1, index + 1 + limit],
      around: [index - Math.floor(limit / 2), index + Math.ceil(limit / 2)],
    }[from].map((edge) => Math.max(0, Math.min(all.length, edge))) as [number, number];
    return { messages: all.slice(first, last), hasOlder: first > 0, hasNewer: last < all.length };
  }

  /** Answers the first message to a repeated call, as a server that knows `client_uuid` does. */
  async sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message> {
    await this.#enter('sendMessage', roomUuid, body.text);
    const known = this.stored.find((stored) => stored.clientUuid === clientUuid);
    if (known) return known;
    this.#sent += 1;
    const sent = message(1_000 + this.#sent, { roomUuid, body, userUuid: this.me, clientUuid });
    this.stored.push(sent);
    return sent;
  }

  async #changes(roomUuid: string, revision: number): Promise<Changes> {
    await this.#enter('changes', roomUuid, revision);
    const part = this.changedParts.shift() ?? this.changed;
    if (part instanceof ChatFailure) throw part;
    return part;
  }

  async searchUsers(term: string, limit: number): Promise<readonly User[]> {
    await this.#enter('searchUsers', term, limit);
    return this.people.filter(({ name }) => name.toLowerCase().includes(term.toLowerCase())).slice(0, limit);
  }

  async users(uuids: readonly string[]): Promise<readonly User[]> {
    await this.#enter('users', uuids.join(','));
    return this.people.filter((user) => uuids.includes(user.uuid));
  }

  async presences(uuids: readonly string[]): Promise<ReadonlyMap<string, Presence>> {
    await this.#enter('presences', uuids.join(','));
    return new Map([...this.presenceOf].filter(([user]) => uuids.includes(user)));
  }

  async #enter(method: Method, ...details: readonly (string | number | null)[]): Promise<void> {
    this.calls.push([method, ...details].join(' '));
    await this.#gates.get(method);
    const failure = this.#failures.get(method)?.shift();
    if (failure) throw failure;
  }
}
