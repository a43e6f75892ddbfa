import type { MessagePosition } from '../../connection/connection.js';
import type { Message } from '../../model/message.js';
import type { SessionCore } from '../core.js';
import type { OperationOf } from './kind.js';
import type { Ledger } from './ledger.js';
import { renewed, type Poster } from './poster.js';
import { givenUpAt, QUIET } from './quiet.js';
import type { OutboxQueue } from './queue.js';
import { RecentSet } from './recent.js';
import { endOfRoom, laterPlace, lookUp } from './stock-lookup.js';

type Post = OperationOf<'post'>;

/** How many sent messages are remembered: more than can be written while one answer is waited for. */
const REMEMBERED = 1_000;

/**
 * A stock chatd makes a message of every POST. So the place where the room ends is kept before the first one, and when the
 * answer is lost, the message is looked for from that place on before it is posted again.
 */
export class StockPoster implements Poster {
  readonly isRepeatable = false;
  readonly #core: SessionCore;
  readonly #queue: OutboxQueue;
  /** By local id: the sent form of a post, as far as can be told before its answer. */
  readonly #likenesses = new Map<string, Message>();
  /** The uuids of messages that are certainly the sent form of a post. */
  readonly #sent = new RecentSet<string>(REMEMBERED);

  constructor(core: SessionCore, queue: OutboxQueue) {
    this.#core = core;
    this.#queue = queue;
  }

  async prepare(post: Post, ledger: Ledger): Promise<Post | null> {
    const { roomUuid, after } = post;
    let end: MessagePosition | null = null;
    if (after) {
      const looked = await this.#lookFor(post, after, ledger);
      if (looked.found) {
        await ledger.end(post, { type: 'done', message: looked.found });
        return null;
      }
      if (!this.#isQuiet(post)) {
        const now = this.#now();
        await ledger.change(post, (kept) => ({ ...kept, status: 'waiting', triedAt: givenUpAt(kept, now) }));
        return null;
      }
      ({ end } = looked);
    }
    if (this.#hasEnded()) return null;
    const place = end ?? (await this.#endOfRoom(roomUuid, ledger));
    if (this.#hasEnded()) return null;
    return ledger.change(post, (now) => ({ ...renewed(now), after: place }));
  }

  found({ localId }: Post): Message | undefined {
    const message = this.#likenesses.get(localId);
    return message && !this.#sent.has(message.uuid) ? message : undefined;
  }

  /**
   * The same text, after the place where the room ended when it was posted, and not already known as the sent form of
   * another post.
   */
  recognise(message: Message): boolean {
    const posts = this.#queue.ofLane(message.roomUuid) as readonly Post[];
    const candidate = posts.find((post) => !this.found(post) && this.#isLike(post, message));
    if (!candidate) return false;
    this.#likenesses.set(candidate.localId, message);
    return true;
  }

  ended(localId: string, message: Message | null): void {
    this.#likenesses.delete(localId);
    if (message) this.#sent.add(message.uuid);
  }

  async #lookFor(post: Post, after: MessagePosition, ledger: Ledger): ReturnType<typeof lookUp> {
    const mark = await ledger.mark(post.roomUuid);
    for (const uuid of mark?.sent ?? []) this.#sent.add(uuid);
    const found = this.found(post);
    if (found) return { found, end: after };
    const { me } = this.#core.store.state;
    const fits = (other: Message): boolean => other.userUuid === me && this.#isLike(post, other);
    return lookUp(this.#fetch(post.roomUuid), after, fits);
  }

  /** Where a room ends now, by the server's clock. */
  async #endOfRoom(roomUuid: string, ledger: Ledger): Promise<MessagePosition> {
    const mark = await ledger.mark(roomUuid);
    const entry = this.#core.store.state.rooms.byUuid.get(roomUuid);
    const end = ledger.isCaughtUp && entry ? entry.lastMessage : await endOfRoom(this.#fetch(roomUuid));
    return laterPlace(end, mark);
  }

  #fetch(roomUuid: string): Parameters<typeof lookUp>[0] {
    return (request) => this.#core.connection.messages(roomUuid, request, this.#core.signal);
  }

  /** Whether the last attempt was given up so long ago that, had it arrived, it would be there. */
  #isQuiet(post: Post): boolean {
    const now = this.#now();
    return post.triedAt !== null && givenUpAt(post, now) + QUIET <= now;
  }

  #isLike({ after, status, intent }: Post, message: Message): boolean {
    if (after === null || status === 'failed' || this.#sent.has(message.uuid)) return false;
    // Never of the same moment: what was known when it was posted was stored before.
    return intent.body.text === message.body?.text && message.createdAt > after.createdAt;
  }

  #hasEnded(): boolean {
    return this.#core.signal.aborted;
  }

  #now(): number {
    return this.#core.environment.now();
  }
}
