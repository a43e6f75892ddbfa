import { INITIAL_STATE, type ChatState } from './state.js';

/** A pure step from one state to the next; it answers the same object when nothing changes. */
export type Change = (state: ChatState) => ChatState;

/** Holds the current state and tells its listeners of each change. The only place where state is replaced. */
export class Store {
  #state: ChatState;
  readonly #listeners = new Set<() => void>();

  constructor(state: ChatState = INITIAL_STATE) {
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Applies changes in order; listeners hear once. */
  apply(...changes: readonly Change[]): void {
    const before = this.#state;
    for (const change of changes) this.#state = change(this.#state);
    if (this.#state === before) return;
    for (const listener of [...this.#listeners]) listener();
  }

  /** @returns the way to unsubscribe */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
