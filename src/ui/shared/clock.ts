import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { PLAIN_PACE } from '../../device/memory.js';
import type { Clock } from '../../device/ports.js';
import { daysAgo } from '../../i18n/formats.js';
import { checkMoments } from '../../i18n/hosts.js';

export type { Clock };

/** Elements are given another one by tests, which need not wait. */
export const systemClock: Clock = PLAIN_PACE;

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
    return (this.#today ??= new Date(this.#clock().now()));
  }

  hostConnected(): void {
    this.#check();
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #check(): void {
    checkMoments();
    const now = new Date(this.#clock().now());
    if (daysAgo(this.today, now) !== 0) {
      this.#today = now;
      this.#host.requestUpdate();
    }
    this.#cancel?.();
    // Each full minute rather than once at midnight: the timer of a device that slept past midnight comes late.
    this.#cancel = this.#clock().after(60_000 - (now.getTime() % 60_000), () => this.#check());
  }
}
