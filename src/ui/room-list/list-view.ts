import type { LitElement, ReactiveController } from 'lit';
import { isComposing } from '../shared/composition.js';
import { AfterPaint } from '../shared/after-paint.js';
import { ListWindow } from './list-window.js';

export interface ListViewOptions {
  readonly elements: () => { readonly scroller: HTMLElement | null; readonly list: HTMLElement | null };
  /** Called when other rows must be rendered before the next paint. */
  readonly onChange: () => void;
}

/**
 * What is in view of a list of rooms: which of them have rows, where these stand, and which one has the focus. A row is a
 * list item with `data-index`, around a `.row` with `data-uuid` that can be focused.
 */
export class ListView implements ReactiveController {
  /** The row that the Tab key leads to: the list is one stop of it. */
  tabStop = 0;
  readonly #host: LitElement;
  readonly #options: ListViewOptions;
  readonly #window = new ListWindow();
  /** What is in view is painted first; the rows beyond it come in the frames after. */
  readonly #filling = new AfterPaint(() => {
    this.#window.grow();
    this.#host.requestUpdate();
  });
  #uuids: readonly string[] = [];
  /** The room whose row had the focus last. */
  #focusedUuid: string | null = null;
  /** The row that has the focus while others are rendered. */
  #focusedRow: HTMLElement | null = null;

  constructor(host: LitElement, options: ListViewOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Takes the rooms as they are now, before rows are made. @param open the room that is open */
  follow(uuids: readonly string[], open: string | null): void {
    this.#uuids = uuids;
    this.#window.count = uuids.length;
    const focused = this.#focusedIndex;
    this.tabStop = Math.max(0, focused >= 0 || open === null ? focused : uuids.indexOf(open));
    const active = this.#host.shadowRoot?.activeElement;
    this.#focusedRow = active instanceof HTMLElement && active.matches('.row') ? active : null;
  }

  /** Whether all rooms have rows. */
  get isWhole(): boolean {
    return this.#window.isWhole;
  }

  /** The rows in view and around it, and the one that the Tab key leads to. */
  drawn(): readonly number[] {
    const { start, end } = this.#window;
    const drawn = Array.from({ length: end - start }, (_, nth) => start + nth);
    if (this.tabStop < start) drawn.unshift(this.tabStop);
    else if (this.tabStop >= end) drawn.push(this.tabStop);
    return drawn;
  }

  /** Whether a row is drawn though it is far away. */
  isApart(index: number): boolean {
    return index < this.#window.start || index >= this.#window.end;
  }

  hostUpdated(): void {
    // A row that moves up loses the focus on its way, though the person did nothing.
    const row = this.#focusedRow;
    if (row?.isConnected && this.#host.shadowRoot?.activeElement !== row) row.focus({ preventScroll: true });
    this.#place();
    if (this.#window.isGrowing && this.#uuids.length > 0) this.#filling.ask();
  }

  hostDisconnected(): void {
    this.#filling.cancel();
  }

  /** Puts the focus on a row, or on the nearest one there is. */
  focusRow(index: number): void {
    const target = Math.max(0, Math.min(index, this.#uuids.length - 1));
    const row = this.#rowAt(target);
    if (row) row.focus();
    else void this.#focusFar(target);
  }

  readonly handleScroll = (): void => {
    const { scroller, list } = this.#options.elements();
    if (this.#window.isWhole || !scroller) return;
    if (this.#window.look(scroller, list?.querySelector('li') ?? null)) this.#options.onChange();
  };

  readonly handleFocus = (event: FocusEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.row');
    const uuid = row?.dataset['uuid'] ?? null;
    if (uuid === this.#focusedUuid) return;
    this.#focusedUuid = uuid;
    this.#host.requestUpdate();
  };

  readonly handleKey = (event: KeyboardEvent): void => {
    const current = this.#focusedIndex;
    const targets: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: this.#uuids.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || isModified(event)) return;
    event.preventDefault();
    this.focusRow(target);
  };

  get #focusedIndex(): number {
    return this.#focusedUuid === null ? -1 : this.#uuids.indexOf(this.#focusedUuid);
  }

  /** Rows that are not drawn leave their space empty. */
  #place(): void {
    const { list } = this.#options.elements();
    if (!list) return;
    const { isWhole, start, end, height } = this.#window;
    const [above, below] = isWhole ? [0, 0] : [start * height, (this.#uuids.length - end) * height];
    setPixels(list, 'padding-block-start', above);
    setPixels(list, 'padding-block-end', below);
    for (const item of list.querySelectorAll<HTMLElement>('[data-index]')) {
      const index = Number(item.dataset['index']);
      setPixels(item, 'inset-block-start', this.isApart(index) ? index * height : 0);
    }
    this.handleScroll();
  }

  #rowAt(index: number): HTMLElement | null {
    if (this.isApart(index)) return null;
    return this.#options.elements().list?.querySelector<HTMLElement>(`[data-index="${index}"] > .row`) ?? null;
  }

  async #focusFar(index: number): Promise<void> {
    const { scroller } = this.#options.elements();
    if (!scroller) return;
    scroller.scrollTop = this.#window.topFor(index);
    this.handleScroll();
    await this.#host.updateComplete;
    this.#rowAt(index)?.focus();
  }
}

function isModified(event: KeyboardEvent): boolean {
  return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event);
}

function setPixels(element: HTMLElement, property: string, value: number): void {
  const size = value === 0 ? '' : `${value}px`;
  if (element.style.getPropertyValue(property) !== size) element.style.setProperty(property, size);
}
