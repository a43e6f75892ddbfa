import type { LitElement, ReactiveController } from 'lit';
import type { ChatSession } from '../../session/session.js';

/** Follows the drafts of an element's session while the element is on the page. */
export class DraftWatch implements ReactiveController {
  readonly #session: () => ChatSession | undefined;
  readonly #onChange: (roomUuid: string) => void;
  #watched: ChatSession | undefined;
  #unwatch: (() => void) | undefined;

  /** @param onChange hears in which room the draft is another one */
  constructor(host: LitElement, session: () => ChatSession | undefined, onChange: (roomUuid: string) => void) {
    this.#session = session;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow(this.#session());
  }

  hostUpdated(): void {
    this.#follow(this.#session());
  }

  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(session: ChatSession | undefined): void {
    if (session === this.#watched) return;
    this.#unwatch?.();
    this.#watched = session;
    this.#unwatch = session?.watchDrafts(({ roomUuid }) => this.#onChange(roomUuid));
  }
}
