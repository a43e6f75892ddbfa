import type { Clock } from '../device/ports.js';

/** Milliseconds without a frame after which the server is asked for one. */
const QUIET = 8_000;
/** Milliseconds within which it must answer: a dead connection is noticed after 13 s at the latest. */
const PATIENCE = 5_000;
/** The same for a connection that is in doubt, after sleep for example. */
const SHORT_PATIENCE = 2_000;

/** Finds out that a connection is dead although nobody closed it: by asking whenever it was quiet for a while. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #ping: () => void;
  readonly #onDead: () => void;
  #cancel: () => void = () => undefined;

  constructor(clock: Clock, ping: () => void, onDead: () => void) {
    this.#clock = clock;
    this.#ping = ping;
    this.#onDead = onDead;
  }

  /** A frame has come, whichever: the connection lives. */
  alive(): void {
    this.#after(QUIET, () => this.#ask(PATIENCE));
  }

  /** Asks at once: something has happened after which connections are often dead. */
  probe(): void {
    this.#ask(SHORT_PATIENCE);
  }

  stop(): void {
    this.#cancel();
  }

  #ask(patience: number): void {
    this.#ping();
    this.#after(patience, this.#onDead);
  }

  #after(pause: number, callback: () => void): void {
    this.#cancel();
    this.#cancel = this.#clock.after(pause, callback);
  }
}
