import type { LitElement, ReactiveController } from 'lit';
import { AfterPaint } from '../../shared/after-paint.js';
import { ScrollAnchor, type ReadingPlace } from './scroll-anchor.js';
import type { Timeline } from '../../../store/state.js';
import { Items, type Item } from './items.js';
import type { MessageRow, Row } from './rows.js';
import { RowWindow, type Direction } from './row-window.js';
import { Spaces } from './spaces.js';

/** A row's height (px) before any was seen. */
const GUESS = 44;
/** How often the rows are measured once the first ones are known: at each so many-th settling. */
const SELDOM = 16;

export interface ViewportOptions {
  /** Called when what is in view may be another part of the room. */
  readonly onLook: () => void;
  /** Called when the window must be rendered anew before the next paint. */
  readonly onChange: () => void;
  readonly keyOf: (item: Item) => string;
  /** Where rows and the box around them are. */
  readonly elements: () => { scroller: HTMLElement | null; content: HTMLElement | null };
}

/** A row element, which knows how many elements it is made of. */
interface WeighedRow extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
  readonly isUpdatePending?: boolean;
  readonly weight?: number;
}

/**
 * What is in view of a room's messages: which of them have rows, how high the space is in place of the others, and where
 * the scroller stands. Geometry is read once per change, never per message.
 */
