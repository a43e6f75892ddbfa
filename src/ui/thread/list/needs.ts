import { HELD_AROUND, MAX_HELD } from '../../../store/retention.js';
import type { ListInput, ListTimeline } from './input.js';
import type { Row } from './rows.js';
import { PREFETCH_SCREENS, PREFETCH_SLACK, PREFETCH_TIME, VISIT_SCREENS } from './tuning.js';

/** What is in view: the index of the first message, and about how many there are. */
export interface Viewport {
  readonly first: number;
  readonly count: number;
}

export interface Surroundings {
  readonly rows: readonly Row[];
  readonly viewport: Viewport;
  readonly scroller: HTMLElement | null;
  /** How fast (px/ms) the person scrolls; negative towards the older. */
  readonly speed: number;
  /** Whether the person only looks in, as far as one knows: they have neither stayed nor scrolled yet. */
  readonly isVisit: boolean;
}

/** Asks for one thing that is missing near the viewport, before the person gets to it; else lets go of what is far. */
export function requestNeeds({ timeline, source }: ListInput, around: Surroundings): void {
  const { rows, viewport, scroller } = around;
  if (timeline.status !== 'ready' || !scroller || scroller.clientHeight === 0) return;
  const wanted = reserve(around, scroller.clientHeight);
  const above = scroller.scrollTop / rowHeight(viewport, scroller.clientHeight);
  if (timeline.hasOlder && timeline.older === 'idle' && above < wanted) {
    source.loadOlder(Math.ceil(wanted * (around.speed === 0 ? 1 : PREFETCH_SLACK) - above));
    return;
  }
  // What has a row is near. A failed gap waits for its button.
  const gap = rows.find((row) => row.kind === 'gap' && row.status === 'idle');
  if (gap?.kind === 'gap') source.fillGap(gap.after, wanted);
  else if (isHeavy(timeline)) release({ timeline, source }, viewport);
}

/**
 * How many messages shall be there ahead of the person. By time, not by distance: a page takes as long whoever asks, and
 * the faster one scrolls, the more go by meanwhile. Fewer than those that stay when others are let go of.
 */
function reserve({ viewport, speed, isVisit }: Surroundings, height: number): number {
  const passing = (Math.abs(speed) * PREFETCH_TIME) / rowHeight(viewport, height);
  const least = viewport.count * (isVisit ? VISIT_SCREENS : PREFETCH_SCREENS);
  return Math.ceil(Math.min(Math.max(least, passing), HELD_AROUND / 2));
}

function rowHeight({ count }: Viewport, height: number): number {
  return height / Math.max(1, count - 1);
}

/** Whether it holds more than it should, and nothing is on its way that belongs to what would be released. */
function isHeavy({ messages, older, gaps }: ListTimeline): boolean {
  return messages.length > MAX_HELD && older !== 'loading' && ![...gaps.values()].includes('loading');
}

function release({ timeline, source }: Pick<ListInput, 'timeline' | 'source'>, { first, count }: Viewport): void {
  const { messages } = timeline;
  const from = messages[Math.max(0, first - HELD_AROUND)];
  const to = messages[Math.min(messages.length - 1, first + count + HELD_AROUND)];
  if (from && to) source.release(from.uuid, to.uuid);
}
