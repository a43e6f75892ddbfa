import { onAbort } from '../../connection/on-abort.js';
import type { Capabilities } from '../../connection/connection.js';
import type { StoredOperation } from '../../device/storage.js';
import { toChatError } from '../../model/errors.js';
import type { Message } from '../../model/message.js';
import { reactionChanged } from '../../store/message-changes.js';
import { pendingReactionsOf, reactionOver, reactionWanted } from '../../store/pending-reactions.js';
import type { ChatState } from '../../store/state.js';
import type { Change } from '../../store/store.js';
import type { SessionCore } from '../core.js';
import type { End, IntentOf, Kind, OperationOf } from './kind.js';
import { knownMessage } from './known.js';
import type { Ledger } from './ledger.js';
import type { OutboxQueue } from './queue.js';

/** Milliseconds after which a message that does not agree with an answer is right: something came after it. */
const CONFIRM_LIMIT = 10_000;

type React = Pick<OperationOf<'react'>, 'roomUuid' | 'intent'>;

interface Unconfirmed extends React {
  readonly slot: string;
  /** Calls off the end of the wait. */
  readonly cancel: () => void;
}

/**
 * My reactions, on or off. Of several for one message and emoji only the last counts, one request at a time. After its
 * answer, what was wanted is shown until the message itself says the same, so that nothing flickers between the two.
 */
export class Reacts implements Kind<'react'> {
  readonly delay = 0;
  readonly staysWhenRefused = false;
  readonly isRepeatable = false;
  readonly #core: SessionCore;
  readonly #queue: OutboxQueue;
  /** What the server has done and the message does not show yet, by slot. */
  readonly #unconfirmed = new Map<string, Unconfirmed>();
  /** Those of them that the catch-up under way will show. */
  #due: readonly Unconfirmed[] = [];
  #unsubscribe: (() => void) | undefined;

  constructor(core: SessionCore, queue: OutboxQueue) {
    this.#core = core;
    this.#queue = queue;
    onAbort(core.signal, () => this.#forget(() => true));
  }

  isOffered({ reactions }: Capabilities): boolean {
    return reactions !== undefined;
  }

  lane(_roomUuid: string, { messageUuid, emoji }: IntentOf<'react'>): string {
    return `react ${messageUuid} ${emoji}`;
  }

  slot(roomUuid: string, intent: IntentOf<'react'>): string {
    return this.lane(roomUuid, intent);
  }

  base(roomUuid: string, intent: IntentOf<'react'>): boolean | null {
    const { state } = this.#core.store;
    const pending = pendingReactionsOf(state.pendingReactions, intent.messageUuid);
    const message = messageOf(state, { roomUuid, intent });
    if (!message || pending.some(({ emoji }) => emoji === intent.emoji)) return null;
    return isThere(state, message, intent.emoji);
  }

  async prepare(operation: OperationOf<'react'>, ledger: Ledger): Promise<StoredOperation | null> {
    const { intent, base, hasBegun } = operation;
    if (hasBegun) return operation;
    if (base !== intent.on) return ledger.change(operation, (now) => ({ ...now, hasBegun: true }));
    // The person has changed their mind before anything was sent.
    await ledger.end(operation, { type: 'done', message: null });
    return null;
  }

  async send({ roomUuid, intent }: OperationOf<'react'>): Promise<null> {
    const { messageUuid, emoji, on } = intent;
    const { reactions } = this.#core.connection.can;
    try {
      await (on ? reactions?.add(roomUuid, messageUuid, emoji) : reactions?.remove(roomUuid, messageUuid, emoji));
    } catch (thrown) {
      // Already taken back, from another window perhaps: that is what was wanted.
      if (on || toChatError(thrown).code !== 'unknown-reaction') throw thrown;
    }
    return null;
  }

  found(): undefined {
    return undefined;
  }

  shown({ intent, slot }: OperationOf<'react'>): Change {
    this.#forget((unconfirmed) => unconfirmed.slot === slot);
    return reactionWanted(intent.messageUuid, intent.emoji, intent.on);
  }

  ended(operation: OperationOf<'react'>, { type }: End): Change {
    const { intent, slot } = operation;
    // What replaced it is shown.
    if (slot === null || this.#queue.inSlot(slot)) return (state) => state;
    this.#forget((one) => one.slot === slot);
    if (type === 'undone') return reactionOver(intent.messageUuid, intent.emoji);
    const cancel = this.#core.environment.after(CONFIRM_LIMIT, () => this.#giveUp((one) => one.slot === slot));
    this.#unconfirmed.set(slot, { ...operation, slot, cancel });
    this.#unsubscribe ??= this.#core.store.subscribe(() => this.#confirm());
    // The event may have come before the answer: then nothing changes any more.
    queueMicrotask(() => this.#confirm());
    return applied(operation);
  }

  /** Live events flow again: what was answered before will be in the messages when all that was missed is there. */
  resume(): void {
    this.#due = [...this.#unconfirmed.values()];
  }

  caughtUp(): void {
    this.#giveUp((one) => this.#due.includes(one));
    this.#due = [];
  }

  #confirm(): void {
    const { state } = this.#core.store;
    this.#giveUp((one) => agrees(state, one));
  }

  /** These messages speak for themselves from now on. */
  #giveUp(which: (unconfirmed: Unconfirmed) => boolean): void {
    const over = this.#forget(which);
    this.#core.store.apply(...over.map(({ intent }) => reactionOver(intent.messageUuid, intent.emoji)));
  }

  /** @returns what was waited for until now */
  #forget(which: (unconfirmed: Unconfirmed) => boolean): readonly Unconfirmed[] {
    const over = [...this.#unconfirmed.values()].filter(which);
    for (const { slot, cancel } of over) {
      this.#unconfirmed.delete(slot);
      cancel();
    }
    if (this.#unconfirmed.size === 0) {
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
    }
    return over;
  }
}

/** What an answer says about a message whose state has no revision: no event can be told from it, so it counts itself. */
function applied({ roomUuid, intent }: React): Change {
  return (state) => {
    const { messageUuid, emoji, on } = intent;
    const { me } = state;
    if (me === null || messageOf(state, { roomUuid, intent })?.revision !== 0) return state;
    const reaction = { emoji, userUuid: me, createdAt: null };
    return reactionChanged(roomUuid, messageUuid, reaction, { on, revision: 0 })(state);
  };
}

/** Whether the message, where it is known, shows what was wanted. */
function agrees(state: ChatState, react: React): boolean {
  const message = messageOf(state, react);
  return !message || isThere(state, message, react.intent.emoji) === react.intent.on;
}

function isThere({ me }: ChatState, { reactions }: Message, emoji: string): boolean {
  return reactions.some((reaction) => reaction.userUuid === me && reaction.emoji === emoji);
}

function messageOf(state: ChatState, { roomUuid, intent }: React): Message | undefined {
  return knownMessage(state, roomUuid, ({ uuid }) => uuid === intent.messageUuid);
}
