import type { SeedMessage } from '../seed/seed.js';

/** Minutes. */
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** @param ago minutes before the first start */
export function says(
  author: string,
  ago: number,
  content: string,
  reactions?: Readonly<Record<string, string[]>>,
): SeedMessage {
  const message = { author, content, minutes_ago: ago };
  return reactions ? { ...message, reactions } : message;
}
