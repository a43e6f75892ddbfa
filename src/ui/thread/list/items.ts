import { isPending, type Message, type PendingMessage } from '../../../model/message.js';
import { compareMessages } from '../../../model/order.js';
import type { ListTimeline } from './input.js';

export { isPending };

export type Item = Message | PendingMessage;

/** The messages of a timeline in the order of the screen: those that were sent, then mine on their way. Nothing is copied. */
export class Items {
  readonly #messages: readonly Message[];
  readonly #pending: readonly PendingMessage[];

  constructor({ messages, pending }: Pick<ListTimeline, 'messages' | 'pending'>) {
    this.#messages = messages;
    this.#pending = pending;
  }

  get length(): number {
    return this.#messages.length + this.#pending.length;
  }

  at(index: number): Item | undefined {
    const sent = this.#messages.length;
    return index < sent ? this.#messages[index] : this.#pending[index - sent];
  }

  /** Where an item stands, or would stand. A search by halves: there may be thousands. */
  indexOf(item: Item): number {
    if (isPending(item)) {
      const index = this.#pending.findIndex(({ localId }) => localId === item.localId);
      return index < 0 ? this.length : this.#messages.length + index;
    }
    let [low, high] = [0, this.#messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const candidate = this.#messages[middle];
      if (candidate && compareMessages(candidate, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where the message with this uuid stands, or -1. */
  indexOfUuid(uuid: string): number {
    return this.#messages.findIndex((message) => message.uuid === uuid);
  }
}

export const NO_ITEMS = new Items({ messages: [], pending: [] });
