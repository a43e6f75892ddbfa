import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a person does in a window that need not have the focus for it. */
const ACTS = ['pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Knows whether the newest message is under the person's eyes, and tells the view: the end of the list is in view
 * (not scrolled away here nor in the page, nor hidden), the page is the one on screen, and its window has the focus. A
 * window beside the one in which somebody works is on screen, too, and nobody looks at it; who acts in the thread sees
 * what is there at that moment.
 */
export class Reading implements ReactiveController {
  readonly #host: ReactiveControllerHost & EventTarget;
  readonly #tell: (isReading: boolean) => void;
  #observer: IntersectionObserver | undefined;
  #disconnected: AbortController | undefined;
  #end: Element | null = null;
  #endInView = false;
  #connected = false;
  /** The timeline whose newest message is loaded and scrolled to. */
  #timeline: string | null = null;
  #told: string | null = null;

  constructor(host: ReactiveControllerHost & EventTarget, tell: (isReading: boolean) => void) {
    this.#host = host;
    this.#tell = tell;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#disconnected = new AbortController();
    this.#watch(this.#disconnected.signal);
    this.#observer = new IntersectionObserver((entries) => {
      this.#endInView = entries.some(({ target, isIntersecting }) => target === this.#end && isIntersecting);
      this.#update();
    });
    if (this.#end) this.#observer.observe(this.#end);
  }

  #watch(signal: AbortSignal): void {
    const update = (): void => this.#update();
    document.addEventListener('visibilitychange', update, { signal });
    for (const type of ['focus', 'blur']) addEventListener(type, update, { signal });
    for (const type of ACTS)
      this.#host.addEventListener(type, () => this.#handleAct(), { signal, passive: true, capture: true });
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
    const reading = this.#isInView && document.hasFocus() ? this.#timeline : null;
    if (reading === this.#told) return;
    this.#told = reading;
    this.#tell(reading !== null);
  }

  /** Without the focus, what comes after the act is unread again. */
  #handleAct(): void {
    this.#update();
    if (this.#told !== null || this.#timeline === null || !this.#isInView) return;
    this.#tell(true);
    this.#tell(false);
  }

  get #isInView(): boolean {
    return this.#connected && this.#endInView && document.visibilityState === 'visible';
  }
}
