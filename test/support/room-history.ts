import fc from 'fast-check';
import { textBody, type Message, type Reaction } from '../../src/model/message.js';
import { ALICE, BOB, CAROL, message } from './memory-connection.js';

/** What somebody does in a room. Numbers choose among what is there. */
export type Deed =
  | { readonly kind: 'post' }
  | { readonly kind: 'edit'; readonly target: number }
  | { readonly kind: 'delete'; readonly target: number }
  | { readonly kind: 'react'; readonly target: number; readonly emoji: string; readonly userUuid: string };

/** A change as the server tells of it: the state after it, and what the live event carries. */
export type Told =
  | { readonly kind: 'created' | 'updated'; readonly revision: number; readonly message: Message }
  | { readonly kind: 'deleted'; readonly revision: number; readonly messageUuid: string }
  | {
      readonly kind: 'reaction';
      readonly revision: number;
      readonly messageUuid: string;
      readonly reaction: Reaction;
      readonly on: boolean;
    };

/** A room on a server that counts: what happened in it, and how it looked after each change. */
export interface RoomHistory {
  /** The events, by revision: number n is at n - 1. */
  readonly told: readonly Told[];
  /** The room's messages in order, after each revision; at 0 before all. */
  readonly at: readonly (readonly Message[])[];
}

type Reacting = Extract<Deed, { kind: 'react' }>;

const EMOJI = ['👍', '🎉'];

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('post' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('edit' as const), target: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), target: fc.nat(9) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('react' as const),
      target: fc.nat(9),
      emoji: fc.constantFrom(...EMOJI),
      userUuid: fc.constantFrom(ALICE, BOB, CAROL),
    }),
  },
);

/** Rooms with up to `most` changes. */
export function roomHistories(most = 24): fc.Arbitrary<RoomHistory> {
  // Where nothing was written nothing can change.
  return fc.array(deed, { maxLength: most }).map((deeds) => play([{ kind: 'post' }, ...deeds]));
}

function play(deeds: readonly Deed[]): RoomHistory {
  const told: Told[] = [];
  const at: (readonly Message[])[] = [[]];
  for (const next of deeds) {
    const before = at.at(-1) ?? [];
    const change = tell(next, before, told.length + 1);
    if (!change) continue;
    told.push(change.told);
    at.push(change.after);
  }
  return { told, at };
}

function tell(
  next: Deed,
  before: readonly Message[],
  revision: number,
): { readonly told: Told; readonly after: readonly Message[] } | undefined {
  if (next.kind === 'post') {
    const created = message(before.length, { revision });
    return { told: { kind: 'created', revision, message: created }, after: [...before, created] };
  }
  const target = before[next.target % Math.max(1, before.length)];
  if (!target?.body) return undefined;
  const replace = (changed: Message): readonly Message[] =>
    before.map((known) => (known.uuid === changed.uuid ? changed : known));
  if (next.kind === 'edit') {
    const edited = { ...target, body: textBody(`edited at ${revision}`), editedAt: target.createdAt, revision };
    return { told: { kind: 'updated', revision, message: edited }, after: replace(edited) };
  }
  if (next.kind === 'delete') {
    const after = replace({ ...target, body: null, editedAt: null, reactions: [], revision });
    return { told: { kind: 'deleted', revision, messageUuid: target.uuid }, after };
  }
  return react(target, next, revision, replace);
}

function react(
  target: Message,
  { emoji, userUuid }: Reacting,
  revision: number,
  replace: (changed: Message) => readonly Message[],
): { readonly told: Told; readonly after: readonly Message[] } {
  const isIt = (known: Reaction): boolean => known.emoji === emoji && known.userUuid === userUuid;
  const on = !target.reactions.some(isIt);
  const reaction = { emoji, userUuid, createdAt: null };
  const reactions = on ? [...target.reactions, reaction] : target.reactions.filter((known) => !isIt(known));
  const told = { kind: 'reaction', revision, messageUuid: target.uuid, reaction, on } as const;
  return { told, after: replace({ ...target, reactions, revision }) };
}

/** What is seen of messages, in a form that compares: in what order reactions came is not part of it. */
export function seen(messages: readonly Message[]): readonly unknown[] {
  return messages.map(({ uuid, body, editedAt, reactions }) => {
    const keys = reactions.map(({ userUuid, emoji }) => `${emoji} ${userUuid}`).sort();
    return [uuid, body?.text ?? null, editedAt, keys];
  });
}
