import { withKnownAddresses } from './file-addresses.js';
import { reactionKey, type Message, type Reaction, type ReactionChange } from '../model/message.js';

// How two states of one message become one. The order in which they come does not matter, nor how often: the higher
// revision wins, and changes of reactions that are later than it are applied on top.

/**
 * Answers `known` itself where nothing is new. Where the server does not count (revision 0 on both sides), the state that
 * came last wins, since nothing else can tell.
 */
export function joinStates(known: Message, incoming: Message): Message {
  const base = withKnownAddresses(laterState(known, incoming), known, incoming);
  const changes = joinChanges(base, known.reactionChanges, incoming.reactionChanges);
  return withChanges(base, changes);
}

function laterState(known: Message, incoming: Message): Message {
  if (known.revision !== incoming.revision) return known.revision > incoming.revision ? known : incoming;
  const changed = new Set([...known.reactionChanges, ...incoming.reactionChanges].map(reactionKey));
  const [one, other] = [contentsOf(known, changed), contentsOf(incoming, changed)];
  if (one === other) return known;
  // A server that gives one number to two states is at fault: every client still chooses the same one.
  return known.revision > 0 && one > other ? known : incoming;
}

/**
 * All that a server says of a message at a revision, as text.
 *
 * @param changed keys of reactions that were changed later: they say nothing of this state
 */
function contentsOf({ reactions, ...message }: Message, changed: ReadonlySet<string>): string {
  const { createdAt, userUuid, alias, body, editedAt, clientUuid } = message;
  const kept = reactions.map(reactionKey).filter((key) => !changed.has(key));
  const said = body && { text: body.text, parts: body.parts.map((part) => ({ ...part, url: null })) };
  return JSON.stringify([createdAt, userUuid, alias, said, editedAt, clientUuid, kept.sort()]);
}

/** The last change of each person's emoji, of those that are later than the state. */
function joinChanges(
  { revision, body }: Message,
  ...known: readonly (readonly ReactionChange[])[]
): readonly ReactionChange[] {
  if (body === null || known.every(({ length }) => length === 0)) return NONE;
  const last = new Map<string, ReactionChange>();
  for (const change of known.flat().filter((later) => later.revision > revision)) {
    const key = reactionKey(change);
    if ((last.get(key)?.revision ?? 0) < change.revision) last.set(key, change);
  }
  return [...last.values()].sort((a, b) => a.revision - b.revision);
}

const NONE: readonly ReactionChange[] = [];

/** @param changes all that the message has already, and later ones */
function withChanges(message: Message, changes: readonly ReactionChange[]): Message {
  const before = message.reactionChanges;
  const isSame =
    changes.length === before.length && changes.every((change, index) => isSameChange(change, before[index]));
  if (isSame) return message;
  const touched = new Set([...changes, ...before].map(reactionKey));
  const kept = message.reactions.filter((reaction) => !touched.has(reactionKey(reaction)));
  const added = changes.filter(({ on }) => on).map(({ emoji, userUuid }) => ({ emoji, userUuid, createdAt: null }));
  return { ...message, reactions: [...kept, ...added], reactionChanges: changes };
}

function isSameChange(a: ReactionChange, b: ReactionChange | undefined): boolean {
  return a.revision === b?.revision && a.on === b.on && reactionKey(a) === reactionKey(b);
}

/** A message after a live event of one reaction; the same message where that is no news. */
export function withReaction(message: Message, reaction: Reaction, on: boolean, revision: number): Message {
  if (message.body === null) return message;
  if (revision > 0) {
    const { emoji, userUuid } = reaction;
    const change = { emoji, userUuid, on, revision };
    return withChanges(message, joinChanges(message, message.reactionChanges, [change]));
  }
  const isThere = message.reactions.some((known) => reactionKey(known) === reactionKey(reaction));
  if (isThere === on) return message;
  const others = message.reactions.filter((known) => reactionKey(known) !== reactionKey(reaction));
  return { ...message, reactions: on ? [...others, reaction] : others };
}

/** A message's tombstone; the same message where a later state is known. */
export function deletedAt(message: Message, revision: number): Message {
  if (message.body === null || (revision > 0 && revision < message.revision)) return message;
  const emptied = { body: null, editedAt: null, reactions: [], reactionChanges: NONE };
  return { ...message, ...emptied, revision: Math.max(revision, message.revision) };
}
