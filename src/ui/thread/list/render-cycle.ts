import type { LitElement } from 'lit';
import { AfterPaint } from '../../shared/after-paint.js';
import { nextFrame, type FramePace } from '../../shared/frame-pace.js';
import { rowsRendered } from './row-metrics.js';
import type { RowWindow } from './row-window.js';
import type { Row } from './rows.js';
import type { ScrollAnchor, ScrollPosition } from './scroll-anchor.js';

/** The box that scrolls, and the one in it whose children are the rows. Null until they were rendered. */
export interface ListElements {
  readonly scroller: HTMLElement | null;
  readonly content: HTMLElement | null;
}

export interface RenderCycleOptions {
  readonly host: LitElement;
  readonly elements: () => ListElements;
  readonly window: RowWindow;
  readonly anchor: ScrollAnchor;
  readonly pace: FramePace;
  /** Called when the window may move on (`moveOn`). */
  readonly onMayMove: () => void;
}

/** Brings the window into the page, and moves it on with the viewport: the phases of `MessageList`. */
export class RenderCycle {
  readonly #options: RenderCycleOptions;
  readonly #afterFirstPicture: AfterPaint;
  #phase: 'settled' | 'stale' | 'settling' = 'settled';
  /** Resolves when the rows that are settling have settled. */
  #settling: Promise<void> | undefined;
  #renderedRows: readonly Row[] = [];
  /** Where to go as soon as its row is there. */
  #target: ScrollPosition | undefined;
  /** The number of the frame in which the window may move on. */
  #moveFrame = 0;
  /** Where the window began when its first picture was to be painted. */
  #pictureStart = 0;

  constructor(options: RenderCycleOptions) {
    this.#options = options;
    this.#afterFirstPicture = new AfterPaint(() => {
      options.window.endFirstPicture();
      options.onMayMove();
    });
  }

  /** Whether the window in the page is another than the one to be rendered. */
  get isStale(): boolean {
    return this.#phase === 'stale';
  }

  /** Another timeline: nobody goes anywhere in the last one. */
  reset(): void {
    this.#target = undefined;
  }

  /** Moved in the page before the first picture was filled: it still is to be. */
  connect(): void {
    if (this.#options.window.isFirstPicture) this.#fillAfterPaint();
  }

  disconnect(): void {
    this.#afterFirstPicture.cancel();
    cancelAnimationFrame(this.#moveFrame);
    this.#moveFrame = 0;
  }

  /** After each update of the host. */
  rendered(): void {
    const { elements, anchor, window } = this.#options;
    const { scroller, content } = elements();
    anchor.observe(scroller, content);
    if (window.rows !== this.#renderedRows || this.isStale) this.#settle(content);
  }

  /** Has the present state rendered before the next paint; resolves when it was. */
  async render(): Promise<void> {
    this.#invalidate();
    await this.#options.host.updateComplete;
  }

  /** The same, with rows that have settled. @param target where the reader shall be then */
  async renderAt(target?: ScrollPosition): Promise<void> {
    this.#target = target;
    await this.render();
    await this.#settling;
    // Its row did not come: whatever comes later must not be jumped to.
    if (this.#target === target) this.#target = undefined;
  }

  /** After each scroll and each adjustment: moves the window on, if it need be. */
  moveOn(): void {
    // What is above the first rows of all comes when these were painted.
    if (this.#options.window.isCold) return;
    if (this.#phase !== 'settling' && this.#moveWindow()) this.#invalidate();
  }

  /** To `stale`. */
  #invalidate(): void {
    this.#phase = 'stale';
    this.#options.host.requestUpdate();
    this.#options.pace.hurry();
  }

  /** To `settling`, and from there to `settled`. */
  #settle(content: HTMLElement | null): void {
    this.#phase = 'settling';
    this.#renderedRows = this.#options.window.rows;
    this.#aim();
    this.#options.window.fitSpacers(content);
    this.#settling ??= this.#settleRows();
  }

  async #settleRows(): Promise<void> {
    const { elements, anchor, window } = this.#options;
    await rowsRendered(() => elements().content);
    // To draw them took its time already: they are laid out in a task of its own, with the frame.
    if (window.isCold) await nextFrame();
    this.#settling = undefined;
    // Meanwhile it may have become stale: then it settles once more.
    if (this.#phase === 'settling') this.#phase = 'settled';
    window.measure(elements().content);
    anchor.adjust();
    if (window.isFirstPicture) this.#fillAfterPaint();
  }

  /** As soon as the row is there: whatever is adjusted from now on keeps it in its place. */
  #aim(): void {
    const { anchor } = this.#options;
    if (!this.#target || !anchor.rowOf(this.#target.key)) return;
    anchor.restore(this.#target);
    this.#target = undefined;
  }

  /** What is in view is painted first; the rows beyond it come in the frame after, or when a flood is over. */
  #fillAfterPaint(): void {
    const { start } = this.#options.window;
    if (this.#pictureStart !== start) this.#afterFirstPicture.cancel();
    this.#pictureStart = start;
    this.#afterFirstPicture.ask();
  }

  /** @returns whether other messages are in the window now */
  #moveWindow(): boolean {
    const { elements, anchor, window } = this.#options;
    const { scroller } = elements();
    if (!scroller || scroller.clientHeight === 0) return false;
    const { row } = anchor;
    const viewport = window.viewport(scroller, row);
    const movedFar = anchor.isPinned ? undefined : window.followIntoSpacer(scroller, viewport, row !== undefined);
    if (movedFar !== undefined) return movedFar;
    if (this.#moveFrame && window.covers(viewport)) return false;
    return window.follow(viewport, anchor.isPinned ? 0 : anchor.lastStep) && this.#moveOnNextFrame();
  }

  /** The window may have further to go. Where it moved for a scroll event, this frame's callbacks are still to come. */
  #moveOnNextFrame(): true {
    const { currentTime } = document.timeline;
    this.#moveFrame ||= requestAnimationFrame(() => {
      this.#moveFrame = 0;
      if (document.timeline.currentTime === currentTime) this.#moveOnNextFrame();
      else this.#options.onMayMove();
    });
    return true;
  }
}
