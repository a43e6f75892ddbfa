import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Knows whether the newest message is under the person's eyes, and tells the view: the end of the list is in view
 * (not scrolled away here nor in the page, nor hidden), and the page is the one on screen.
 */
export class Reading implements ReactiveController {
  readonly #tell: (isReading: boolean) => void;
  #observer: IntersectionObserver | undefined;
  #disconnected: AbortController | undefined;
  #end: Element | null = null;
  #endInView = false;
  #connected = false;
  /** The timeline whose newest message is loaded and scrolled to. */
  #timeline: string | null = null;
  #told: string | null = null;

  constructor(host: ReactiveControllerHost, tell: (isReading: boolean) => void) {
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#disconnected = new AbortController();
    document.addEventListener('visibilitychange', () => this.#update(), { signal: this.#disconnected.signal });
    this.#observer = new IntersectionObserver((entries) => {
      this.#endInView = entries.some(({ target, isIntersecting }) => target === this.#end && isIntersecting);
      this.#update();
    });
    if (this.#end) this.#observer.observe(this.#end);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#disconnected?.abort();
    this.#observer?.disconnect();
    this.#endInView = false;
    this.#update();
  }

  /** Names the element at the end of the list after a render. */
  observe(end: Element | null): void {
    if (end === this.#end) return;
    if (this.#end) this.#observer?.unobserve(this.#end);
    this.#end = end;
    this.#endInView = false;
    if (end) this.#observer?.observe(end);
  }

  /** @param timeline the one that is loaded and scrolled to its newest message, or null */
  at(timeline: string | null): void {
    this.#timeline = timeline;
    this.#update();
  }

  #update(): void {
    const inView = this.#connected && this.#endInView && document.visibilityState === 'visible';
    const reading = inView ? this.#timeline : null;
    if (reading === this.#told) return;
    this.#told = reading;
    this.#tell(reading !== null);
  }
}
