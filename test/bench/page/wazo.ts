import { FakeSocket } from './fake-socket.js';
import { item, ME, PEOPLE, personName, roomLastItem, roomName, type Item } from './messages.js';
import { attachmentsOf, mentioning } from './mixture.js';

// A Wazo in the page's memory, in place of fetch and WebSocket: its answers come at once, so that what is measured is the
// widget alone. Messages are made when they are asked for.

const TENANT = '10000000-0000-4000-8000-000000000000';
const SOURCE = '20000000-0000-4000-8000-000000000000';
const TOKEN = 'bench-token';
const PAGE = 1_000;
const ROOMS = 'chatd/1.0/users/me/rooms';

/** What of the extension a start makes use of. */
const FEATURES = ['reactions', 'client-uuids', 'cursors', 'last-messages'];

type Json = Readonly<Record<string, unknown>>;

function uuid(kind: number, index: number): string {
  return `${kind}0000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
}

export const roomUuid = (index: number): string => uuid(3, index);
export const messageUuid = (index: number): string => uuid(4, index);
const personUuid = (person: number): string => uuid(5, person);
/** The last message of a room of the list, when the room is not the one that is read. */
const lastUuid = (room: number): string => uuid(6, room);
const fileUuid = (nth: number): string => uuid(7, nth);
const indexOf = (value: string): number => Number(value.slice(-12));

interface Answer {
  readonly status: number;
  readonly body: Json | null;
}

const ok = (body: Json, status = 200): Answer => ({ status, body });
const EMPTY: Answer = { status: 204, body: null };

function refusal(status: number, message: string, errorId: string): Answer {
  return { status, body: { message, error_id: errorId, details: {}, timestamp: Date.now() / 1_000 } };
}

export class FakeWazo {
  messages = 0;
  rooms = 1;
  /** Milliseconds that a page of messages takes. */
  pageDelay = 0;
  /** Whether three messages of ten carry a picture, a file or mentions. */
  isMixed = false;
  /** How many are in the room that is read, and in the directory. */
  people = PEOPLE;
  /** Rooms that are there in any case. */
  leastRooms = 1;
  /** One room of how many has no name, and is called after its people; all have one where it is 0. */
  nameless = 0;
  readonly token = TOKEN;
  /** Answers that were made before, so that a server's work does not count as the widget's. */
  readonly #ready = new Map<string, Uint8Array<ArrayBuffer>>();
  /** What holds the rooms' answer back, and who waits for the question. */
  #gate: Promise<void> | undefined;
  #asked: () => void = () => undefined;
  #release: () => void = () => undefined;
  readonly #posted = new Map<number, Json>();
  readonly #sockets = new Set<FakeSocket>();

  /** Takes the place of the page's network. */
  install(): void {
    const sockets = this.#sockets;
    window.fetch = async (input, init) => this.#fetch(input instanceof Request ? input.url : String(input), init);
    window.WebSocket = class extends FakeSocket {
      constructor() {
        super(sockets);
      }
    } as unknown as typeof WebSocket;
  }

  /** Sets the stage: messages in the first room, and rooms. */
  prepare(messages: number, rooms: number): void {
    this.messages = messages;
    this.rooms = Math.max(rooms, this.leastRooms);
    // A server does not answer for the first time.
    JSON.stringify(this.#page(new URLSearchParams()).body);
    if (this.rooms === 1) return;
    const { body } = this.#answer(new URL(`/api/${ROOMS}`, location.href), 'GET', null);
    this.#ready.set(ROOMS, new TextEncoder().encode(JSON.stringify(body)));
  }

  /** Holds the rooms back. @returns when they have been asked for */
  holdRooms(): Promise<void> {
    this.#gate = new Promise((resolve) => (this.#release = resolve));
    return new Promise((resolve) => (this.#asked = resolve));
  }

  releaseRooms(): void {
    this.#release();
  }

  /** A message of somebody else, stored and told to whoever listens. */
  receive(received: Item): void {
    this.messages = Math.max(this.messages, received.index + 1);
    this.#emit('chatd_user_room_message_created', messageOf(received));
  }

  /** A reaction of somebody else. */
  react(index: number, emoji: string, person: number): void {
    const data = { emoji, user_uuid: personUuid(person) };
    this.#emit('chatd_users_room_message_reaction_created', data, { message_uuid: messageUuid(index) });
  }

  #emit(name: string, data: Json, more: Json = {}): void {
    const envelope = { name, tenant_uuid: TENANT, origin_uuid: TENANT, room_uuid: roomUuid(0), ...more, data };
    const frame = JSON.stringify({ op: 'event', code: 0, data: envelope });
    for (const socket of this.#sockets) socket.deliver(frame);
  }

  async #fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, location.href);
    if (url.pathname.endsWith(ROOMS)) {
      this.#asked();
      await this.#gate;
    }
    if (this.pageDelay > 0 && url.pathname.endsWith('/messages'))
      await new Promise((resolve) => setTimeout(resolve, this.pageDelay));
    const headers = { 'Content-Type': 'application/json' };
    const ready = this.#ready.get((url.pathname + url.search).replace(/^\/api\//, ''));
    if (ready !== undefined) return new Response(ready, { headers });
    const { status, body } = this.#answer(url, (init.method ?? 'GET').toUpperCase(), init.body);
    return new Response(body === null ? null : JSON.stringify(body), { status, headers });
  }

  #answer({ pathname, searchParams }: URL, method: string, body: unknown): Answer {
    const path = pathname.replace(/^\/api\//, '');
    if (path.startsWith('auth/0.1/token')) return ok({ data: tokenData() });
    if (path === 'dird/0.1/directories/default/sources') return list([{ uuid: SOURCE, backend: 'wazo', name: 'wazo' }]);
    if (path.startsWith('dird/0.1/backends/wazo/sources/'))
      return list(contacts(this.#uuids(searchParams.get('uuid'))));
    if (path === 'chatd/1.0/users/presences') return list(presences(this.#uuids(searchParams.get('user_uuid'))));
    const [, below] = /^chatd\/1\.0\/users\/(?:me|[\da-f-]{36})\/rooms(.*)$/.exec(path) ?? [];
    if (below !== undefined) return this.#rooms(below, method, searchParams, body);
    return refusal(404, 'Not found', 'not-found');
  }

  #rooms(below: string, method: string, query: URLSearchParams, body: unknown): Answer {
    if (below === '') return list(Array.from({ length: this.rooms }, (_, index) => this.#room(index)));
    if (below === '/features') {
      const features = this.isMixed ? [...FEATURES, 'attachments', 'mentions'] : FEATURES;
      return ok({ version: 1, features, limits: { page: PAGE } });
    }
    const [, , rest] = /^\/([\da-f-]{36})\/(.*)$/.exec(below) ?? [];
    if (rest === 'messages' && method === 'GET') return this.#page(query);
    if (rest === 'messages' && method === 'POST') return this.#post(JSON.parse(String(body)) as Json);
    if (rest === 'read' || rest === 'typing') return EMPTY;
    if (rest?.endsWith('/reactions') && method === 'POST') {
      const { emoji } = JSON.parse(String(body)) as { emoji: string };
      return ok({ emoji, user_uuid: personUuid(ME), created_at: new Date().toISOString() }, 201);
    }
    if (rest?.endsWith('/reactions') && method === 'DELETE') return EMPTY;
    return refusal(404, 'Not found', 'not-found');
  }

  /** People by the uuids that are asked for; everybody where none are. */
  #uuids(asked: string | null): readonly number[] {
    return asked?.split(',').map(indexOf) ?? Array.from({ length: this.people }, (_, person) => person);
  }

  /** The room that is read has everybody in it, the others one to five people beside me. */
  #peopleOf(room: number): readonly number[] {
    if (room === 0) return this.#uuids(null);
    const count = this.nameless > 0 ? 1 + (room % 5) : 1;
    return [ME, ...Array.from({ length: count }, (_, nth) => 1 + ((room + nth) % (this.people - 1)))];
  }

  #room(index: number): Json {
    return {
      uuid: roomUuid(index),
      tenant_uuid: TENANT,
      name: this.nameless > 0 && index % this.nameless === 1 ? null : roomName(index),
      users: this.#peopleOf(index).map((person) => ({
        uuid: personUuid(person),
        tenant_uuid: TENANT,
        wazo_uuid: TENANT,
        identity: null,
        joined_at: '2026-01-01T00:00:00Z',
        left_at: null,
      })),
      owner_uuid: personUuid(ME),
      created_at: '2026-01-01T00:00:00Z',
      last_message: this.#last(index),
      last_read_message_uuid: index === 0 ? messageUuid(this.messages - 1) : lastUuid(index),
      unread_count: 0,
      notify: 'all',
    };
  }

  #last(room: number): Json {
    if (room === 0) return this.#message(this.messages - 1);
    return { ...messageOf(roomLastItem(room)), uuid: lastUuid(room), room: { uuid: roomUuid(room) } };
  }

  /** Newest first, unless the direction is ascending; cursors exclude the message that they name. */
  #page(query: URLSearchParams): Answer {
    const limit = Math.min(Number(query.get('limit') ?? PAGE), PAGE);
    const end = this.messages;
    const around = query.get('around');
    if (around !== null) {
      const first = Math.max(0, indexOf(around) - Math.floor(limit / 2));
      return this.#between(first, Math.min(end, first + limit), query);
    }
    const from = query.get('after') === null ? 0 : indexOf(query.get('after') ?? '') + 1;
    const until = query.get('before') === null ? end : indexOf(query.get('before') ?? '');
    const offset = Number(query.get('offset') ?? 0);
    // After a cursor one reads on from it; otherwise back from the newest.
    if (query.get('after') !== null) return this.#between(from, Math.min(until, from + limit), query);
    const last = Math.max(from, until - offset);
    return this.#between(Math.max(from, last - limit), last, query);
  }

  #between(first: number, end: number, query: URLSearchParams): Answer {
    const page = Array.from({ length: Math.max(0, end - first) }, (_, nth) => this.#message(first + nth));
    return list(query.get('direction') === 'asc' ? page : page.reverse(), this.messages);
  }

  #post(body: Json): Answer {
    const index = this.messages;
    this.messages += 1;
    const wire = messageOf({
      ...item(index),
      person: ME,
      text: String(body['content']),
      at: new Date(),
      reactions: [],
    });
    const message = { ...wire, client_uuid: body['client_uuid'] ?? null };
    this.#posted.set(index, message);
    this.#emit('chatd_user_room_message_created', message);
    return ok(message, 201);
  }

  #message(index: number): Json {
    return this.#posted.get(index) ?? (this.isMixed ? mixedMessage(index) : messageOf(item(index)));
  }
}

function list(items: readonly Json[], total = items.length): Answer {
  return ok({ items, filtered: total, total });
}

function tokenData(): Json {
  const expires = new Date(Date.now() + 7_200_000).toISOString();
  return {
    token: TOKEN,
    auth_id: personUuid(ME),
    metadata: { uuid: personUuid(ME) },
    utc_expires_at: expires,
    acl: ['#'],
  };
}

function contacts(people: readonly number[]): Json[] {
  return people.map((person) => {
    const [firstname, lastname] = personName(person).split(' ');
    return { id: String(person), uuid: personUuid(person), firstname, lastname, email: null };
  });
}

function presences(people: readonly number[]): Json[] {
  return people.map((person) => {
    const state = ['available', 'away', 'unavailable'][person % 3];
    return { uuid: personUuid(person), state, do_not_disturb: person % 7 === 0 };
  });
}

function mixedMessage(index: number): Json {
  const wire = messageOf({ ...item(index), text: mentioning(index, item(index).text, personUuid) });
  return { ...wire, attachments: attachmentsOf(index, fileUuid) };
}

function messageOf({ index, person, text, at, reactions }: Item): Json {
  return {
    uuid: messageUuid(index),
    content: text,
    alias: null,
    user_uuid: personUuid(person),
    tenant_uuid: TENANT,
    wazo_uuid: TENANT,
    created_at: at.toISOString(),
    room: { uuid: roomUuid(0) },
    delivery: { type: 'internal', backend: null, recipients: [] },
    client_uuid: null,
    reactions: reactions.map(({ emoji, person: by }) => ({
      emoji,
      user_uuid: personUuid(by),
      created_at: at.toISOString(),
    })),
  };
}
