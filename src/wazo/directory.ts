import type { User } from '../model/user.js';
import { fieldsOf, itemsOf, parseContact, stringOf } from './parse.js';
import type { Requester } from './requester.js';

/** People, from dird's wazo sources: an ordinary user may not read other users from confd. */
export class Directory {
  readonly #requester: Requester;
  #sources: Promise<readonly string[]> | undefined;

  constructor(requester: Requester) {
    this.#requester = requester;
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
    const sources = await this.#sourceUuids();
    const answers = await Promise.all(
      sources.map((source) =>
        this.#requester.send({ path: `dird/0.1/backends/wazo/sources/${source}/contacts`, query, signal }),
      ),
    );
    const users = answers.flatMap((answer) => itemsOf(answer, 'contacts').map(parseContact));
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
    const answer = await this.#requester.send({ path, query: { backend: 'wazo' } });
    return itemsOf(answer, 'sources').map((source) => stringOf(fieldsOf(source, 'source'), 'uuid'));
  }
}
