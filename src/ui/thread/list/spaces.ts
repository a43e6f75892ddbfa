/** How far a space above the rows may be from what its messages would be together: it takes up errors of guessing. */
const LEAST = 0.5;
const MOST = 2;

interface Space {
  readonly items: number;
  readonly height: number;
}

/**
 * The empty space in place of messages that have no row. Its height is a guess, and nobody sees it: rows that turn out
 * higher than they were guessed to be take the difference from the space above them, so that nothing in view moves and
 * the scroller need not be touched.
 */
export class Spaces {
  #known = new Map<string, Space>();
  #elements: readonly HTMLElement[] = [];
  #rowHeight = 1;

  get elements(): readonly HTMLElement[] {
    return this.#elements;
  }

  /** Another room. */
  reset(): void {
    this.#known = new Map();
  }

  /** Gives the spaces in `content` their height after a render. */
  fit(content: HTMLElement | null, rowHeight: number): void {
    this.#rowHeight = rowHeight;
    this.#elements = [...(content?.querySelectorAll<HTMLElement>(':scope > .space') ?? [])];
    const known = this.#known;
    this.#known = new Map();
    for (const element of this.#elements) {
      const key = element.dataset['space'] ?? '';
      const items = Number(element.dataset['items']);
      const before = known.get(key);
      const height = before ? before.height + (items - before.items) * rowHeight : items * rowHeight;
      this.#set(element, key, { items, height: within(height, items * rowHeight) });
    }
  }

  /** Takes `drift` px away from the space next above the rows; false when there is none, or too little. */
  absorb(drift: number): boolean {
    const element = this.#elements.find((space) => ['space-above', 'space-top'].includes(space.dataset['space'] ?? ''));
    const key = element?.dataset['space'] ?? '';
    const space = this.#known.get(key);
    if (!element || !space) return false;
    const height = space.height - drift;
    if (height !== within(height, space.items * this.#rowHeight)) return false;
    this.#set(element, key, { ...space, height });
    return true;
  }

  #set(element: HTMLElement, key: string, space: Space): void {
    this.#known.set(key, space);
    const size = `${space.height}px`;
    if (element.style.getPropertyValue('block-size') !== size) element.style.setProperty('block-size', size);
  }
}

function within(height: number, guess: number): number {
  return Math.max(guess * LEAST, Math.min(height, guess * MOST));
}
