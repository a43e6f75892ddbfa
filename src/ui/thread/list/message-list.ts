import type { LitElement, ReactiveController } from 'lit';
import { Dressing } from './dressing.js';
import { FramePace, type Pace } from '../../shared/frame-pace.js';
import { hasNewest, paceOf, wroteMore, type ListInput, type ListTimeline, type MessageListOptions } from './input.js';
import { isPending, type Item } from './items.js';
import { KeptRows } from './kept-rows.js';
import type { Viewport } from './needs.js';
import { RenderCycle } from './render-cycle.js';
import { RowWindow } from './row-window.js';
import { resizeRow } from './resized-row.js';
import { RowSelection } from './row-selection.js';
import { UNREAD_KEY, type Row } from './rows.js';
import { ScrollAnchor, type ScrollPosition } from './scroll-anchor.js';
import { ScrollPositions } from './scroll-positions.js';
import { Supply } from './supply.js';
import { RENDERS_AT_ONCE } from './tuning.js';

/**
 * A scrolling list of messages of which only a window has rows. The host gives it what to show (`update`), renders
 * `rows`, and asks it to go somewhere (`goTo`, `goToNewest`, `focus`); the list asks the source for what it lacks. Terms
 * and measurements: docs/decisions/thread-window.md.
 *
 * Two things have a state. The stage of the timeline, once per timeline:
 *     closed ──update(input)──▶ waiting ──its messages came──▶ opening ──its position is reached──▶ open
 *        ▲                         ▲                                                                 │
 *        └────update(undefined)────┴──────────────────────update(another id)─────────────────────────┘
 * - waiting: pinned to the end. opening: where the timeline was left, or its first unread message, is fetched and
 *   rendered. In both, the source is asked for nothing else, and nobody is said to read.
 * - open: what is missing near the viewport is asked for.
 *
 * And the phase of the rows in the page, over and over (RenderCycle):
 *          ┌──────────────────── update() made other rows ─────────────────┐
 *          │                                                               ▼
 *       settled ──the window moved on, or goTo──▶ stale ──rendered──▶ settling
 *          ▲                                                               │
 *          └─────────────────── the rows have rendered, too ───────────────┘
 * - settled: the rows in the page are those of the window, and what is read stands where it stood (ScrollAnchor). After
 *   each adjustment, scroll and resize the window may move on.
 * - stale: the window is another than in the page. The host renders before the next paint, whatever flood there is.
 * - settling: the rows are in the page and render themselves. The window stays. Rows that come meanwhile are awaited, too;
 *   then rows are measured and the position is adjusted: a fixed number of reads of geometry.
 * The circle ends: a window that covers the viewport moves once a frame; one that does not covers it after one move.
 */
export class MessageList implements ReactiveController {
  readonly #options: MessageListOptions;
  readonly #anchor: ScrollAnchor;
  /** Renders what comes alone at once, and a flood once per frame. */
  readonly pace = new FramePace(RENDERS_AT_ONCE);
  readonly #window = new RowWindow();
  readonly #cycle: RenderCycle;
  readonly #keptRows: KeptRows;
  readonly selection: RowSelection;
  readonly dressing: Dressing;
  readonly #supply = new Supply(() => this.#handleAdjusted());
  #positions = new ScrollPositions();
  #stage: 'closed' | 'waiting' | 'opening' | 'open' = 'closed';
  /** Counts the timelines that were entered: what was begun for one must not go on in another. */
  #visit = 0;
  #input: ListInput | undefined;

