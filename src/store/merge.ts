import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import { joinStates } from './join.js';

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
  const last = known.at(-1);
  if (fresh.size === 1 && last) {
    // The common case, one newer message, must not sort the room again.
    const [only] = fresh.values();
    if (only && compareMessages(last, only) < 0) return [...known, only];
  }
  const kept = known.filter((message) => !fresh.has(message.uuid));
  return [...kept, ...fresh.values()].sort(compareMessages);
}

/** The messages of `incoming` that are new or change what is known, by uuid. */
function changed(known: readonly Message[], incoming: readonly Message[]): Map<string, Message> {
  const find = finder(known, incoming.length);
  const fresh = new Map<string, Message>();
  for (const message of incoming) {
    const old = fresh.get(message.uuid) ?? find(message.uuid);
    const joined = old ? joinStates(old, message) : message;
    if (joined !== old) fresh.set(message.uuid, joined);
  }
  return fresh;
}

/** Live messages come one by one, into rooms of thousands: a scan from the newest beats building an index. */
function finder(known: readonly Message[], lookUps: number): (uuid: string) => Message | undefined {
  if (lookUps === 1) return (uuid) => known.findLast((message) => message.uuid === uuid);
  const byUuid = new Map(known.map((message) => [message.uuid, message]));
  return (uuid) => byUuid.get(uuid);
}
