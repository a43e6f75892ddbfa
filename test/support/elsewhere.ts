import { textBody, type Message } from '../../src/model/message.js';
import { CAROL, room, uuid } from './memory-connection.js';
import type { ModelServer } from './model-server.js';
import type { Scheduler } from './scheduler.js';

/** Rooms that come and go have these numbers. */
const PASSING = [3, 4, 5];

/** What happens on the server behind the back of those who are watched: a third person's writing, changing, reacting. */
export class Elsewhere {
  readonly #server: ModelServer;
  readonly #scheduler: Scheduler;
  readonly #rooms: readonly string[];
  #count = 0;

  constructor(server: ModelServer, scheduler: Scheduler, rooms: readonly string[]) {
    this.#server = server;
    this.#scheduler = scheduler;
    this.#rooms = rooms;
  }

  /** Something, at random. */
  act(): void {
    const deeds = [
      () => this.#post(this.#pick(this.#rooms)),
      () => this.#post(this.#pick(this.#rooms)),
      () => this.#change((message) => this.#edit(message)),
      () => this.#change((message) => this.#server.delete(message.roomUuid, message.uuid)),
      () => this.#react(),
      () => this.#react(),
      () => this.#addRoom(),
      () => this.#leaveRoom(),
    ];
    this.#pick(deeds)();
  }

  /** One more message in each room. */
  postEverywhere(): void {
    for (const { uuid: roomUuid } of this.#server.rooms) this.#post(roomUuid);
  }

  #post(roomUuid: string): void {
    this.#count += 1;
    const body = textBody(`carol ${this.#count}`);
    this.#server.post({ roomUuid, userUuid: CAROL, body }, `carol ${this.#count}`, () => undefined);
  }

  #change(deed: (message: Message) => void): void {
    const mine = this.#rooms.flatMap((roomUuid) => this.#server.messages(roomUuid));
    const changeable = mine.filter(({ userUuid, body }) => userUuid === CAROL && body !== null);
    if (changeable.length > 0) deed(this.#pick(changeable));
  }

  #edit({ roomUuid, uuid: messageUuid }: Message): void {
    this.#count += 1;
    this.#server.edit(roomUuid, messageUuid, textBody(`carol ${this.#count}, edited`));
  }

  #react(): void {
    const messages = this.#rooms.flatMap((roomUuid) => this.#server.messages(roomUuid));
    const there = messages.filter(({ body }) => body !== null);
    if (there.length === 0) return;
    const { roomUuid, uuid: messageUuid, reactions } = this.#pick(there);
    const emoji = this.#pick(['👍', '🎉']);
    const on = !reactions.some((known) => known.userUuid === CAROL && known.emoji === emoji);
    this.#server.react(roomUuid, messageUuid, { userUuid: CAROL, emoji, on });
  }

  #addRoom(): void {
    const there = new Set(this.#server.rooms.map((known) => known.uuid));
    const free = PASSING.filter((n) => !there.has(uuid(n)));
    if (free.length === 0) return;
    const added = room(this.#pick(free));
    this.#server.addRoom(added);
    this.#post(added.uuid);
  }

  #leaveRoom(): void {
    const passing = this.#server.rooms.filter((known) => PASSING.some((n) => uuid(n) === known.uuid));
    if (passing.length > 0) this.#server.removeRoom(this.#pick(passing).uuid);
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#scheduler.random() * items.length)]!;
  }
}
