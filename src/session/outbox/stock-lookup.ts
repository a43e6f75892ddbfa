import type { MessagePage, MessagePosition, PageRequest } from '../../connection/connection.js';
import type { Message } from '../../model/message.js';
import { compareMessages } from '../../model/order.js';

const PAGE = 100;

/** The place before the first message of a room. */
const BEGINNING: MessagePosition = {
  uuid: '00000000-0000-0000-0000-000000000000',
  createdAt: '1970-01-01T00:00:00.000000Z',
};

type Fetch = (request: PageRequest) => Promise<MessagePage>;

export interface LookUp {
  readonly found: Message | undefined;
  /** Where the room ends. */
  readonly end: MessagePosition;
}

/** Looks through a room's messages from a place on, until one fits. Rejects as `fetch` does. */
export async function lookUp(
  fetch: Fetch,
  after: MessagePosition,
  fits: (message: Message) => boolean,
): Promise<LookUp> {
  for (let end = after; ;) {
    const page = await fetch({ from: 'after', limit: PAGE, message: end });
    const messages = [...page.messages].sort(compareMessages);
    const found = messages.find(fits);
    end = messages.at(-1) ?? end;
    if (found || !page.hasNewer) return { found, end: placeOf(end) };
  }
}

/** Where a room ends now. Rejects as `fetch` does. */
export async function endOfRoom(fetch: Fetch): Promise<MessagePosition> {
  const { messages } = await fetch({ from: 'newest', limit: 1 });
  return laterPlace(messages[0] ?? null, null);
}

/** The later of two places; the room's beginning where both are unknown. */
export function laterPlace(a: MessagePosition | null, b: MessagePosition | null): MessagePosition {
  if (!a || !b) return placeOf(a ?? b ?? BEGINNING);
  return placeOf(a.createdAt < b.createdAt ? b : a);
}

function placeOf({ uuid, createdAt }: MessagePosition): MessagePosition {
  return { uuid, createdAt };
}
