import type { ChatState, RoomEntry } from './state.js';

// Selectors keep identity: asked twice of the same slice they answer the same object, so that nothing renders for nothing.

/** Remembers the last answer for its inputs (compared by identity). */
export function memoise<Inputs extends readonly unknown[], Result>(
  compute: (...inputs: Inputs) => Result,
): (...inputs: Inputs) => Result {
  let last: { inputs: Inputs; result: Result } | undefined;
  return (...inputs) => {
    if (!last || inputs.some((input, index) => input !== last?.inputs[index]))
      last = { inputs, result: compute(...inputs) };
    return last.result;
  };
}

/** A selector of its own for each element: two lists must not evict each other's memory. */
export function roomListSelector(): (state: Pick<ChatState, 'rooms'>) => readonly RoomEntry[] {
  const sort = memoise((byUuid: ReadonlyMap<string, RoomEntry>) => [...byUuid.values()].sort(byLatestActivity));
  return (state) => sort(state.rooms.byUuid);
}

/** Latest message first; rooms without any come last, in an order that does not change. */
export function byLatestActivity(a: RoomEntry, b: RoomEntry): number {
  const [left, right] = [a.lastMessage?.createdAt ?? '', b.lastMessage?.createdAt ?? ''];
  if (left !== right) return left < right ? 1 : -1;
  return a.room.uuid < b.room.uuid ? -1 : 1;
}