  constructor(host: LitElement, options: MessageListOptions) {
    this.#options = options;
    this.selection = new RowSelection(host);
    this.#keptRows = new KeptRows(host, this.selection);
    this.dressing = new Dressing(host, { ...options, first: () => this.#anchor.row });
    this.#anchor = new ScrollAnchor({
      onScrolled: (step) => this.dressing.scrolled(step),
      onAdjusted: () => this.#handleAdjusted(),
      onPinned: () => host.requestUpdate(),
      endIsNewest: () => this.#endIsNewest,
      absorb: (drift) => this.#window.absorb(drift),
    });
    this.#cycle = new RenderCycle({
      host,
      elements: options.elements,
      window: this.#window,
      anchor: this.#anchor,
      pace: this.pace,
      onMayMove: () => this.#handleAdjusted(),
    });
    host.addController(this);
  }

  /** What the host renders; the same array as long as it would hold the same. */
  get rows(): readonly Row[] {
    return this.#window.rows;
  }

  /** How many messages there are, with a row or without. */
  get length(): number {
    return this.#window.items.length;
  }

  /** What is in view, about. */
  get viewport(): Viewport {
    return this.#window.viewport(this.#scroller, this.#anchor.row);
  }

  /** Whether the newest message of all is in view and shall stay there. */
  get atNewest(): boolean {
    return this.#anchor.isPinned && this.#endIsNewest;
  }

  /** Whether who looks at the list reads the newest message: it is there, and the list not on its way elsewhere. */
  get showsNewest(): boolean {
    return this.#stage === 'open' && this.#isReady && this.atNewest;
  }

  /** The index of the message that a row's element shows. */
  indexOf(row: HTMLElement): number | undefined {
    return this.#window.rowWith(row.dataset['key'])?.index;
  }

  /** The rows of the messages from `from` up to `to`, whether they are in the page or not. */
  rowsBetween(from: number, to: number): readonly Row[] {
    return this.#input ? this.#window.rowsBetween(this.#input, from, to) : [];
  }

  // What the host tells

  /** Another person's timelines: nothing of the last one's may be left. */
  reset(): void {
    this.#window.resetKeys();
    this.#positions = new ScrollPositions();
    this.#input = undefined;
    this.#enter();
  }

  /** When to render `next`. For the host's `scheduleUpdate`. */
  paceFor(next: ListInput | undefined): Pace {
    const before = next?.id === this.#input?.id ? this.#input?.timeline : undefined;
    return paceOf(before, next?.timeline, this.#cycle.isStale);
  }

  /** What is to be painted at once does not wait for a flood's frame. */
  hurryFor(next: ListInput | undefined): void {
    if (this.paceFor(next) === 'at-once') this.pace.hurry();
  }

  /** Makes the rows of what is shown, for the host's `willUpdate`. @param canChoose whether the person chooses what is next */
  update(input: ListInput | undefined, canChoose = false): void {
    this.#anchor.catchUp();
    const before = this.#input;
    const isSame = before?.id === input?.id && before?.visit === input?.visit;
    if (!isSame) this.#leave();
    this.#input = input;
    if (!isSame) this.#enter();
    else if (before && input && before.timeline !== input.timeline) this.#follow(before.timeline, input);
    this.#window.makeRows(input, this.#keptRows.remember(), canChoose);
  }

  hostUpdated(): void {
    this.#cycle.rendered();
    if (this.#stage === 'waiting' && this.#isReady) void this.#open();
    this.#keptRows.restore();
  }

  hostConnected(): void {
    this.#anchor.connect();
    this.#cycle.connect();
  }

  hostDisconnected(): void {
    this.#anchor.disconnect();
    this.#cycle.disconnect();
  }

  // Going somewhere

  /** Brings the newest message into view and keeps it there. */
  async goToNewest(): Promise<void> {
    const isCurrent = this.#watch();
    if (!this.#endIsNewest) {
      await this.#input?.source.loadNewest();
      await this.#cycle.render();
      if (!isCurrent()) return;
    }
    this.#window.moveToNewest(this.viewport);
    this.#anchor.pin();
    await this.#cycle.renderAt();
    if (isCurrent()) this.#anchor.adjust();
  }

  /** Brings a message into view, fetched when it is not there. @returns its row; undefined when there is none */
  async goTo(uuid: string): Promise<HTMLElement | undefined> {
    const index = await this.#find(uuid);
    const item = this.#window.items.at(index);
    return item && this.#bringIntoView(item);
  }

  /** Puts the focus on the message at `index`, or the nearest there is, and brings it into view. */
  async focus(index: number): Promise<void> {
    const at = Math.max(0, Math.min(index, this.length - 1));
    const item = this.#window.items.at(at);
    if (!item) return;
    const near = this.#window.has(at) ? this.#anchor.rowOf(this.#window.keyOf(item)) : undefined;
    const row = near ?? (await this.#bringIntoView(item));
    row?.focus({ preventScroll: true });
    if (row) this.#anchor.reveal(row);
  }

  /** See `resizeRow`. */
  readonly resizeRow = (row: HTMLElement, edge: 'start' | 'end', change: () => Promise<unknown>): Promise<void> =>
    resizeRow({ anchor: this.#anchor, scroller: this.#scroller }, row, edge, change);

  /** Where a message stands, fetched when it is not there; -1 when there is none. */
  async #find(uuid: string): Promise<number> {
    const isCurrent = this.#watch();
    const isMissing = this.#window.items.indexOfUuid(uuid) < 0;
    if (isMissing && (await this.#input?.source.loadAround(uuid))) await this.#cycle.render();
    return isCurrent() ? this.#window.items.indexOfUuid(uuid) : -1;
  }

  /** @returns its row; undefined when another timeline came meanwhile */
  async #bringIntoView(item: Item): Promise<HTMLElement | undefined> {
    const isCurrent = this.#watch();
    await this.#scrollTo(item);
    if (!isCurrent()) return undefined;
    this.#anchor.adjustNow();
    return this.#anchor.rowOf(this.#window.keyOf(item));
  }

  /** @param position where the message, or the line above it, shall stand */
  async #scrollTo(item: Item, position: Partial<ScrollPosition> = {}): Promise<void> {
    this.#window.moveTo(item, this.viewport);
    await this.#cycle.renderAt({ key: this.#window.keyOf(item), ...position });
  }

  /** Answers whether the timeline is still the one that it was when this was called. */
  #watch(): () => boolean {
    const visit = this.#visit;
    return () => visit === this.#visit;
  }

  /** The rows of the timeline that is left are still in place. */
  #leave(): void {
    const { position } = this.#anchor;
    const item = this.#window.rowWith(position?.key)?.message;
    const left = position && item && !isPending(item) ? { uuid: item.uuid, offset: position.offset } : undefined;
    if (this.#input) this.#positions.leave(this.#input.id, left);
  }

  #enter(): void {
    this.#visit += 1;
    this.#stage = this.#input ? 'waiting' : 'closed';
    this.#cycle.reset();
    this.#window.enter(this.#input?.timeline);
    this.#anchor.restore(null);
  }

  /**
   * To where the timeline was left, or to its first unread message; else it stays at its end. Restoring ends with the
   * frame, for what is around the list (the composer) may not have its height before.
   */
  async #open(): Promise<void> {
    this.#stage = 'opening';
    const isCurrent = this.#watch();
    await this.#goToStart();
    if (!isCurrent()) return;
    this.#stage = 'open';
    this.#supply.begin();
    this.#anchor.adjustSoon();
  }

  async #goToStart(): Promise<void> {
    const { id = '', unreadAfter = null } = this.#input ?? {};
    const left = this.#positions.of(id);
    const uuid = left?.uuid ?? unreadAfter;
    const index = uuid === null ? -1 : await this.#find(uuid);
    const item = this.#window.items.at(left ? index : index + 1);
    if (index < 0 || !item) return;
    await this.#scrollTo(item, left ? { offset: left.offset } : { key: UNREAD_KEY });
  }

  #follow(before: ListTimeline, input: ListInput): void {
    this.#window.update(before, input, this.#anchor.isPinned);
    if (wroteMore(before, input.timeline)) void this.goToNewest();
  }

  /** After each scroll and each adjustment. */
  #handleAdjusted(): void {
    if (this.#isReady && this.length > 0) this.#cycle.moveOn();
    this.#options.onViewport();
    if (!this.#input || this.#stage !== 'open') return;
    const { rows, viewport } = this;
    this.#supply.request(this.#input, { rows, viewport, scroller: this.#scroller, speed: this.#anchor.speed });
  }

  get #scroller(): HTMLElement | null {
    return this.#options.elements().scroller;
  }

  get #isReady(): boolean {
    return this.#input?.timeline.status === 'ready';
  }

  get #endIsNewest(): boolean {
    return !this.#input || hasNewest(this.#input.timeline);
  }
}
