import type { Files, StoredOperation } from '../../device/storage.js';
import { ChatFailure } from '../../model/errors.js';
import type { Message, PendingMessage } from '../../model/message.js';
import { messagesMerged, pendingReplaced } from '../../store/message-changes.js';
import type { Change } from '../../store/store.js';
import type { SessionCore } from '../core.js';
import { IDEMPOTENT } from './idempotent.js';
import type { End, Kind, OperationOf } from './kind.js';
import type { Ledger } from './ledger.js';
import type { Poster } from './poster.js';
import type { OutboxQueue } from './queue.js';
import type * as Stock from './stock.js';

type Post = OperationOf<'post'>;

let stock: typeof Stock | undefined;

/** Loads what posting to a stock chatd takes: other servers' users need not wait for it. */
export async function loadStock(): Promise<typeof Stock> {
  return (stock ??= await import('./stock.js'));
}

/** My messages on their way: of a room, one after the other in the order of writing. */
export class Posts implements Kind<'post'> {
  readonly delay = 0;
  readonly staysWhenRefused = true;
  readonly #core: SessionCore;
  readonly #queue: OutboxQueue;
  #poster: Poster | undefined;

  constructor(core: SessionCore, queue: OutboxQueue) {
    this.#core = core;
    this.#queue = queue;
  }

  get isRepeatable(): boolean {
    return this.#poster?.isRepeatable ?? false;
  }

  /** Finds out how to post, once it is known what the server can do. Rejects when the code for it cannot be loaded. */
  async load(): Promise<Poster> {
    if (this.#poster) return this.#poster;
    if (this.#core.store.state.features.has('client-uuids')) return (this.#poster = IDEMPOTENT);
    const { StockPoster } = await loadStock();
    return (this.#poster ??= new StockPoster(this.#core, this.#queue));
  }

  isOffered(): boolean {
    return true;
  }

  lane(roomUuid: string): string {
    return roomUuid;
  }

  slot(): null {
    return null;
  }

  base(): null {
    return null;
  }

  async prepare(post: Post, ledger: Ledger): Promise<StoredOperation | null> {
    // Both without waiting where there is nothing to wait for: the keys of a fast writer are felt in milliseconds.
    const isComplete = post.intent.body.parts.every(({ uuid }) => uuid !== null);
    const complete = isComplete ? post : await this.#upload(post, ledger);
    const poster = this.#poster ?? (await this.#loaded());
    return complete ? poster.prepare(complete, ledger) : null;
  }

  send({ roomUuid, intent, localId }: Post): Promise<Message> {
    return this.#core.connection.sendMessage(roomUuid, intent.body, localId);
  }

  found(post: Post): Message | undefined {
    return this.#poster?.found(post);
  }

  /** A message of mine that does not say which post it is. @returns whether it was taken for the sent form of one */
  recognise(message: Message): boolean {
    return this.#poster?.recognise(message) ?? false;
  }

  shown({ roomUuid }: Post): Change {
    return this.shownIn(roomUuid);
  }

  /** What a room shows of the posts on their way. */
  shownIn(roomUuid: string): Change {
    return pendingReplaced(roomUuid, this.#pending(roomUuid));
  }

  ended({ roomUuid, localId }: Post, end: End): Change {
    const message = end.type === 'done' ? end.message : null;
    this.#poster?.ended(localId, message);
    const replaced = this.shownIn(roomUuid);
    return message ? (state) => messagesMerged(roomUuid, [message])(replaced(state)) : replaced;
  }

  /** A message behind one that waits does so, too. */
  #pending(roomUuid: string): readonly PendingMessage[] {
    let isHeldUp = false;
    const shown: PendingMessage[] = [];
    for (const post of this.#queue.ofLane(this.lane(roomUuid)) as readonly Post[]) {
      isHeldUp ||= post.status === 'waiting';
      // A refusal is an answer: what was taken for its sent form is another message.
      if (post.status === 'failed') this.#poster?.ended(post.localId, null);
      if (this.found(post)) continue;
      const status = isHeldUp && post.status === 'sending' ? 'waiting' : post.status;
      const { localId, intent, createdAt, error } = post;
      shown.push({ localId, roomUuid, body: intent.body, createdAt, status, error });
    }
    return shown;
  }

  async #loaded(): Promise<Poster> {
    try {
      return await this.load();
    } catch (cause) {
      throw new ChatFailure('network', 'The code for this server could not be loaded.', { cause });
    }
  }

  /** Uploads one file after the other; each that has arrived is kept as such, and need not be uploaded again. */
  async #upload(post: Post, ledger: Ledger): Promise<Post | null> {
    const files = await ledger.files(post.localId);
    let current: Post | null = post;
    for (let index = 0; current && index < current.intent.body.parts.length; index += 1)
      current = await this.#uploadPart(current, index, files, ledger);
    return current;
  }

  async #uploadPart(post: Post, index: number, files: Files, ledger: Ledger): Promise<Post | null> {
    const { roomUuid, intent } = post;
    const part = intent.body.parts[index];
    if (part?.uuid !== null) return post;
    const { connection, signal } = this.#core;
    const file = files[index];
    if (!file || !connection.can.attachments)
      throw new ChatFailure('invalid-data', `“${part.name}” cannot be uploaded.`);
    const arrived = await connection.can.attachments.upload(roomUuid, part, file, signal, () => undefined);
    const parts = intent.body.parts.with(index, arrived);
    const complete = { ...intent, body: { ...intent.body, parts } };
    return ledger.change(post, (now) => ({ ...now, intent: complete }));
  }
}
