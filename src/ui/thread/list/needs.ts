import { HELD_AROUND, MAX_HELD } from '../../../store/retention.js';
import type { ListInput, ListTimeline } from './input.js';
import type { Row } from './rows.js';
import { PREFETCH_SCREENS, PREFETCH_STEPS } from './tuning.js';

/** What is in view: the index of the first message, and about how many there are. */
export interface Viewport {
  readonly first: number;
  readonly count: number;
}

export interface Surroundings {
  readonly rows: readonly Row[];
  readonly viewport: Viewport;
  readonly scroller: HTMLElement | null;
  /** How far (px) the person scrolled last; negative towards the older. */
  readonly lastStep: number;
}

/** Asks for one thing that is missing near the viewport, before the person gets to it; else lets go of what is far. */
export function requestNeeds({ timeline, source }: ListInput, around: Surroundings): void {
  const { rows, viewport, scroller } = around;
  if (timeline.status !== 'ready' || !scroller || scroller.clientHeight === 0) return;
  if (timeline.hasOlder && timeline.older === 'idle' && isNearTop(scroller, around.lastStep)) {
    source.loadOlder();
    return;
  }
  // What has a row is near. A failed gap waits for its button.
  const gap = rows.find((row) => row.kind === 'gap' && row.status === 'idle');
  if (gap?.kind === 'gap') source.fillGap(gap.after);
  else if (isHeavy(timeline)) release({ timeline, source }, viewport);
}

function isNearTop(scroller: HTMLElement, lastStep: number): boolean {
  return scroller.scrollTop < Math.max(scroller.clientHeight * PREFETCH_SCREENS, -lastStep * PREFETCH_STEPS);
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
