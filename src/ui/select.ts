import { ContextConsumer } from '@lit/context';
import type { LitElement, ReactiveController } from 'lit';
import { sessionContext } from './context.js';
import type { ChatSession } from '../session/session.js';
import { INITIAL_STATE, type ChatState } from '../store/state.js';

/**
 * A slice of the state for an element: it renders when the slice's identity changes and never otherwise. The session
 * comes from the context, so the element needs no wiring; `session` is there for asking it to do things.
 */
export class SelectController<Slice> implements ReactiveController {
  readonly #host: LitElement;
  readonly #select: (state: ChatState) => Slice;
  readonly #consumer: ContextConsumer<typeof sessionContext, LitElement>;
  readonly #onChange: (value: Slice) => void;
  #subscribed: ChatSession | undefined;
  #unsubscribe: (() => void) | undefined;
  #value: Slice;

  /** @param onChange hears of each change, when the host's update has been asked for */
  constructor(
    host: LitElement,
    select: (state: ChatState) => Slice,
    onChange: (value: Slice) => void = () => undefined,
  ) {
    this.#host = host;
    this.#onChange = onChange;
    this.#select = select;
    this.#value = select(INITIAL_STATE);
    this.#consumer = new ContextConsumer(host, {
      context: sessionContext,
      subscribe: true,
      callback: (session) => this.#follow(session),
    });
    host.addController(this);
  }

  get value(): Slice {
    return this.#value;
  }

  get session(): ChatSession | undefined {
    return this.#consumer.value;
  }

  hostConnected(): void {
    // The context answers only when the element was connected for the first time or moved; after a mere move the
    // session is the same and the subscription must come back.
    this.#follow(this.#consumer.value);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(session: ChatSession | undefined): void {
    if (session === this.#subscribed) return;
    this.#unsubscribe?.();
    this.#subscribed = session;
    this.#unsubscribe = session?.store.subscribe(() => this.#update(session.store.state));
    if (session) this.#update(session.store.state);
  }

  #update(state: ChatState): void {
    const value = this.#select(state);
    if (value === this.#value) return;
    this.#value = value;
    this.#host.requestUpdate();
    this.#onChange(value);
  }
}
