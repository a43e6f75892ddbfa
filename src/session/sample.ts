import type { Capabilities, Connection, MessagePage, Opening, RoomList } from '../connection/connection.js';
import { ChatFailure } from '../model/errors.js';
import { STOCK_LIMITS } from '../model/features.js';
import { textBody, type Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { ChatSession } from './session.js';

const ME = uuid(1);
const OTHER = uuid(2);
/** The one room that there is. */
export const SAMPLE_ROOM = uuid(3);

/** What most messages are made of: words, syntax of each kind, links; some continue others. */
const TEXTS = [
  'a',
  '- *a* **b** `c` [d](https://e.fr) https://f.fr\n\n> g\n\n```\nh\n```',
  'b',
  'c',
  'é: “d”, 10 €',
  'https://g.fr/h?i=j',
];

/**
 * A session with one room and a few messages, made here: nothing of it comes from a server or stays on the device.
 *
 * @param pause what each answer waits for
 */
export function sampleSession(pause: () => Promise<void>): ChatSession {
  return new ChatSession({ connection: new SampleConnection(pause), keepsHistory: false });
}

class SampleConnection implements Connection {
  readonly can: Capabilities = {};
  readonly #pause: () => Promise<void>;

  constructor(pause: () => Promise<void>) {
    this.#pause = pause;
  }

  async open(): Promise<Opening> {
    await this.#pause();
    const features = new Set(['cursors', 'client-uuids', 'last-messages', 'reactions'] as const);
    return { userUuid: ME, features, limits: STOCK_LIMITS };
  }

  async rooms(): Promise<RoomList> {
    await this.#pause();
    const room: Room = {
      uuid: SAMPLE_ROOM,
      name: null,
      participants: [{ uuid: ME }, { uuid: OTHER }],
      revision: 0,
      reading: null,
    };
    return { rooms: [room], lastMessages: messages().slice(-1) };
  }

  async messages(): Promise<MessagePage> {
    await this.#pause();
    return { messages: messages(), hasOlder: true, hasNewer: false };
  }

  async users(uuids: readonly string[]): Promise<readonly User[]> {
    await this.#pause();
    return uuids.map((each) => ({ uuid: each, name: 'A B', email: null }));
  }

  readonly createRoom = refuse;
  readonly sendMessage = refuse;
  readonly searchUsers = refuse;
  readonly presences = refuse;

  listen(): void {
    // Nothing happens here.
  }

  reconnect(): void {
    // It is never lost.
  }

  close(): void {
    // Nothing is open.
  }
}

async function refuse(): Promise<never> {
  throw new ChatFailure('network', 'There is no server.');
}

function messages(): readonly Message[] {
  return TEXTS.map((text, index) => {
    const createdAt = `2020-01-01T00:00:0${index}.000000Z`;
    return {
      uuid: uuid(10 + index),
      roomUuid: SAMPLE_ROOM,
      userUuid: index < 2 ? ME : OTHER,
      alias: null,
      body: textBody(text),
      createdAt,
      editedAt: null,
      reactions: index === 0 ? [{ emoji: '👍', userUuid: OTHER, createdAt }] : [],
      reactionChanges: [],
      revision: 0,
      clientUuid: null,
    };
  });
}

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
