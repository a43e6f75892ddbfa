import { ContextConsumer } from '@lit/context';
import type { LitElement, ReactiveController } from 'lit';
import { viewContext } from './context.js';
import type { ChatSession } from '../session/session.js';
import { NOWHERE, type ChatView, type ViewState } from '../session/view.js';
import { INITIAL_STATE, type ChatState, type RoomEntry, type Timeline } from '../store/state.js';

export function openEntry(state: ChatState, { roomUuid }: ViewState): RoomEntry | undefined {
  return roomUuid === null ? undefined : state.rooms.byUuid.get(roomUuid);
}

export function openTimeline(state: ChatState, { at }: ViewState): Timeline | undefined {
  return at === null ? undefined : state.timelines.get(at);
}

/** Chooses a slice of what the chat knows and of what the view shows. */
export type Select<Slice> = (state: ChatState, view: ViewState) => Slice;

/**
 * A slice of the state for an element: it renders when the slice's identity changes and never otherwise. The view
 * comes from the context, so the element needs no wiring; `view` and `session` are there for asking them to do things.
 */
export class SelectController<Slice> implements ReactiveController {
  readonly #host: LitElement;
  readonly #select: Select<Slice>;
  readonly #consumer: ContextConsumer<typeof viewContext, LitElement>;
  readonly #onChange: (value: Slice) => void;
  #subscribed: ChatView | undefined;
  #unsubscribe: (() => void) | undefined;
  #value: Slice;

  /** @param onChange hears of each change, when the host's update has been asked for */
  constructor(host: LitElement, select: Select<Slice>, onChange: (value: Slice) => void = () => undefined) {
    this.#host = host;
    this.#onChange = onChange;
    this.#select = select;
    this.#value = select(INITIAL_STATE, NOWHERE);
    this.#consumer = new ContextConsumer(host, {
      context: viewContext,
      subscribe: true,
      callback: (view) => this.#follow(view),
    });
    host.addController(this);
  }

  get value(): Slice {
    return this.#value;
  }

  get view(): ChatView | undefined {
    return this.#consumer.value;
  }

  get session(): ChatSession | undefined {
    return this.#consumer.value?.session;
  }

  hostConnected(): void {
    // The context answers only when the element was connected for the first time or moved; after a mere move the
    // session is the same and the subscription must come back.
    this.#follow(this.#consumer.value);
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(view: ChatView | undefined): void {
    if (view === this.#subscribed) return;
    this.#unsubscribe?.();
    this.#subscribed = view;
    this.#unsubscribe = view?.subscribe(() => this.#update(view));
    if (view) this.#update(view);
  }

  #update({ session, state }: ChatView): void {
    const value = this.#select(session.store.state, state);
    if (value === this.#value) return;
    this.#value = value;
    this.#host.requestUpdate();
    this.#onChange(value);
  }
}
