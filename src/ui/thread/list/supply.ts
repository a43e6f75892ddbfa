import type { ChatSession } from '../../../session/session.js';
import type { Timeline } from '../../../store/state.js';
import type { Row } from './rows.js';
import type { Viewport } from './viewport.js';

/** Screens above the person at which the next older page is asked for; and how many of the last scroll's steps. */
const SCREENS = 1.5;
const STEPS = 8;
/** Messages of a room that are held at most, and that stay on each side of the view when the others are released. */
const HELD = 2_000;
const KEPT = 600;

/** Sees to it that the messages around the view are there, before the person gets to them, and lets go of far ones. */
export class Supply {
  readonly #viewport: Viewport;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  look(timeline: Timeline, rows: readonly Row[], session: ChatSession, scroller: HTMLElement | null): void {
    if (timeline.status !== 'ready' || !scroller || scroller.clientHeight === 0) return;
    if (timeline.hasOlder && timeline.older === 'idle' && this.#isNearTop(scroller)) {
      session.loadOlder(timeline.id);
      return;
    }
    // What has a row is near. A failed gap waits for its button.
    const gap = rows.find((row) => row.kind === 'gap' && row.status === 'idle');
    if (gap?.kind === 'gap') session.fillGap(timeline.id, gap.after);
    else if (timeline.messages.length > HELD) this.#release(timeline, session);
  }

  #isNearTop(scroller: HTMLElement): boolean {
    const ahead = Math.max(scroller.clientHeight * SCREENS, -this.#viewport.scroll.step * STEPS);
    return scroller.scrollTop < ahead;
  }

  #release({ id, messages, older, gaps }: Timeline, session: ChatSession): void {
    if (older === 'loading' || [...gaps.values()].includes('loading')) return;
    const { first, visible } = this.#viewport;
    const from = messages[Math.max(0, first - KEPT)];
    const to = messages[Math.min(messages.length - 1, first + visible + KEPT)];
    if (from && to) session.release(id, from.uuid, to.uuid);
  }
}
