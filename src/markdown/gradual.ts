import { noChange } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';

/** Draws a part of a message. */
export type DrawPart = () => unknown;

/** Those with parts to draw, of all messages in sight: in a frame one part of one of them is drawn. */
const waiting = new Set<GradualDirective>();
let isScheduled = false;
let isWhole = false;

function drawNext(): void {
  const [next] = waiting;
  if (!next) {
    isScheduled = false;
    return;
  }
  // Its other parts wait for those of the others.
  waiting.delete(next);
  if (next.drawNext()) waiting.add(next);
  requestAnimationFrame(drawNext);
}

function wait(gradual: GradualDirective): void {
  waiting.add(gradual);
  if (isScheduled) return;
  isScheduled = true;
  // What is rendered now is painted with the next frame: the one after that is free.
  requestAnimationFrame(() => requestAnimationFrame(drawNext));
}

class GradualDirective extends AsyncDirective {
  #parts: readonly DrawPart[] = [];
  #drawn = 0;

  override render(parts: readonly DrawPart[]): unknown {
    if (parts === this.#parts) return noChange;
    this.#parts = parts;
    this.#drawn = isWhole ? parts.length : 1;
    if (isWhole) return parts.map((draw) => draw());
    wait(this);
    return [parts[0]?.()];
  }

  /** Draws one part more; answers whether others are left. */
  drawNext(): boolean {
    const next = this.#parts[this.#drawn]?.();
    this.setValue([...Array<symbol>(this.#drawn).fill(noChange), next]);
    this.#drawn += 1;
    return this.#drawn < this.#parts.length;
  }

  protected override disconnected(): void {
    waiting.delete(this);
  }

  protected override reconnected(): void {
    if (this.#drawn < this.#parts.length) wait(this);
  }
}

/** Runs what draws messages that nobody sees, but reads at once: all of their parts are there. */
export function drawWhole(draw: () => void): void {
  isWhole = true;
  try {
    draw();
  } finally {
    isWhole = false;
  }
}

const drawGradually = directive(GradualDirective);

/** Parts of a message below each other: the first now, each other in a frame of its own. */
export function gradually(parts: readonly DrawPart[]): unknown {
  // Without a directive for what is drawn in one go, as nearly all messages are.
  return parts.length > 1 ? drawGradually(parts) : parts[0]?.();
}
