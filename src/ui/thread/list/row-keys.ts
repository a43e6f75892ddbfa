import type { Message } from '../../../model/message.js';
import type { Timeline } from '../../../store/state.js';

/**
 * The keys of message rows. A pending message that was sent goes on under the key it had: its element stays, so nothing
 * is drawn anew, loses its focus or flickers.
 */
export class RowKeys {
  readonly #adopted = new Map<string, string>();

  readonly keyOf = (message: Message): string => this.#adopted.get(message.uuid) ?? message.uuid;

  /** Finds the messages that took the place of pending ones between two states of a room. */
  follow(before: Timeline | undefined, now: Timeline | undefined, me: string | null): void {
    if (!before || !now || before.pending === now.pending || before.roomUuid !== now.roomUuid) return;
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
}
