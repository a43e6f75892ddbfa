import { isComposing } from '../shared/composition.js';
import type { MessageList } from './list/message-list.js';
import { isMessageRow } from './list/rows.js';

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

/** Messages of one screen that are on the next too: what is in view is counted about, and one wants to see where one was. */
const SCREEN_OVERLAP = 2;

/** The keyboard's way through the messages: the log is one stop of the Tab key, arrows move the focus inside. */
export class Navigation {
  readonly #list: MessageList;
  readonly #leave: () => void;

  /** @param leave puts the focus where one came from: into the composer */
  constructor(list: MessageList, leave: () => void) {
    this.#list = list;
    this.#leave = leave;
  }

  /** A key in the log. */
  readonly handleKey = (event: KeyboardEvent): void => {
    if (isSelectAll(event)) {
      event.preventDefault();
      this.#selectAll();
      return;
    }
    const scroller = event.currentTarget as HTMLElement;
    const step = stepFor(event, scroller.matches(':dir(rtl)'));
    if (!step || event.defaultPrevented) return;
    const [target] = event.composedPath();
    const row = rowOf(event);
    const onRow = row !== undefined && target instanceof Element && target.matches('article');
    // Inside a message its own keys hold; only the way back is ours.
    if (row && !onRow && step.kind !== 'out') return;
    if (step.kind === 'out') this.#goOut(onRow ? undefined : row);
    else if (step.kind !== 'in') void this.#go(step, row);
    else if (row) row.focusActions();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** A key in the composer: up from an empty one leads to the last message. */
  readonly handleComposerKey = (event: KeyboardEvent): void => {
    const [field] = event.composedPath();
    if (event.key !== 'ArrowUp' || isModified(event) || event.defaultPrevented) return;
    if (!(field instanceof HTMLTextAreaElement) || field.value !== '' || this.#list.length === 0) return;
    event.preventDefault();
    void this.#goToLast();
  };

  /** The conversation, not the page around it, and not only what of it has rows. */
  #selectAll(): void {
    const keys = this.#list
      .rowsBetween(0, this.#list.length)
      .filter(isMessageRow)
      .map(({ key }) => key);
    const [first, last] = [keys[0], keys.at(-1)];
    if (first !== undefined && last !== undefined) void this.#list.selection.selectBetween(first, last);
  }

  async #goToLast(): Promise<void> {
    await this.#list.goToNewest();
    await this.#list.focus(this.#list.length - 1);
  }

  /** From inside a message to the message, from there to where one came from. */
  #goOut(row: RowElement | undefined): void {
    if (row) row.focus({ preventScroll: true });
    else this.#leave();
  }

  async #go(step: Move, row: HTMLElement | undefined): Promise<void> {
    const list = this.#list;
    if (step.kind === 'newest') return this.#goToLast();
    if (step.kind === 'oldest') return list.focus(0);
    const { first, count } = list.viewport;
    const by = step.kind === 'messages' ? 1 : Math.max(1, count - SCREEN_OVERLAP);
    const current = row && list.indexOf(row);
    if (current !== undefined) return list.focus(current + step.by * by);
    // From the log itself: to the message at that side of the view.
    return list.focus(step.by < 0 ? first + count - SCREEN_OVERLAP : first);
  }
}

function isModified(event: KeyboardEvent): boolean {
  return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event);
}

function isSelectAll({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'a' && ctrlKey !== metaKey && !altKey && !shiftKey;
}

function stepFor(event: KeyboardEvent, rtl: boolean): Step | undefined {
  if (isModified(event)) return undefined;
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
