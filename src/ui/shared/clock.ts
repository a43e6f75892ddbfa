import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { daysAgo } from '../../i18n/formats.js';
import { checkTimeZone } from '../../i18n/hosts.js';

/** The time and a timer, given to elements so that tests need not wait. */
export interface Clock {
  now(): Date;
  /** Calls `callback` once after `milliseconds`; the answer cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * The present day for an element that shows times relative to it: the element renders when the day changes, and the
 * timer runs only while the element is connected.
 */
export class DayController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #clock: () => Clock;
  #today: Date | undefined;
  #cancel: (() => void) | undefined;

  /** @param clock asked at each connection, since elements are given their clock after their constructor ran */
  constructor(host: ReactiveControllerHost, clock: () => Clock) {
    this.#host = host;
    this.#clock = clock;
    host.addController(this);
  }

  /** A moment of the present local day; the same object until the day changes. */
  get today(): Date {
    return (this.#today ??= this.#clock().now());
  }

  hostConnected(): void {
    this.#check();
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #check(): void {
    checkTimeZone();
    const now = this.#clock().now();
    if (daysAgo(this.today, now) !== 0) {
      this.#today = now;
      this.#host.requestUpdate();
    }
    this.#cancel?.();
    // Each full minute rather than once at midnight: the timer of a device that slept past midnight comes late.
    this.#cancel = this.#clock().after(60_000 - (now.getTime() % 60_000), () => this.#check());
  }
}
