import type { Contender } from './contender.js';
import { item } from './messages.js';
import { present, stage } from './stage.js';
import { FakeWazo, messageUuid, roomUuid } from './wazo.js';

const wazo = new FakeWazo();
wazo.install();
await import(new URL('/dist/cdn/wazo-group-chat.js', location.href).href);

const root = (): ShadowRoot | null => document.querySelector('wazo-group-chat')?.shadowRoot ?? null;
const inner = (name: string): ShadowRoot | null => root()?.querySelector(name)?.shadowRoot ?? null;

/** From nothing: signing in, rooms, the socket and the thread are part of what is measured. */
function mount(room: string | null): void {
  const widget = document.createElement('wazo-group-chat');
  widget.style.cssText = 'block-size: 100%';
  widget.host = location.origin;
  widget.room = room;
  widget.tokenProvider = () => Promise.resolve(wazo.token);
  stage().append(widget);
}

const ours: Contender = {
  rows: 'wazo-chat-message, .day, .start',
  messages: 'wazo-chat-message',
  prepare: (messages, rooms) => wazo.prepare(messages, rooms),
  openRoom: () => mount(roomUuid(0)),
  openRooms: () => mount(null),
  enterRoom: () => inner('wazo-chat-room-list')?.querySelector<HTMLElement>('.rows .row')?.click(),
  receive: (received) => wazo.receive(received),
  scroller: () => inner('wazo-chat-thread')?.querySelector<HTMLElement>('.scroller') ?? null,
  input: () =>
    inner('wazo-chat-thread')?.querySelector('wazo-chat-composer')?.shadowRoot?.querySelector('textarea') ?? null,
  firstRoom: () => inner('wazo-chat-room-list')?.querySelector('.rows .row') ?? null,
};

/** How many messages render for one reaction to the newest of them. */
async function countReactionRenders(): Promise<number> {
  const prototype = customElements.get('wazo-chat-message')?.prototype as { performUpdate: () => void };
  const { performUpdate } = prototype;
  let renders = 0;
  prototype.performUpdate = function (this: unknown) {
    renders += 1;
    performUpdate.call(this);
  };
  wazo.react(wazo.messages - 2, '🦄', 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  prototype.performUpdate = performUpdate;
  return renders;
}

Object.assign(globalThis, { ours: { countReactionRenders, wazo, item, messageUuid } });
present(ours);
