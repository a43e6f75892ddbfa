import { systemClock, type Clock } from '../shared/clock.js';

/** How long (ms) a finger rests before it counts, and how far (px) it may stray. */
const DURATION = 500;
const TOLERANCE = 10;

/**
 * Calls `callback` when a finger rests on the element of a `pointerdown`. Scrolling, lifting and a second finger end it.
 * Listens only while the finger is down.
 */
export function watchLongPress(
  down: PointerEvent,
  element: HTMLElement,
  callback: () => void,
  clock: Clock = systemClock,
): void {
  if (down.pointerType !== 'touch' || !down.isPrimary) return;
  const over = new AbortController();
  const { signal } = over;
  const cancel = clock.after(DURATION, () => {
    over.abort();
    callback();
  });
  signal.addEventListener('abort', cancel);
  const end = (): void => over.abort();
  const moved = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > TOLERANCE) end();
  };
  element.addEventListener('pointermove', moved, { signal });
  for (const type of ['pointerup', 'pointercancel', 'pointerleave']) element.addEventListener(type, end, { signal });
}
