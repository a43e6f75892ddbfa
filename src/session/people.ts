import type { Backoff } from '../connection/backoff.js';
import type { ChatError } from '../model/errors.js';
import { mentionedUser, mentionsIn } from '../model/mention.js';
import type { Message } from '../model/message.js';
import type { Presence } from '../model/presence.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { usersLoaded } from '../store/room-changes.js';
import type { SessionCore } from './core.js';

/** uuids of one request: 50 of them stay far below the length that servers accept for an URL. */
const BATCH = 50;
/** People that one search answers: more than fit the list, few enough to draw at once. */
const SEARCH_LIMIT = 50;
/** Milliseconds for which it is not asked again whether somebody can be reached. */
const PRESENCE_AGE = 30_000;

/** Asks the directory for people whom the store does not know yet: each once, many in one request. */
export class People {
  readonly #core: SessionCore;
  readonly #backoff: Backoff;
  readonly #wanted = new Set<string>();
  readonly #asked = new Set<string>();
  /** Those whose names are from an earlier visit. */
  readonly #doubted = new Set<string>();
  /** What was said of who can be reached, and when, in milliseconds. */
  readonly #presences = new Map<string, { readonly at: number; readonly presence: Presence | undefined }>();
  #planned = false;

  /** @param backoff waits before the directory is asked again */
  constructor(core: SessionCore, backoff: Backoff) {
    this.#core = core;
    this.#backoff = backoff;
  }

  /** Makes sure that these people will be in the store; after a failure they are asked for again. */
  want(uuids: Iterable<string>): void {
    const { users } = this.#core.store.state;
    for (const uuid of uuids)
      if (!this.#asked.has(uuid) && (!users.has(uuid) || this.#doubted.has(uuid))) this.#wanted.add(uuid);
    if (this.#planned || this.#wanted.size === 0) return;
    this.#planned = true;
    queueMicrotask(() => void this.#ask());
  }

  /** These are known from an earlier visit: whoever is wanted of them is asked for again. */
  doubt(users: readonly User[]): void {
    for (const { uuid } of users) this.#doubted.add(uuid);
  }

  wantPeopleOf(rooms: readonly Room[]): void {
    this.want(rooms.flatMap((room) => room.participants.map(({ uuid }) => uuid)));
  }

  /** Those who wrote them, reacted to them or are named in them. */
  wantAuthorsOf(messages: readonly Message[]): void {
    this.want(messages.flatMap(peopleOf));
  }

  /** @returns people whose name matches, myself left out, or what went wrong; null when `signal` ended it */
  async search(term: string, signal: AbortSignal): Promise<readonly User[] | ChatError | null> {
    const { store, connection, report } = this.#core;
    try {
      const users = await connection.searchUsers(term.trim(), SEARCH_LIMIT, signal);
      store.apply(usersLoaded([], users));
      return users.filter(({ uuid }) => uuid !== store.state.me);
    } catch (thrown) {
      return signal.aborted ? null : report(thrown);
    }
  }

  /** Who can be reached now, as far as the server tells; nobody is asked twice in half a minute. Never rejects. */
  async presences(uuids: readonly string[]): Promise<ReadonlyMap<string, Presence>> {
    const { connection, environment, signal } = this.#core;
    const now = environment.now();
    const old = uuids.filter((uuid) => !(now - (this.#presences.get(uuid)?.at ?? -Infinity) < PRESENCE_AGE));
    try {
      const answers = await Promise.all(batchesOf(old).map((batch) => connection.presences(batch, signal)));
      const told = new Map(answers.flatMap((answer) => [...answer]));
      for (const uuid of old) this.#presences.set(uuid, { at: now, presence: told.get(uuid) });
    } catch {
      // It is told in passing: where it cannot be had, nothing is said of it.
    }
    return new Map(
      uuids.flatMap((uuid) => {
        const presence = this.#presences.get(uuid)?.presence;
        return presence ? [[uuid, presence] as const] : [];
      }),
    );
  }

  async #ask(): Promise<void> {
    this.#planned = false;
    const uuids = [...this.#wanted];
    this.#wanted.clear();
    for (const uuid of uuids) this.#asked.add(uuid);
    await Promise.all(batchesOf(uuids).map((batch) => this.#askBatch(batch)));
  }

  async #askBatch(uuids: readonly string[]): Promise<void> {
    const { store, connection, signal, report } = this.#core;
    try {
      const users = await connection.users(uuids, signal);
      store.apply(usersLoaded(uuids, users));
      this.#backoff.reset();
    } catch (thrown) {
      if (signal.aborted) return;
      for (const uuid of uuids) this.#asked.delete(uuid);
      await this.#backoff.wait(signal, report(thrown).retryAfter);
      this.want(uuids);
    }
  }
}

function batchesOf(uuids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(uuids.length / BATCH) }, (_, index) =>
    uuids.slice(index * BATCH, (index + 1) * BATCH),
  );
}

function peopleOf({ userUuid, reactions, body }: Message): readonly string[] {
  const named = mentionsIn(body?.text ?? '').map(mentionedUser);
  return [userUuid, ...reactions.map((reaction) => reaction.userUuid), ...named.filter((uuid) => uuid !== null)];
}
