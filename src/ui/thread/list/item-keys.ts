import type { Message } from '../../../model/message.js';
import type { ListTimeline } from './input.js';
import type { Row } from './rows.js';
import { MAX_ADOPTED_KEYS } from './tuning.js';

/**
 * The keys of message rows. A pending message that was sent goes on under the key it had, as long as it has a row: its
 * element stays, so nothing is drawn anew, loses its focus or flickers.
 */
export class ItemKeys {
  /** By message uuid: the local id under which it was sent. */
  readonly #adopted = new Map<string, string>();

  readonly keyOf = (message: Message): string => this.#adopted.get(message.uuid) ?? message.uuid;

  /** Finds the messages that took the place of pending ones between two states of a timeline. */
  follow(before: ListTimeline, now: ListTimeline, me: string | null): void {
    if (before.pending === now.pending) return;
    const waiting = new Set(now.pending.map(({ localId }) => localId));
    const settled = before.pending.filter(({ localId }) => !waiting.has(localId));
    if (settled.length === 0) return;
    const known = new Set(before.messages.map(({ uuid }) => uuid));
    const fresh = now.messages.filter(({ uuid, userUuid }) => userUuid === me && !known.has(uuid));
    for (const { localId, body } of settled) {
      const known = fresh.findIndex((message) => message.clientUuid === localId);
      const sent = known >= 0 ? known : fresh.findIndex((message) => message.body?.text === body.text);
      const [message] = sent < 0 ? [] : fresh.splice(sent, 1);
      if (message) this.#adopted.set(message.uuid, localId);
    }
  }

  /** Forgets what has no row any more; not each time, for that looks at all rows. */
  prune(rows: readonly Row[]): void {
    if (this.#adopted.size <= MAX_ADOPTED_KEYS) return;
    const shown = new Set(rows.map(({ key }) => key));
    for (const [uuid, key] of this.#adopted) if (!shown.has(key)) this.#adopted.delete(uuid);
  }
}
