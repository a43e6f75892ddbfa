import type { Session } from '../auth/session.js';
import type { BusEvent } from '../bus/bus.js';
import { microsecondSequence } from '../clock.js';
import type { Context } from '../context.js';
import type { Queryable } from '../db/database.js';
import { KeyedQueue } from '../keyed-queue.js';
import { zonedTimestamp } from '../timestamps.js';
import type { Input } from '../validation.js';
import { additions, plainAdditions } from './enrich.js';
import type { Enricher, Feature, Taking } from './feature.js';
import { type Message, type MessageRow, toMessage } from './message.js';
import { type Change, nextChange } from './revisions.js';

/** What a change answers, and what it has to tell. */
export interface Outcome<Result> {
  readonly result: Result;
  /** Absent when there is nothing to tell. */
  readonly event?: BusEvent | undefined;
}

interface Item {
  readonly uuid: string;
}

const isPresent = (enricher: Enricher | undefined): enricher is Enricher => enricher !== undefined;

/** What all features of the chat stand on: how rooms are read and changed, and what makes a message or a room whole. */
export class Chat {
  readonly #context: Pick<Context, 'database' | 'bus'>;
  readonly #features: readonly Feature[];
  readonly #ofMessages: readonly Enricher[];
  readonly #ofRooms: readonly Enricher[];
  readonly #nextTime: () => number;
  readonly #changes = new KeyedQueue();

  constructor(context: Pick<Context, 'database' | 'bus' | 'clock'>, features: readonly Feature[]) {
    this.#context = context;
    this.#features = features;
    this.#ofMessages = features.map((feature) => feature.messages).filter(isPresent);
    this.#ofRooms = features.map((feature) => feature.rooms).filter(isPresent);
    this.#nextTime = microsecondSequence(context.clock);
  }

  /**
   * Changes a room in one transaction and tells of it once that has committed. The changes of one room wait for each
   * other: so its events leave in the order of the commits, and a busy room takes one connection to the database only.
   */
  change<Result>(roomUuid: string, work: (transaction: Queryable) => Promise<Outcome<Result>>): Promise<Result> {
    return this.#changes.run(roomUuid, async () => {
      const { result, event } = await this.#context.database.transaction('read committed', work);
      if (event) this.#context.bus.publish(event);
      return result;
    });
  }

  /** Reads all of one moment; writes nothing. */
  read<Result>(work: (snapshot: Queryable) => Promise<Result>): Promise<Result> {
    return this.#context.database.transaction('read-only snapshot', work);
  }

  /**
   * Takes the room's next number and time, and locks the room until the end of the transaction.
   * @param posted how many messages are new with this change
   */
  nextChange(transaction: Queryable, roomUuid: string, posted: 0 | 1 = 0): Promise<Change> {
    return nextChange(transaction, roomUuid, zonedTimestamp(this.#nextTime()), posted);
  }

  /** What features take of the body of a new message; what is wrong with that is told by `input.check()`. */
  posting(input: Input): Taking {
    const takings = this.#features.map((feature) => feature.posting?.(input)).filter((taking) => taking !== undefined);
    return async (transaction, message) => {
      const added: object = {};
      for (const take of takings) Object.assign(added, await take(transaction, message));
      return added;
    };
  }

  /** Whether some feature lets the caller react with this text. */
  async isReaction(session: Session, text: string): Promise<boolean> {
    for (const feature of this.#features) if (await feature.isReaction?.(session, text)) return true;
    return false;
  }

  async messagePosted(transaction: Queryable, message: MessageRow): Promise<void> {
    for (const feature of this.#features) await feature.messagePosted?.(transaction, message);
  }

  async messageDeleted(transaction: Queryable, message: MessageRow): Promise<void> {
    for (const feature of this.#features) await feature.messageDeleted?.(transaction, message);
  }

  /** The messages as the viewer sees them, in the same order. */
  async messages(database: Queryable, viewer: Session, rows: readonly MessageRow[]): Promise<Message[]> {
    const added = await this.#additions(this.#ofMessages, database, viewer, rows);
    return rows.map((row) => ({ ...toMessage(row), ...added(row.uuid) }));
  }

  async message(database: Queryable, viewer: Session, row: MessageRow): Promise<Message> {
    const added = await this.#additions(this.#ofMessages, database, viewer, [row]);
    return { ...toMessage(row), ...added(row.uuid) };
  }

  /** A message that has only just been written. @param taken what features took into it */
  newMessage(row: MessageRow, taken: object): Message {
    return { ...toMessage(row), ...plainAdditions(this.#ofMessages), ...taken };
  }

  /** The rooms as the viewer sees them, in the same order. */
  async rooms<Room extends Item>(database: Queryable, viewer: Session, rooms: readonly Room[]): Promise<Room[]> {
    const added = await this.#additions(this.#ofRooms, database, viewer, rooms);
    return rooms.map((room) => ({ ...room, ...added(room.uuid) }));
  }

  /** A room that has only just been made: the same for all its people. */
  newRoom<Room extends Item>(room: Room): Room {
    return { ...room, ...plainAdditions(this.#ofRooms) };
  }

  #additions(
    enrichers: readonly Enricher[],
    database: Queryable,
    viewer: Session,
    items: readonly Item[],
  ): Promise<(uuid: string) => object> {
    const uuids = items.map(({ uuid }) => uuid);
    return additions(uuids, uuids.length > 0 ? enrichers : [], { database, viewer, chat: this });
  }
}
