import type { Presence } from '../model/presence.js';
import { fieldsOf, itemsOf, optionalString, stringOf } from './parse.js';
import { readItems } from './skipped.js';
import type { Wire } from './wire.js';

const PATH = 'chatd/1.0/users/presences';

/** Who of these people can be reached now; whoever is unknown is absent. */
export async function readPresences(
  { requester, skip }: Wire,
  uuids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Presence>> {
  if (uuids.length === 0) return new Map();
  const answer = await requester.send({ path: PATH, query: { user_uuid: uuids.join(',') }, signal });
  return new Map(readItems('presences', itemsOf(answer, 'presences'), parsePresence, skip));
}

function parsePresence(value: unknown): readonly [string, Presence] {
  const fields = fieldsOf(value, 'presence');
  return [stringOf(fields, 'uuid'), presenceOf(optionalString(fields, 'state'), fields['do_not_disturb'] === true)];
}

/** Whoever is invisible, or in a state that came after this was written, is not there for others. */
function presenceOf(state: string | null, wantsQuiet: boolean): Presence {
  if (state === 'available') return wantsQuiet ? 'busy' : 'available';
  return state === 'away' ? 'away' : 'unavailable';
}
