import { onAbort } from '../connection/on-abort.js';
import type { Message, Part } from '../model/message.js';
import { addressesRenewed } from '../store/message-changes.js';
import type { SessionCore } from './core.js';

/** Messages around the one whose file could not be read: what is on screen with it has expired, too. */
const AROUND = 50;
/** Where the first request met a broken network, a second one follows when it is back. */
const ATTEMPTS = 2;

/** Asks for new addresses of files. One request of a room is under way at a time, and its answer serves all that wait. */
export class Addresses {
  readonly #core: SessionCore;
  /** By room. */
  readonly #asking = new Map<string, Promise<void>>();

  constructor(core: SessionCore) {
    this.#core = core;
  }

  /** Resolves with the message's files when they have the addresses that can be had. */
  async renew({ roomUuid, uuid, createdAt }: Message): Promise<readonly Part[]> {
    const known = addressesOf(this.#parts(roomUuid, uuid));
    for (let asking = this.#asking.get(roomUuid); asking; asking = this.#asking.get(roomUuid)) await asking;
    // Else, another one's answer had them.
    if (known === addressesOf(this.#parts(roomUuid, uuid))) {
      const asking = this.#ask(roomUuid, { uuid, createdAt }).finally(() => this.#asking.delete(roomUuid));
      this.#asking.set(roomUuid, asking);
      await asking;
    }
    return this.#parts(roomUuid, uuid);
  }

  async #ask(roomUuid: string, message: Pick<Message, 'uuid' | 'createdAt'>): Promise<void> {
    const { connection, store, signal, report } = this.#core;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        const page = await connection.messages(roomUuid, { from: 'around', limit: AROUND, message }, signal);
        if (!signal.aborted) store.apply(addressesRenewed(roomUuid, page.messages));
        return;
      } catch (thrown) {
        if (!report(thrown).temporary || signal.aborted) return;
        await this.#untilLive();
      }
    }
  }

  /** Where the network is away, the files could not be read for that reason alone. */
  #untilLive(): Promise<void> {
    const { store, signal } = this.#core;
    const isOver = (): boolean => signal.aborted || store.state.connection.status === 'live';
    return new Promise((resolve) => {
      const unsubscribe = store.subscribe(() => look());
      const look = (): void => {
        if (!isOver()) return;
        unsubscribe();
        forget();
        resolve();
      };
      const forget = onAbort(signal, look);
      look();
    });
  }

  /** The message's files as they are now. */
  #parts(roomUuid: string, uuid: string): readonly Part[] {
    const timelines = [...this.#core.store.state.timelines.values()].filter(
      (timeline) => timeline.roomUuid === roomUuid,
    );
    const message = timelines.flatMap(({ messages }) => messages).find((known) => known.uuid === uuid);
    return message?.body?.parts ?? [];
  }
}

/** What files are read at, in one text. */
function addressesOf(parts: readonly Part[]): string {
  return parts.map(({ url }) => url ?? '').join(' ');
}
