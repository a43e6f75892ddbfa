import { FITTED, moved, zoomed, type Place } from './zoom.js';

/** Pixels that a finger goes before it means something. */
const SWIPE = 60;
const TAP = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GestureOptions {
  readonly place: () => Place;
  readonly onPlace: (place: Place) => void;
  /** A swipe to the side: to the picture after this one in reading from left to right, or before it. */
  readonly onSwipe: (by: -1 | 1) => void;
  /** A swipe down, or a tap beside the picture. */
  readonly onLeave: () => void;
}

/** What fingers, the mouse and its wheel do to a picture: one moves it or goes on, two enlarge it. */
export class Gestures {
  readonly #options: GestureOptions;
  readonly #pointers = new Map<number, Point>();
  #start: Point | undefined;
  #hadTwo = false;

  constructor(options: GestureOptions) {
    this.#options = options;
  }

  readonly handleDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, pointOf(event));
    this.#hadTwo = this.#pointers.size > 1;
    this.#start = pointOf(event);
  };

  readonly handleMove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    this.#pointers.set(event.pointerId, now);
    const { place, onPlace } = this.#options;
    const stage = event.currentTarget as HTMLElement;
    if (other) {
      const factor = distance(now, other) / Math.max(1, distance(before, other));
      onPlace(zoomed(place(), factor, fromMiddle(stage, middle(now, other))));
    } else if (place().scale > 1) {
      const by = { x: now.x - before.x, y: now.y - before.y };
      onPlace(moved(place(), by, { width: stage.clientWidth, height: stage.clientHeight }));
    }
  };

  readonly handleUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId) || this.#pointers.size > 0) return;
    const [start, end] = [this.#start, pointOf(event)];
    this.#start = undefined;
    if (!start || this.#hadTwo || this.#options.place().scale > 1) return;
    const [x, y] = [end.x - start.x, end.y - start.y];
    if (Math.abs(x) > SWIPE && Math.abs(x) > Math.abs(y)) this.#options.onSwipe(x < 0 ? 1 : -1);
    else if (y > SWIPE && y > Math.abs(x)) this.#options.onLeave();
    else if (Math.hypot(x, y) < TAP && isBeside(event)) this.#options.onLeave();
  };

  readonly handleCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    this.#hadTwo = true;
  };

  readonly handleWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const stage = event.currentTarget as HTMLElement;
    const factor = Math.exp(-event.deltaY / (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 300 : 10));
    this.#options.onPlace(zoomed(this.#options.place(), factor, fromMiddle(stage, pointOf(event))));
  };

  readonly handleDouble = (event: MouseEvent): void => {
    const { place, onPlace } = this.#options;
    const stage = event.currentTarget as HTMLElement;
    onPlace(place().scale > 1 ? FITTED : zoomed(FITTED, 2.5, fromMiddle(stage, pointOf(event))));
  };
}

/** Captured events say nothing of what lies under the pointer. */
function isBeside(event: PointerEvent): boolean {
  const picture = (event.currentTarget as HTMLElement).querySelector('img')?.getBoundingClientRect();
  if (!picture) return true;
  const { clientX: x, clientY: y } = event;
  return x < picture.left || x > picture.right || y < picture.top || y > picture.bottom;
}

function pointOf({ clientX, clientY }: MouseEvent): Point {
  return { x: clientX, y: clientY };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function fromMiddle(stage: HTMLElement, { x, y }: Point): Point {
  const box = stage.getBoundingClientRect();
  return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
}
