import type { BusEvent } from '../../bus/bus.js';
import type { Context } from '../../context.js';

/** How long a place waits for the next one. */
const PAUSE_MS = 1000;

/**
 * Tells of events that replace each other. Whoever reads along in a busy room moves with every message; one event a second
 * says as much as one for each.
 */
export class Announcer {
  readonly #context: Pick<Context, 'bus' | 'clock'>;
  readonly #waiting = new Map<string, BusEvent>();

  constructor(context: Pick<Context, 'bus' | 'clock'>) {
    this.#context = context;
  }

  /** Tells of the event soon, or of what replaces it until then. @param key the same for events that replace each other */
  announce(key: string, event: BusEvent): void {
    if (!this.#waiting.has(key)) this.#context.clock.after(PAUSE_MS, () => this.#publish(key));
    this.#waiting.set(key, event);
  }

  /** Tells at once of all that waits. */
  flush(): void {
    for (const key of [...this.#waiting.keys()]) this.#publish(key);
  }

  #publish(key: string): void {
    const event = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (event) this.#context.bus.publish(event);
  }
}
