import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { WazoChatPeoplePicker } from '../../src/ui/room-dialog/people-picker.js';
import { WazoChatRoomDialog } from '../../src/ui/room-dialog/room-dialog.js';
import { WazoChatRoomList } from '../../src/ui/room-list/room-list.js';
import type { Clock } from '../../src/ui/shared/clock.js';
import { viewContext } from '../../src/ui/context.js';
import type { Environment } from '../../src/device/ports.js';
import { ChatSession } from '../../src/session/session.js';
import { tokens } from '../../src/styles/tokens.styles.js';
import { viewOf } from './view.js';
import type { MemoryConnection } from './memory-connection.js';
import './french.js';

for (const [tag, element] of Object.entries({
  'wazo-chat-people-picker': WazoChatPeoplePicker,
  'wazo-chat-room-dialog': WazoChatRoomDialog,
  'wazo-chat-room-list': WazoChatRoomList,
})) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** Stands for the root element: gives its content the session and the tokens. */
export class RoomFixture extends LitElement {
  static override styles = [
    tokens,
    css`
      :host {
        /* Nothing moves: what is checked for contrast must not be half faded in. */
        --_motion: 0ms;
        display: flex;
        flex-direction: column;
        block-size: 480px;
        inline-size: 280px;
        font:
          15px/1.45 system-ui,
          sans-serif;
      }

      wazo-chat-room-list {
        flex: 1;
      }
    `,
  ];

  @property({ attribute: false }) content: TemplateResult = html``;
  readonly #provider = new ContextProvider(this, { context: viewContext });

  set session(session: ChatSession | undefined) {
    this.#provider.setValue(session && viewOf(session));
  }

  /** The element under test. */
  get subject(): Element | null {
    return this.renderRoot.firstElementChild;
  }

  override render(): TemplateResult {
    return this.content;
  }
}

if (!customElements.get('room-fixture')) customElements.define('room-fixture', RoomFixture);

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; callback: () => void }[] = [];

  constructor(now: Date) {
    this.#now = now.getTime();
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }
}

/** A session on `connection` that was started; what it asked for may still be on its way. */
export function startSession(connection: MemoryConnection, environment: Partial<Environment> = {}): ChatSession {
  const now = (): number => Date.parse('2026-11-22T18:00:00Z');
  const session = new ChatSession({ connection, environment: { now, ...environment } });
  void session.start();
  return session;
}

/**
 * Lets everything that was asked for arrive and be rendered, by turns of the event loop. Not by frames or timers: a
 * browser slows both down in a page that is not in front.
 */
export async function settled(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
  port1.close();
}
