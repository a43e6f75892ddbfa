import type { User } from '../model/user.js';
import { itemsOf, parseContact, parseUuid } from './parse.js';
import { readItems } from './skipped.js';
import type { Wire } from './wire.js';

/** People, from dird's wazo sources: an ordinary user may not read other users from confd. */
export class Directory {
  readonly #wire: Wire;
  #sources: Promise<readonly string[]> | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  search(term: string, limit: number, signal: AbortSignal): Promise<readonly User[]> {
    const query = { order: 'firstname', limit, offset: 0, ...(term ? { search: term } : {}) };
    return this.#contacts(query, signal);
  }

  byUuid(uuids: readonly string[], signal: AbortSignal): Promise<readonly User[]> {
    return uuids.length === 0 ? Promise.resolve([]) : this.#contacts({ uuid: uuids.join(',') }, signal);
  }

  /** A tenant usually has one wazo source; with several, people known to more than one count once. */
  async #contacts(query: Readonly<Record<string, string | number>>, signal: AbortSignal): Promise<readonly User[]> {
    const { requester, skip } = this.#wire;
    const sources = await this.#sourceUuids();
    const answers = await Promise.all(
      sources.map((source) =>
        requester.send({ path: `dird/0.1/backends/wazo/sources/${source}/contacts`, query, signal }),
      ),
    );
    const items = answers.flatMap((answer) => itemsOf(answer, 'contacts'));
    const users = readItems('contacts', items, parseContact, skip);
    return [...new Map(users.flatMap((user) => (user ? [[user.uuid, user] as const] : []))).values()];
  }

  #sourceUuids(): Promise<readonly string[]> {
    // A failure must not be remembered.
    this.#sources ??= this.#askSources().catch((thrown: unknown) => {
      this.#sources = undefined;
      throw thrown;
    });
    return this.#sources;
  }

  async #askSources(): Promise<readonly string[]> {
    const path = 'dird/0.1/directories/default/sources';
    const { requester, skip } = this.#wire;
    const answer = await requester.send({ path, query: { backend: 'wazo' } });
    return readItems('sources', itemsOf(answer, 'sources'), parseUuid, skip);
  }
}
