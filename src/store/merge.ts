import { reactionKey, type Message, type Reaction } from '../model/message.js';
import { compareMessages } from '../model/order.js';

/**
 * The one door for messages: frames, pages and answers all enter here. Keyed by uuid, idempotent, independent of the
 * order of arrival, sorted by (createdAt, uuid). Answers `known` itself when nothing is new, and keeps the identity of
 * every message that did not change.
 *
 * @param known sorted, no uuid twice
 * @param incoming in any order, repeats allowed
 */
export function mergeMessages(known: readonly Message[], incoming: readonly Message[]): readonly Message[] {
  const fresh = changed(known, incoming);
  if (fresh.size === 0) return known;
  const last = known[known.length - 1];
  if (fresh.size === 1 && last) {
    // The common case, one newer message, must not sort the room again.
    const [only] = fresh.values();
    if (only && compareMessages(last, only) < 0) return [...known, only];
  }
  const kept = known.filter((message) => !fresh.has(message.uuid));
  return [...kept, ...fresh.values()].sort(compareMessages);
}

/** The messages of `incoming` that are new or differ from what is known, by uuid; of repeats, the last counts. */
function changed(known: readonly Message[], incoming: readonly Message[]): Map<string, Message> {
  const find = finder(known, incoming.length);
  const fresh = new Map<string, Message>();
  for (const message of incoming) {
    const old = find(message.uuid);
    if (!old || !sameMessage(old, message)) fresh.set(message.uuid, message);
  }
  return fresh;
}

/** Live messages come one by one, into rooms of thousands: a scan from the newest beats building an index. */
function finder(known: readonly Message[], lookUps: number): (uuid: string) => Message | undefined {
  if (lookUps === 1) return (uuid) => known.findLast((message) => message.uuid === uuid);
  const byUuid = new Map(known.map((message) => [message.uuid, message]));
  return (uuid) => byUuid.get(uuid);
}

function sameMessage(a: Message, b: Message): boolean {
  return (
    a.body?.text === b.body?.text &&
    a.createdAt === b.createdAt &&
    a.userUuid === b.userUuid &&
    a.alias === b.alias &&
    a.clientUuid === b.clientUuid &&
    sameReactions(a.reactions, b.reactions)
  );
}

function sameReactions(a: readonly Reaction[], b: readonly Reaction[]): boolean {
  if (a.length !== b.length) return false;
  const keys = new Set(a.map(reactionKey));
  return b.every((reaction) => keys.has(reactionKey(reaction)));
}
