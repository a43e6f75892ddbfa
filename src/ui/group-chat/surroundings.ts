import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Widths (px) of the element's box below which one pane shows at a time. */
const NARROW = 600;

/** How high (px) the chat is where the page gives no height. */
export const DEFAULT_HEIGHT = 600;

/**
 * What the page makes of the element. It is read when the element or its frame has another size: all is computed then,
 * and costs nothing.
 */
export class Surroundings implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #resize = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (target === this.#host) this.#fill(contentRect.height);
      else this.#read(target, contentRect.width);
    }
  });
  #frame: HTMLElement | null = null;
  /** Whether there is room for one pane only; for both of them. Neither is known before it has been measured. */
  isNarrow = false;
  isWide = false;
  /** Whether the page names no font: then the browser's default one, which is for books, would be inherited. */
  isPlain = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    if (!this.#frame) return;
    this.#resize.observe(this.#host);
    this.#resize.observe(this.#frame);
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
  }

  /** @param frame what fills the element, after a render */
  observe(frame: HTMLElement | null): void {
    if (frame === this.#frame) return;
    this.#resize.disconnect();
    this.#frame = frame;
    this.hostConnected();
  }

  #read(frame: Element, width: number): void {
    // Hidden, it has no width; it will be told when it is shown.
    if (width === 0) return;
    const isNarrow = width < NARROW;
    const isPlain = getComputedStyle(this.#host).fontFamily === getComputedStyle(frame, '::before').fontFamily;
    const isWide = !isNarrow;
    if (isNarrow === this.isNarrow && isWide === this.isWide && isPlain === this.isPlain) return;
    this.isNarrow = isNarrow;
    this.isWide = isWide;
    this.isPlain = isPlain;
    this.#host.requestUpdate();
  }

  /**
   * A block that grew in a column without a definite height has one that percentages do not know. The margin takes back
   * what the frame grows by: the element must not be held at a height that it once had.
   */
  #fill(height: number): void {
    const frame = this.#frame;
    if (!frame) return;
    const isFilled = frame.style.blockSize !== '';
    if (!isFilled && height - frame.offsetHeight <= 1) return;
    const isHigher = height > DEFAULT_HEIGHT;
    frame.style.blockSize = isHigher ? `${height}px` : '';
    frame.style.marginBlockEnd = isHigher ? `${DEFAULT_HEIGHT - height}px` : '';
  }
}
