import type { Viewport } from './list/viewport.js';

/** A message's element, as far as the keyboard concerns it. */
export interface RowElement extends HTMLElement {
  /** Puts the focus on the first thing that can be done with the message. */
  focusActions(): void;
}

/** Where the focus goes by a key: so many messages on, so many screens on, to one end, in or out. */
type Step = Move | { readonly kind: 'in' } | { readonly kind: 'out' };
type Move =
  | { readonly kind: 'messages'; readonly by: -1 | 1 }
  | { readonly kind: 'screens'; readonly by: -1 | 1 }
  | { readonly kind: 'oldest' }
  | { readonly kind: 'newest' };

const KEYS: Readonly<Record<string, Step>> = {
  ArrowUp: { kind: 'messages', by: -1 },
  ArrowDown: { kind: 'messages', by: 1 },
  PageUp: { kind: 'screens', by: -1 },
  PageDown: { kind: 'screens', by: 1 },
  Home: { kind: 'oldest' },
  End: { kind: 'newest' },
  Enter: { kind: 'in' },
  Escape: { kind: 'out' },
};

export interface NavigationOptions {
  readonly viewport: Viewport;
  /** Brings the newest message into view. */
  readonly toNewest: () => Promise<void>;
  /** Puts the focus where one came from: into the composer. */
  readonly leave: () => void;
}

/** The keyboard's way through the messages: the log is one stop of the Tab key, arrows move the focus inside. */
export class Navigation {
  readonly #options: NavigationOptions;

  constructor(options: NavigationOptions) {
    this.#options = options;
  }

  readonly handleKey = (event: KeyboardEvent): void => {
    const scroller = event.currentTarget as HTMLElement;
    const step = stepFor(event, scroller.matches(':dir(rtl)'));
    if (!step || event.defaultPrevented) return;
    const [target] = event.composedPath();
    const row = rowOf(event);
    const onRow = row !== undefined && target instanceof Element && target.matches('article');
    // Inside a message its own keys hold; only the way back is ours.
    if (row && !onRow && step.kind !== 'out') return;
    if (step.kind === 'out') this.#leave(onRow ? undefined : row);
    else if (step.kind !== 'in') void this.#go(step, row);
    else if (row) row.focusActions();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** To the last message of all. */
  async toLast(): Promise<void> {
    const { viewport, toNewest } = this.#options;
    await toNewest();
    await this.#focus(viewport.items.length - 1);
  }

  /** From inside a message to the message, from there to the composer. */
  #leave(row: RowElement | undefined): void {
    if (row) row.focus({ preventScroll: true });
    else this.#options.leave();
  }

  async #go(step: Move, row: HTMLElement | undefined): Promise<void> {
    const { viewport } = this.#options;
    if (step.kind === 'newest') return this.toLast();
    if (step.kind === 'oldest') return this.#focus(0);
    const current = row ? viewport.indexOf(row) : undefined;
    const by = step.kind === 'messages' ? 1 : Math.max(1, viewport.visible - 2);
    if (current !== undefined) return this.#focus(current + step.by * by);
    // From the log itself: to the message at that side of the view.
    const { first, visible } = viewport;
    return this.#focus(step.by < 0 ? first + visible - 2 : first);
  }

  async #focus(index: number): Promise<void> {
    const { viewport } = this.#options;
    const within = Math.max(0, Math.min(index, viewport.items.length - 1));
    const row = await viewport.mount(within);
    if (!row) return;
    row.focus({ preventScroll: true });
    viewport.scroll.reveal(row);
  }
}

function stepFor(event: KeyboardEvent, rtl: boolean): Step | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return undefined;
  if (event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')) return { kind: 'in' };
  return KEYS[event.key];
}

/** The message on whose element, or in whose shadow, a key was pressed. */
function rowOf(event: Event): RowElement | undefined {
  const scroller = event.currentTarget;
  for (const target of event.composedPath()) {
    if (target === scroller) return undefined;
    if (target instanceof HTMLElement && 'focusActions' in target) return target as RowElement;
  }
  return undefined;
}
