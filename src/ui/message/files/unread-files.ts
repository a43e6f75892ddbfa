import type { LitElement } from 'lit';
import type { Message, Part, PendingMessage } from '../../../model/message.js';
import { isPending } from '../../../model/message.js';
import type { MessageCommands } from '../message-context.js';

/**
 * The files of a message that could not be read: their addresses may have expired. Each is tried once more, with the address
 * that there is then, and given up after that.
 */
export class UnreadFiles {
  readonly #host: LitElement;
  /** How often each could not be read, by its uuid. */
  readonly #failures = new Map<string, number>();
  /** Those that were tried again. */
  readonly #attempts = new Map<string, number>();

  constructor(host: LitElement) {
    this.#host = host;
  }

  isGone({ uuid }: Part): boolean {
    return uuid !== null && (this.#failures.get(uuid) ?? 0) > 1;
  }

  /** Another number whenever it is to be asked for anew. */
  attempt({ uuid }: Part): number {
    return uuid === null ? 0 : (this.#attempts.get(uuid) ?? 0);
  }

  async failed(part: Part, message: Message | PendingMessage | undefined, commands?: MessageCommands): Promise<void> {
    const { uuid } = part;
    if (uuid === null || !message || isPending(message)) return;
    const failures = (this.#failures.get(uuid) ?? 0) + 1;
    this.#failures.set(uuid, failures);
    if (failures === 1) {
      await commands?.renewAddresses(message);
      this.#attempts.set(uuid, 1);
    }
    this.#host.requestUpdate();
  }
}