export class Viewport implements ReactiveController {
  readonly scroll: ScrollAnchor;
  readonly #host: LitElement;
  readonly #options: ViewportOptions;
  readonly #window = new RowWindow();
  readonly #spaces = new Spaces();
  #items = new Items({ messages: [], pending: [] });
  #rows: readonly Row[] = [];
  #timeline: Timeline | undefined;
  #rowHeight = GUESS;
  #settling = false;
  /** What is in view is painted first; the rows beyond it come in the frame after, or when a flood is over. */
  readonly #filling = new AfterPaint(() => {
    this.#window.isFresh = false;
    this.#look();
  });
  /** The number of the frame that was asked for to move the window on. */
  #moving = 0;
  /** Where the window began when it was to be filled. */
  #fillingFrom = 0;
  #settled = 0;
  /** Where to go with the next render. */
  #target: ReadingPlace | undefined;

  constructor(host: LitElement, options: ViewportOptions) {
    this.#host = host;
    this.#options = options;
    this.scroll = new ScrollAnchor(host, {
      onSettled: () => this.#look(),
      endIsNewest: () => this.endIsNewest,
      absorb: (drift) => this.#spaces.absorb(drift),
    });
    host.addController(this);
  }

  get items(): Items {
    return this.#items;
  }

  get start(): number {
    return this.#window.start;
  }

  get end(): number {
    return this.#window.end;
  }

  /** Whether nothing newer is missing below the last message. */
  get endIsNewest(): boolean {
    const { messages, gaps } = this.#timeline ?? {};
    const last = messages?.[messages.length - 1];
    return !last || !gaps?.has(last.uuid);
  }

  /** Whether the newest message of all is in view and shall stay there. */
  get atNewest(): boolean {
    return this.scroll.atNewest && this.endIsNewest;
  }

  /** About how many messages fit the view. */
  get visible(): number {
    return Math.ceil((this.#options.elements().scroller?.clientHeight ?? 0) / this.#rowHeight) + 1;
  }

  /** The index of the first message in view. */
  get first(): number {
    const key = this.scroll.first?.dataset['key'];
    return this.#indexOfKey(key) ?? Math.max(0, this.#items.length - this.visible);
  }

  /** The index of the message that a row element shows. */
  indexOf(row: HTMLElement): number | undefined {
    return this.#indexOfKey(row.dataset['key']);
  }

  #indexOfKey(key: string | undefined): number | undefined {
    return this.#rows.find((row): row is MessageRow => isMessage(row) && row.key === key)?.index;
  }

  /** Takes another state of the room, or another room, before the rows are made. */
  follow(timeline: Timeline | undefined): void {
    this.scroll.catchUp();
    if (timeline === this.#timeline) return;
    const sameRoom = timeline?.roomUuid === this.#timeline?.roomUuid;
    this.#timeline = timeline;
    this.#items = new Items(timeline ?? { messages: [], pending: [] });
    if (sameRoom) this.#window.follow(this.#items, this.scroll.atNewest);
    else {
      this.#window.reset(this.#items);
      this.#spaces.reset();
    }
  }

  hostDisconnected(): void {
    this.#filling.cancel();
    cancelAnimationFrame(this.#moving);
    this.#moving = 0;
  }

  hostUpdated(): void {
    const { scroller, content } = this.#options.elements();
    this.scroll.observe(scroller, content);
  }

  /** After a render: gives the spaces their height, and settles when the rows are there. */
  rendered(rows: readonly Row[]): void {
    if (rows === this.#rows) return;
    this.#rows = rows;
    this.#aim();
    this.#spaces.fit(this.#options.elements().content, this.#rowHeight);
    void this.#settleWithRows();
  }

  toNewest(): void {
    const { visible } = this;
    // Rows that are there need not come anew.
    if (!this.#window.covers(Math.max(0, this.#items.length - visible), visible)) this.#window.reset(this.#items);
    this.scroll.toNewest();
    this.#options.onChange();
  }

  /** Resolves when the rows are those of the present state. */
  async refresh(): Promise<void> {
    this.#options.onChange();
    await this.#host.updateComplete;
  }

  /** Goes to a message; `place` says where it shall stand, given a third of the view's height. */
  async goTo(index: number, place: (third: number) => ReadingPlace): Promise<void> {
    const { scroller } = this.#options.elements();
    this.#target = place(Math.round((scroller?.clientHeight ?? 0) / 3));
    this.#window.around(index, this.visible);
    await this.refresh();
    this.#aim();
    await this.#rowsUpdated();
    this.scroll.settleNow();
  }

  /** Gives a message a row, wherever it is, and answers its element. */
  async mount(index: number): Promise<HTMLElement | undefined> {
    const item = this.#items.at(index);
    if (!item) return undefined;
    const key = this.#options.keyOf(item);
    if (index < this.#window.start || index >= this.#window.end)
      await this.goTo(index, (third) => ({ key, offset: third }));
    return this.scroll.row(key);
  }

  /** As soon as the row is there: whatever settles from now on keeps it in its place. */
  #aim(): void {
    if (!this.#target || !this.scroll.row(this.#target.key)) return;
    this.scroll.restore(this.#target);
    this.#target = undefined;
  }

  /** Once for all rows: what a row shows is there before it is measured, and before it is painted. */
  async #settleWithRows(): Promise<void> {
    if (this.#settling) return;
    this.#settling = true;
    await this.#rowsUpdated();
    this.#settling = false;
    const rows = this.#rowElements().filter((row) => row.dataset['key'] !== undefined);
    if (rows.length > 0) this.#window.weight = rows.reduce((sum, { weight }) => sum + (weight ?? 1), 0) / rows.length;
    if (this.#window.isFresh || this.#settled % SELDOM === 0) this.#measure(rows);
    this.#settled += 1;
    this.scroll.settle();
    if (this.#window.isFresh && this.#items.length > 0) this.#fillSoon();
  }

  #fillSoon(): void {
    if (this.#fillingFrom !== this.#window.start) this.#filling.cancel();
    this.#fillingFrom = this.#window.start;
    this.#filling.ask();
  }

  /** Rows that came while others were awaited are awaited too. */
  async #rowsUpdated(): Promise<void> {
    for (let late = this.#lateRows(); late.length > 0; late = this.#lateRows())
      await Promise.all(late.map((row) => row.updateComplete));
  }

  #lateRows(): WeighedRow[] {
    return this.#rowElements().filter((row) => row.isUpdatePending);
  }

  #rowElements(): WeighedRow[] {
    return [...(this.#options.elements().content?.children ?? [])] as WeighedRow[];
  }

  /** How high a row is on average: two reads of geometry. */
  #measure(rows: readonly HTMLElement[]): void {
    const [first, last] = [rows[0], rows[rows.length - 1]];
    if (!first || !last || this.#hasKept) return;
    const height = (last.offsetTop + last.offsetHeight - first.offsetTop) / rows.length;
    // Each change of it moves the spaces: only what is worth a correction counts.
    if (height > 0 && Math.abs(height - this.#rowHeight) > this.#rowHeight / 10) this.#rowHeight = height;
  }

  get #hasKept(): boolean {
    return this.#rows.some(({ key }) => key === 'space-above' || key === 'space-below');
  }

  #look(): void {
    if (this.#timeline?.status === 'ready' && this.#items.length > 0 && this.#move()) this.#options.onChange();
    this.#options.onLook();
  }

  #move(): boolean {
    const { scroller } = this.#options.elements();
    if (!scroller || scroller.clientHeight === 0) return false;
    const { atNewest, step } = this.scroll;
    const lost = atNewest ? undefined : this.#lostAt(scroller);
    if (lost !== undefined) return this.#window.around(lost, this.visible);
    const { visible } = this;
    const first = atNewest ? Math.max(0, this.#items.length - visible) : this.first;
    // A step per frame, unless there is nothing to see.
    if (this.#moving && this.#window.covers(first, visible)) return false;
    return this.#window.see(first, visible, atNewest ? 0 : (Math.sign(step) as Direction)) && this.#moveOnSoon();
  }

  /** The window may have further to go. */
  #moveOnSoon(): true {
    this.#moving ||= requestAnimationFrame(() => {
      this.#moving = 0;
      this.#look();
    });
    return true;
  }

  /** Who drags the scroll bar may get where no rows are: about which message would stand there? */
  #lostAt(scroller: HTMLElement): number | undefined {
    const view = scroller.getBoundingClientRect();
    for (const space of this.#spaces.elements) {
      const box = space.getBoundingClientRect();
      if (box.top > view.top || box.bottom < view.bottom) continue;
      const passed = ((view.top - box.top) / box.height) * Number(space.dataset['items']);
      return Number(space.dataset['from']) + Math.floor(passed);
    }
    return undefined;
  }
}

function isMessage(row: Row): row is MessageRow {
  return row.kind === 'message';
}
