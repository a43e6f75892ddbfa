import type { Message } from '../../model/message.js';
import type { ChatState } from '../../store/state.js';

/** A message of a room, where it is known. */
export function knownMessage(
  { timelines }: ChatState,
  roomUuid: string,
  is: (message: Message) => boolean,
): Message | undefined {
  for (const { roomUuid: of, messages } of timelines.values()) {
    const message = of === roomUuid ? messages.findLast(is) : undefined;
    if (message) return message;
  }
  return undefined;
}
