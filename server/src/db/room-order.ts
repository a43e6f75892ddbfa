import { type Clock, microsecondSequence } from '../clock.js';
import { microsecondsOf, zonedTimestamp } from '../timestamps.js';
import type { Database, Queryable } from './database.js';

/**
 * Gives each room one order: that of the times, of the commits and of the events is the same, whatever number of
 * connections write at once.
 *
 * Between processes, the room's row is locked first and the time taken after. Within this process, the changes of a room
 * also wait for each other before they take a connection: so a busy room uses one and leaves the others to other rooms,
 * and what is told after a commit is told in the order of the commits.
 */
export class RoomOrder {
  readonly #database: Database;
  readonly #now: () => number;
  /** The last change of each room that is under way. */
  readonly #lastChange = new Map<string, Promise<unknown>>();

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#now = microsecondSequence(clock);
  }

  /**
   * Changes a room in a transaction (read committed) that holds its lock.
   * @param work gets the time of the change in the wire's form, later than that of every message in the room
   * @param committed tells others about it, before the room's next change can be told
   */
  async change<Result>(
    roomUuid: string,
    work: (transaction: Queryable, time: string) => Promise<Result>,
    committed: (result: Result) => void,
  ): Promise<Result> {
    return this.#inTurn(roomUuid, async () => {
      const result = await this.#database.transaction('read committed', async (transaction) =>
        work(transaction, await this.#lockedTime(transaction, roomUuid)),
      );
      committed(result);
      return result;
    });
  }

  /** Two statements: the second one must begin after the first has got the lock, to see what its last holder wrote. */
  async #lockedTime(transaction: Queryable, roomUuid: string): Promise<string> {
    // Others may still refer to the room: a foreign key locks it against nothing but a change of its uuid.
    await transaction.query('SELECT FROM chatd_room WHERE uuid = $1 FOR NO KEY UPDATE', [roomUuid]);
    const [newest] = await transaction.query<{ created_at: string }>(
      'SELECT created_at FROM chatd_room_message WHERE room_uuid = $1 ORDER BY created_at DESC, uuid DESC LIMIT 1',
      [roomUuid],
    );
    // The clock of the process that wrote it may be ahead.
    return zonedTimestamp(Math.max(this.#now(), newest ? microsecondsOf(newest.created_at) + 1 : 0));
  }

  async #inTurn<Result>(roomUuid: string, change: () => Promise<Result>): Promise<Result> {
    const before = this.#lastChange.get(roomUuid);
    // One that failed has changed nothing.
    const mine = before ? before.then(change, change) : change();
    this.#lastChange.set(roomUuid, mine);
    try {
      return await mine;
    } finally {
      if (this.#lastChange.get(roomUuid) === mine) this.#lastChange.delete(roomUuid);
    }
  }
}
