import type { Capabilities } from '../../connection/connection.js';
import type { Change } from '../../store/store.js';
import { roomRead } from '../../store/room-changes.js';
import type { SessionCore } from '../core.js';
import type { Kind, OperationOf } from './kind.js';

/** Milliseconds in which a reader of a lively room makes one request. */
const DELAY = 300;

const SAME: Change = (state) => state;

/** How far I have read. Of several places in a room only the last counts; the server never moves back. */
export class Reads implements Kind<'read'> {
  readonly delay = DELAY;
  readonly staysWhenRefused = false;
  readonly isRepeatable = false;
  readonly #core: SessionCore;

  constructor(core: SessionCore) {
    this.#core = core;
  }

  isOffered({ receipts }: Capabilities): boolean {
    return receipts !== undefined;
  }

  lane(roomUuid: string): string {
    return `read ${roomUuid}`;
  }

  slot(roomUuid: string): string {
    return this.lane(roomUuid);
  }

  base(): null {
    return null;
  }

  async prepare(operation: OperationOf<'read'>): Promise<OperationOf<'read'>> {
    return operation;
  }

  async send({ roomUuid, intent }: OperationOf<'read'>): Promise<null> {
    await this.#core.connection.can.receipts?.markRead(roomUuid, intent.messageUuid);
    return null;
  }

  found(): undefined {
    return undefined;
  }

  /** Read is shown when the person reads. Here: that a list of rooms, which the server made before, does not undo it. */
  shown({ roomUuid, intent }: OperationOf<'read'>): Change {
    return (state) =>
      state.rooms.byUuid.get(roomUuid)?.lastMessage?.uuid === intent.messageUuid ? roomRead(roomUuid)(state) : state;
  }

  ended(): Change {
    return SAME;
  }
}
