import { SPACER_LEAST, SPACER_MOST } from './tuning.js';

interface Spacer {
  readonly items: number;
  readonly height: number;
}

/** Which spacers stand next above the rows: see `listRows`. */
const ABOVE: readonly unknown[] = ['spacer-above', 'spacer-top'];

/**
 * The empty elements in place of messages that have no row. Their height is a guess, and nobody sees it: rows that turn
 * out higher than they were guessed to be take the difference from the spacer above them, so that nothing in view moves
 * and the scroller need not be touched.
 */
export class Spacers {
  #known = new Map<string, Spacer>();
  #elements: readonly HTMLElement[] = [];
  #rowHeight = 1;

  /** Another timeline. */
  reset(): void {
    this.#known = new Map();
  }

  /** Gives the spacers in `content` their height after a render. */
  fit(content: HTMLElement | null, rowHeight: number): void {
    this.#rowHeight = rowHeight;
    this.#elements = [...(content?.querySelectorAll<HTMLElement>(':scope > .spacer') ?? [])];
    const known = this.#known;
    this.#known = new Map();
    for (const element of this.#elements) {
      const key = element.dataset['spacer'] ?? '';
      const items = Number(element.dataset['items']);
      const before = known.get(key);
      const height = before ? before.height + (items - before.items) * rowHeight : items * rowHeight;
      this.#set(element, key, { items, height: within(height, items * rowHeight) });
    }
  }

  /** Takes `drift` px away from the spacer next above the rows; false when there is none, or too little. */
  absorb(drift: number): boolean {
    const element = this.#elements.find((spacer) => ABOVE.includes(spacer.dataset['spacer']));
    const key = element?.dataset['spacer'] ?? '';
    const spacer = this.#known.get(key);
    if (!element || !spacer) return false;
    const height = spacer.height - drift;
    if (height !== within(height, spacer.items * this.#rowHeight)) return false;
    this.#set(element, key, { ...spacer, height });
    return true;
  }

  /**
   * The message that would stand at the top of the viewport where a spacer fills it: who drags the scroll bar may get
   * there.
   *
   * @param hasRow whether a row is in view, too; where none is, what is above or below the spacer is no message
   */
  indexAt(scroller: HTMLElement, hasRow: boolean): number | undefined {
    const view = scroller.getBoundingClientRect();
    for (const spacer of this.#elements) {
      const box = spacer.getBoundingClientRect();
      const fills = box.top <= view.top && box.bottom >= view.bottom;
      if (!fills && (hasRow || box.bottom <= view.top || box.top >= view.bottom)) continue;
      const passed = (Math.max(0, view.top - box.top) / box.height) * Number(spacer.dataset['items']);
      return Number(spacer.dataset['from']) + Math.floor(passed);
    }
    return undefined;
  }

  #set(element: HTMLElement, key: string, spacer: Spacer): void {
    this.#known.set(key, spacer);
    const size = `${spacer.height}px`;
    if (element.style.getPropertyValue('block-size') !== size) element.style.setProperty('block-size', size);
  }
}

function within(height: number, guess: number): number {
  return Math.max(guess * SPACER_LEAST, Math.min(height, guess * SPACER_MOST));
}
