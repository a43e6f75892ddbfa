import type { StoredOperation } from '../../device/storage.js';
import { toChatError, type ChatError, type ChatErrorCode } from '../../model/errors.js';
import type { SessionCore } from '../core.js';
import type { Kind } from './kind.js';
import type { Ledger } from './ledger.js';
import { givenUpAt } from './quiet.js';

/** `done`: go on; `later`: try again by itself; `blocked`: not before the connection is live again. */
export type Outcome = 'done' | 'later' | 'blocked';

/** `preparing`: uploads, and looks whether it is done; `sending`: the request itself. */
type Phase = 'preparing' | 'sending';

/** Failures before anything was sent to the service that would do it. */
const UNSENT: ReadonlySet<ChatErrorCode> = new Set(['bad-token', 'token-provider-failed']);

/** Brings one operation to the server: prepares it, sends it, and says everywhere what became of it. */
export class Delivery {
  readonly #core: SessionCore;
  readonly #ledger: Ledger;

  constructor(core: SessionCore, ledger: Ledger) {
    this.#core = core;
    this.#ledger = ledger;
  }

  async deliver(operation: StoredOperation): Promise<Outcome> {
    const kind = this.#ledger.kinds.of(operation.intent);
    if (!kind) return 'done';
    let phase: Phase = 'preparing';
    try {
      const ready = await kind.prepare(operation, this.#ledger);
      if (!ready || this.#hasEnded()) return this.#ledger.queue.get(operation.localId) ? 'later' : 'done';
      phase = 'sending';
      const message = await kind.send(ready);
      if (this.#hasEnded()) return 'later';
      await this.#ledger.end(ready, { type: 'done', message });
      return 'done';
    } catch (thrown) {
      return this.#fail(kind, operation, toChatError(thrown), phase);
    }
  }

  async #fail(kind: Kind, operation: StoredOperation, error: ChatError, phase: Phase): Promise<Outcome> {
    const { localId } = operation;
    // It may still be on its way to the device.
    await this.#ledger.kept();
    if (this.#hasEnded()) return 'later';
    // Its answer came another way, or a later one has replaced it.
    if (this.#ledger.queue.isOver(localId)) return 'done';
    const isPassing = error.temporary || error.code === 'bad-token';
    const message = isPassing ? kind.found(operation) : undefined;
    if (message) {
      await this.#ledger.end(operation, { type: 'done', message });
      return 'done';
    }
    if (error.code !== operation.error?.code) this.#core.onError(error);
    if (!isPassing) {
      await this.#refuse(kind, operation, error, phase);
      return 'done';
    }
    await this.#postpone(operation, error, phase);
    return error.code === 'bad-token' ? 'blocked' : 'later';
  }

  async #postpone({ hasBegun, ...operation }: StoredOperation, error: ChatError, phase: Phase): Promise<void> {
    const now = this.#core.environment.now();
    await this.#ledger.change({ hasBegun, ...operation }, (kept) => ({
      ...kept,
      status: 'waiting',
      error,
      hasBegun: UNSENT.has(error.code) ? hasBegun : kept.hasBegun,
      triedAt: phase === 'sending' ? now : givenUpAt(kept, now),
    }));
  }

  async #refuse(kind: Kind, operation: StoredOperation, error: ChatError, phase: Phase): Promise<void> {
    if (!kind.staysWhenRefused) return this.#ledger.end(operation, { type: 'undone' });
    // A refusal is an answer: it is not there.
    const unsent = phase === 'sending' ? { after: null, triedAt: null } : {};
    await this.#ledger.change(operation, (kept) => ({ ...kept, status: 'failed', error, ...unsent }));
  }

  #hasEnded(): boolean {
    return this.#core.signal.aborted;
  }
}
