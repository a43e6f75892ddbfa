import { nextTask } from '../connection/next-task.js';
import { chatError, toChatError, type ChatError } from '../model/errors.js';

/** Told of an item of a list that could not be read. `what` names the list. */
export type Skip = (what: string, item: unknown, thrown: unknown) => void;

/** What reading an answer takes beside it. */
export interface Reader {
  /** Where addresses without an origin belong to: `https://host[:port]`. */
  readonly origin: string;
  readonly skip: Skip;
}

/** The items of a list that can be read. One that cannot must not keep the others from being shown. */
export function readItems<T>(
  what: string,
  items: readonly unknown[],
  parse: (item: unknown) => T,
  skip: Skip,
): readonly T[] {
  const read: T[] = [];
  for (const item of items) {
    try {
      read.push(parse(item));
    } catch (thrown) {
      skip(what, item, thrown);
    }
  }
  return read;
}

/** Items that are read at a stretch: some 7 ms, and 30 on a phone. */
const STRETCH = 250;

/** As `readItems`, for lists that may have thousands: the page goes on between stretches of them. */
export async function readManyItems<T>(
  what: string,
  items: readonly unknown[],
  parse: (item: unknown) => T,
  skip: Skip,
): Promise<readonly T[]> {
  const read: T[] = [];
  for (let start = 0; start < items.length; start += STRETCH) {
    read.push(...readItems(what, items.slice(start, start + STRETCH), parse, skip));
    if (start + STRETCH <= items.length) await nextTask();
  }
  return read;
}

/** How an item is called, where it says so. */
export function uuidOf(item: unknown): string | undefined {
  const uuid = (item as { readonly uuid?: unknown } | null | undefined)?.uuid;
  return typeof uuid === 'string' && uuid !== '' ? uuid : undefined;
}

/** Items that are remembered as reported. */
const REMEMBERED = 10_000;
/** Characters of an item without a uuid by which it is recognised. */
const LIKENESS = 200;

/** Reports each item that was skipped, once, however often and in whichever list it comes. */
export class SkippedItems {
  readonly #report: (error: ChatError) => void;
  readonly #reported = new Set<string>();

  constructor(report: (error: ChatError) => void) {
    this.#report = report;
  }

  readonly skip: Skip = (what, item, thrown) => {
    const uuid = uuidOf(item);
    const key = uuid ?? `${what} ${JSON.stringify(item).slice(0, LIKENESS)}`;
    if (this.#reported.has(key)) return;
    this.#remember(key);
    const { detail } = toChatError(thrown);
    this.#report(chatError('bad-frame', `An item of ${what} was skipped (${uuid ?? 'without a uuid'}): ${detail}`));
  };

  #remember(key: string): void {
    const [oldest] = this.#reported;
    if (this.#reported.size >= REMEMBERED && oldest !== undefined) this.#reported.delete(oldest);
    this.#reported.add(key);
  }
}
