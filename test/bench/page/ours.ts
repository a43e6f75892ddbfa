import type { Contender } from './contender.js';
import { nextFrame, painted, settled } from './frames.js';
import { ListWatch } from './list-watch.js';
import { item } from './messages.js';
import { present, stage } from './stage.js';
import { FakeWazo, messageUuid, roomUuid } from './wazo.js';

const wazo = new FakeWazo();
wazo.install();
await import(new URL('/dist/cdn/wazo-group-chat.js', location.href).href);

const root = (): ShadowRoot | null => document.querySelector('wazo-group-chat')?.shadowRoot ?? null;
const inner = (name: string): ShadowRoot | null => root()?.querySelector(name)?.shadowRoot ?? null;

function mount(room: string | null): void {
  const widget = document.createElement('wazo-group-chat');
  widget.style.cssText = 'block-size: 100%';
  widget.host = location.origin;
  widget.room = room;
  widget.tokenProvider = () => Promise.resolve(wazo.token);
  stage().append(widget);
}

const firstRoom = (): HTMLElement | null =>
  inner('wazo-chat-room-list')?.querySelector<HTMLElement>('.rows .row') ?? null;

const composer = (): ShadowRoot | null | undefined =>
  inner('wazo-chat-thread')?.querySelector('wazo-chat-composer')?.shadowRoot;

/** Milliseconds after which a page will never be painted. */
const PATIENCE = 20_000;

/** Whether the device has kept what was seen. */
function hasSnapshot(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('wazo-group-chat');
    opening.onerror = () => reject(new Error('The database does not open.'));
    opening.onsuccess = () => {
      const database = opening.result;
      const counting = database.transaction('snapshots').objectStore('snapshots').count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result > 0);
      };
    };
  });
}

const ours: Contender = {
  rows: 'wazo-chat-message, .day, .start',
  messages: 'wazo-chat-message',
  prepare: (messages, rooms) => wazo.prepare(messages, rooms),
  // A room is opened from the list; a list by the server's answer, which peers have before they begin.
  standBy: async (what) => {
    const asked = what === 'rooms' ? wazo.holdRooms() : undefined;
    // No room, and not the usual one, either.
    mount('');
    await asked;
    if (what === 'room') await painted(() => firstRoom() !== null, PATIENCE);
    await settled();
  },
  openRoom: () => firstRoom()?.click(),
  openRooms: () => wazo.releaseRooms(),
  begin: (what) => mount(what === 'room' ? roomUuid(0) : null),
  leave: async () => {
    document.querySelector('wazo-group-chat')?.remove();
    while (!(await hasSnapshot())) await nextFrame();
  },
  receive: (received) => wazo.receive(received),
  scroller: () => inner('wazo-chat-thread')?.querySelector<HTMLElement>('.scroller') ?? null,
  input: () => composer()?.querySelector('textarea') ?? null,
  firstRoom,
};

/** How many messages render for one reaction to the newest of them. */
async function countReactionRenders(): Promise<number> {
  const prototype = customElements.get('wazo-chat-message')?.prototype as { performUpdate: () => void };
  const { performUpdate } = prototype;
  let renders = 0;
  await settled();
  prototype.performUpdate = function (this: unknown) {
    renders += 1;
    performUpdate.call(this);
  };
  wazo.react(wazo.messages - 2, '🦄', 3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  prototype.performUpdate = performUpdate;
  return renders;
}

Object.assign(globalThis, {
  ours: { countReactionRenders, settled, wazo, item, messageUuid, list: new ListWatch(composer) },
});
present(ours);
