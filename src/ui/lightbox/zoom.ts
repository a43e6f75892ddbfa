/** Where a picture is in its stage: moved by pixels from the middle, and enlarged. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const FITTED: Place = { x: 0, y: 0, scale: 1 };
const MOST = 8;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Enlarged by `factor`, with what is at `point` (pixels from the stage's middle) staying there. */
export function zoomed({ x, y, scale }: Place, factor: number, point: Point = FITTED): Place {
  const next = Math.min(MOST, Math.max(1, scale * factor));
  // Whole again, it is in the middle again.
  if (next === 1) return FITTED;
  const by = next / scale;
  return { x: point.x - (point.x - x) * by, y: point.y - (point.y - y) * by, scale: next };
}

/** Moved by pixels, but not out of sight. @param stage the size in which it is shown */
export function moved(
  { x, y, scale }: Place,
  by: Point,
  stage: { readonly width: number; readonly height: number },
): Place {
  const within = (value: number, size: number): number => {
    const most = (size * (scale - 1)) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { x: within(x + by.x, stage.width), y: within(y + by.y, stage.height), scale };
}
