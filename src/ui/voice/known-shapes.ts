import type { Part } from '../../model/message.js';
import { decode, shapeOf, type Shape } from './decoded.js';

/** Bytes of what is read when it comes near the view: two minutes, about. */
const SMALL = 500_000;
/** Bytes of what is read when it is played. */
const LARGE = 3_000_000;
/** Samples a second: enough for the height of bars. */
const RATE = 8_000;
const MAX_KNOWN = 300;

const known = new Map<string, Shape>();
/** Where people stopped to listen, in seconds, as long as the page lives. */
const positions = new Map<string, number>();
/** One at a time: a thread that opens has better things to do. */
let queue: Promise<unknown> = Promise.resolve();

export function knownShape({ uuid }: Part): Shape | undefined {
  return known.get(uuid ?? '');
}

/** Whether a file is read without being played. Not for who saves data. */
export function isReadEarly({ size }: Part): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  return size <= SMALL && !connection?.saveData;
}

/** Reads a file for its shape; undefined where it is too large for that, or cannot be read: then it is heard only. */
export function readShape(part: Part): Promise<Shape | undefined> {
  const reading = queue.then(() => knownShape(part) ?? read(part));
  queue = reading;
  return reading;
}

async function read({ uuid, url, size }: Part): Promise<Shape | undefined> {
  if (uuid === null || url === null || size > LARGE) return undefined;
  try {
    const answer = await fetch(url, { credentials: 'omit' });
    if (!answer.ok) return undefined;
    const shape = shapeOf(await decode(await answer.arrayBuffer(), RATE));
    remember(known, uuid, shape);
    return shape;
  } catch {
    return undefined;
  }
}

export function positionOf({ uuid }: Part): number {
  return positions.get(uuid ?? '') ?? 0;
}

export function keepPosition({ uuid }: Part, seconds: number): void {
  if (uuid !== null) remember(positions, uuid, seconds);
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MAX_KNOWN && oldest !== undefined) map.delete(oldest);
}
