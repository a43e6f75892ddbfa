import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from '../support/view.js';
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { WazoChatRoomList } from '../../src/ui/room-list/room-list.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { fetchEmoji } from '../../src/ui/shared/shortcode-emoji.js';
import { chatError, ChatFailure } from '../../src/model/errors.js';
import { connectionChanged } from '../../src/store/room-changes.js';
import type { ChatSession } from '../../src/session/session.js';
import { MemoryStorage } from '../../src/device/memory.js';
import type { ChatStorage } from '../../src/device/storage.js';
import { ALICE, BOB, CAROL, MemoryConnection, message, PEOPLE, room, uuid } from '../support/memory-connection.js';
import { ManualClock, settled, startSession, type RoomFixture } from '../support/room-fixture.js';

const NOON = new Date(2026, 10, 22, 12);
const MONA = 'eeeeeeee-0000-4000-8000-0000000000ee';

interface Stage {
  readonly list: WazoChatRoomList;
  readonly session: ChatSession;
  readonly clock: ManualClock;
}

async function show(
  connection: MemoryConnection,
  { lang = 'en', storage }: { lang?: string; storage?: ChatStorage } = {},
): Promise<Stage> {
  const host = await fixture<RoomFixture>(html`<room-fixture lang=${lang}></room-fixture>`);
  const clock = new ManualClock(NOON);
  const session = startSession(connection, storage && { openStorage: async () => storage });
  host.session = session;
  host.content = html`<wazo-chat-room-list .clock=${clock}></wazo-chat-room-list>`;
  await settled();
  const list = host.subject as WazoChatRoomList;
  // What is in view is painted first, the rows beyond it after that.
  for (let count = 0; count < 3; count += 1) await new Promise(requestAnimationFrame);
  await list.updateComplete;
  return { list, session, clock };
}

/** `count` rooms, of which each has a message that is newer than that of the one before. */
function rooms(count: number): MemoryConnection {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return new MemoryConnection({
    roomList: numbers.map((n) => room(n)),
    stored: numbers.map((n) => message(n, { roomUuid: uuid(n) })),
  });
}

/** Opens a room, until its messages are there. */
async function openConversation(session: ChatSession): Promise<void> {
  viewOf(session).open(uuid(2));
  await waitUntil(() => session.store.state.timelines.get(roomTimeline(uuid(2)))?.status === 'ready');
}

function rows(list: WazoChatRoomList): HTMLButtonElement[] {
  return [...list.renderRoot.querySelectorAll<HTMLButtonElement>('button.row')];
}

function titles(list: WazoChatRoomList): string[] {
  return rows(list).map((row) => textOf(row, '.title'));
}

function textOf(parent: ParentNode, selector: string): string {
  // Isolates only keep the directions of names and texts apart.
  return (parent.querySelector(selector)?.textContent ?? '').replace(/[\u2068\u2069]/g, '').trim();
}

function firstRow(list: WazoChatRoomList): HTMLButtonElement {
  const [row] = rows(list);
  if (!row) throw new Error('The list shows no room.');
  return row;
}

function button(list: WazoChatRoomList, name: string): HTMLButtonElement {
  const found = [...list.renderRoot.querySelectorAll('button')].find(
    (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent.trim()) === name,
  );
  if (!found) throw new Error(`There is no button “${name}”.`);
  return found;
}

function searchField(list: WazoChatRoomList): HTMLInputElement | null {
  return list.renderRoot.querySelector('input[type=search]');
}

async function search(list: WazoChatRoomList, term: string): Promise<void> {
  searchField(list)?.focus();
  await sendKeys({ type: term });
  await list.updateComplete;
}

function focused(list: WazoChatRoomList): string {
  return textOf(list.shadowRoot?.activeElement ?? list, '.title');
}

function isDialogOpen(list: WazoChatRoomList): boolean | undefined {
  return list.renderRoot.querySelector('wazo-chat-room-dialog')?.renderRoot.querySelector('dialog')?.open;
}

describe('room list', () => {
  describe('a row', () => {
    it('shows the name, who spoke last, the words without Markdown, and the time', async () => {
      const createdAt = new Date(2026, 10, 22, 9, 5).toISOString();
      const stored = [message(1, { content: 'It **works**, see `log`', createdAt })];
      const { list } = await show(new MemoryConnection({ roomList: [room(1)], stored }));
      const row = firstRow(list);
      expect(textOf(row, '.title')).to.equal('Room 1');
      // The first of this page: the parser is on its way, and the preview is built anew when it comes.
      await loadFormatter();
      await waitUntil(() => textOf(row, '.preview') === 'Bob Bergeron: It works, see log');
      expect(textOf(row, 'time')).to.equal('9:05 AM');
      const time = row.querySelector('time');
      time?.dispatchEvent(new PointerEvent('pointerenter'));
      expect(time?.title).to.match(/2026.*9:05 AM$/);
      await expect(list).to.be.accessible();
    });

    it('says that its last message was deleted', async () => {
      const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
      const { list } = await show(connection);
      connection.emit({ type: 'message-updated', message: message(1, { body: null, revision: 1 }) });
      await list.updateComplete;
      expect(textOf(firstRow(list), '.preview')).to.equal('Bob Bergeron: Message deleted');
    });

    it('says "You" before my own words', async () => {
      const { list } = await show(
        new MemoryConnection({ roomList: [room(1)], stored: [message(1, { userUuid: ALICE })] }),
      );
      expect(textOf(firstRow(list), '.preview')).to.equal('You: message 1');
    });

    it('is named after its people when it has no name, and does not repeat the one other’s name', async () => {
      const participants = [ALICE, BOB].map((user) => ({ uuid: user }));
      const { list } = await show(
        new MemoryConnection({ roomList: [room(1, { name: ' ', participants })], stored: [message(1)] }),
      );
      expect(titles(list)).to.deep.equal(['Bob Bergeron']);
      expect(textOf(firstRow(list), '.preview')).to.equal('message 1');
    });

    it('shows what a shortcode means', async () => {
      const stored = [message(1, { content: 'done :tada:' })];
      const { list } = await show(new MemoryConnection({ roomList: [room(1)], stored }));
      await fetchEmoji('en');
      await waitUntil(() => textOf(firstRow(list), '.preview') === 'Bob Bergeron: done 🎉');
    });

    it('says that it has no messages', async () => {
      const { list } = await show(new MemoryConnection({ roomList: [room(1)] }));
      expect(textOf(firstRow(list), '.preview')).to.equal('No messages yet');
    });

    it('counts up to 99 in its badge and exactly in words', async () => {
      const connection = new MemoryConnection({ roomList: [room(1)] });
      const { list } = await show(connection);
      for (let n = 1; n <= 120; n += 1) connection.emit({ type: 'message-created', message: message(n) });
      await list.updateComplete;
      expect(textOf(firstRow(list), '.badge')).to.equal('99+');
      expect(firstRow(list).textContent).to.contain('120 unread messages');
      await expect(list).to.be.accessible();
    });

    it('shows neither an unknown person nor nothing while the names are on their way', async () => {
      const connection = new MemoryConnection({ roomList: [room(1, { name: null })], stored: [message(1)] });
      const answer = connection.hold('users');
      const { list } = await show(connection);
      expect(textOf(firstRow(list), '.title')).to.equal('Loading…');
      answer();
      // A list that has taken its time is drawn with the next frame.
      await waitUntil(() => textOf(firstRow(list), '.title') === 'Bob Bergeron and Carol Côté');
    });

    it('calls a person whom the directory does not know unknown', async () => {
      const participants = [ALICE, uuid(99)].map((user) => ({ uuid: user }));
      const { list } = await show(new MemoryConnection({ roomList: [room(1, { name: null, participants })] }));
      expect(titles(list)).to.deep.equal(['Unknown person']);
    });

    it('keeps names of 300 characters and Arabic ones on one line inside the list', async () => {
      const arabic = 'فريق الدعم الفني في الشرق الأوسط';
      const connection = new MemoryConnection({
        people: [...PEOPLE, { uuid: MONA, name: 'منى', email: null }],
        roomList: [room(1, { name: 'w'.repeat(300) }), room(2, { name: arabic })],
        stored: [message(1, { roomUuid: uuid(2), userUuid: MONA, content: 'مرحبا' })],
      });
      const { list } = await show(connection);
      const width = list.getBoundingClientRect().width;
      for (const row of rows(list)) expect(row.getBoundingClientRect().width).to.be.below(width);
      expect(rows(list).map((row) => row.getBoundingClientRect().height)).to.deep.equal([56, 56]);
      const title = rows(list)[0]?.querySelector('.title');
      expect(title?.matches(':dir(rtl)')).to.equal(true);
      expect(textOf(firstRow(list), '.preview')).to.equal('منى: مرحبا');
    });

    it('names three of 100 people and counts the others', async () => {
      const people = Array.from({ length: 99 }, (_, n) => ({ uuid: uuid(n + 500), name: `Person ${n}`, email: null }));
      const participants = [ALICE, ...people.map((person) => person.uuid)].map((user) => ({ uuid: user }));
      const { list } = await show(new MemoryConnection({ people, roomList: [room(1, { name: null, participants })] }));
      expect(titles(list)).to.deep.equal(['Person 0, Person 1, Person 2 and 96 more']);
    });
  });

  describe('live', () => {
    it('has the latest activity first, and rooms without messages last', async () => {
      const connection = rooms(3);
      connection.roomList.push(room(9));
      const { list } = await show(connection);
      expect(titles(list)).to.deep.equal(['Room 3', 'Room 2', 'Room 1', 'Room 9']);
    });

    it('moves a room up with its new words and its unread count', async () => {
      const connection = rooms(3);
      const { list } = await show(connection);
      connection.emit({ type: 'message-created', message: message(50, { roomUuid: uuid(1), content: 'hello' }) });
      await list.updateComplete;
      expect(titles(list)).to.deep.equal(['Room 1', 'Room 3', 'Room 2']);
      expect(textOf(firstRow(list), '.preview')).to.equal('Bob Bergeron: hello');
      expect(firstRow(list).textContent).to.contain('1 unread message');
    });

    it('writes its numbers as the language does', async () => {
      const reading = { unread: 1_000, lastReadMessageUuid: null };
      const connection = new MemoryConnection({ roomList: [room(1, { reading })], stored: [message(1)] });
      const { list } = await show(connection);
      expect(firstRow(list).textContent).to.contain('1,000 unread messages');
    });

    it('touches one row for one message, and none for a person nobody shows', async () => {
      const connection = rooms(30);
      const { list, session } = await show(connection);
      const touched = new Set<Element>();
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          const row = element?.closest('button.row');
          if (row) touched.add(row);
        }
      });
      observer.observe(list.renderRoot, { subtree: true, childList: true, characterData: true, attributes: true });
      connection.people.push({ uuid: MONA, name: 'Mona', email: null });
      await session.searchUsers('Mona', new AbortController().signal);
      await settled();
      await list.updateComplete;
      expect(touched.size).to.equal(0);
      connection.emit({ type: 'message-created', message: message(50, { roomUuid: uuid(30), content: 'hello' }) });
      await settled();
      await list.updateComplete;
      observer.disconnect();
      expect([...touched].map((row) => textOf(row, '.title'))).to.deep.equal(['Room 30']);
    });

    it('draws its first rows when the conversation that opens was painted', async () => {
      const host = await fixture<RoomFixture>(html`<room-fixture></room-fixture>`);
      const session = startSession(rooms(3));
      host.session = session;
      await openConversation(session);
      host.content = html`<wazo-chat-room-list></wazo-chat-room-list>`;
      await host.updateComplete;
      const list = host.subject as WazoChatRoomList;
      await new Promise(requestAnimationFrame);
      expect(list.renderRoot.querySelectorAll('.row')).to.have.length(0);
      await new Promise(requestAnimationFrame);
      expect(titles(list)).to.have.length(3);
    });

    it('keeps nobody waiting for it later, also where no row is there', async () => {
      const { list, session } = await show(rooms(12));
      await openConversation(session);
      const field = searchField(list)!;
      for (const term of ['xy', 'xyz']) {
        field.value = term;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        // With the next frame at the latest, which it has asked for by then.
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        await new Promise(requestAnimationFrame);
        expect(list.renderRoot.textContent).to.contain(`“${term}”`);
      }
    });

    it('shows a room that somebody made, and an unread mark goes when the room is read', async () => {
      const connection = rooms(1);
      const { list, session } = await show(connection);
      connection.emit({ type: 'room-added', room: room(7, { name: 'Fresh' }) });
      connection.emit({ type: 'message-created', message: message(60, { roomUuid: uuid(7) }) });
      await list.updateComplete;
      expect(titles(list)).to.deep.equal(['Fresh', 'Room 1']);
      expect(firstRow(list).textContent).to.contain('1 unread message');
      viewOf(session).open(uuid(7));
      viewOf(session).setReading(true);
      await list.updateComplete;
      expect(firstRow(list).textContent).not.to.contain('unread');
    });

    it('keeps the focus on a row that moves', async () => {
      const connection = rooms(3);
      const { list } = await show(connection);
      rows(list)[2]?.focus();
      expect(focused(list)).to.equal('Room 1');
      connection.emit({ type: 'message-created', message: message(50, { roomUuid: uuid(1) }) });
      await list.updateComplete;
      expect(titles(list)[0]).to.equal('Room 1');
      expect(focused(list)).to.equal('Room 1');
    });

    it('shows the weekday instead of the time once the day is over', async () => {
      const createdAt = new Date(2026, 10, 22, 9, 5).toISOString();
      const { list, clock } = await show(
        new MemoryConnection({ roomList: [room(1)], stored: [message(1, { createdAt })] }),
      );
      clock.advance(60_000);
      await list.updateComplete;
      expect(textOf(firstRow(list), 'time')).to.equal('9:05 AM');
      clock.advance(12 * 3_600_000);
      await list.updateComplete;
      expect(textOf(firstRow(list), 'time')).to.equal('Sun');
    });

    it('leaves no timer behind when it is removed', async () => {
      const { list, clock } = await show(rooms(1));
      expect(clock.waiting).to.equal(1);
      list.remove();
      expect(clock.waiting).to.equal(0);
    });
  });

  describe('a message that failed for good', () => {
    const refusal = new ChatFailure('invalid-data', 'refused');
    const marked = (list: WazoChatRoomList): string[] =>
      rows(list)
        .filter((row) => textOf(row, '.preview').includes('Not sent.'))
        .map((row) => textOf(row, '.title'));

    it('marks the row of its room, open or not, until it is discarded', async () => {
      const connection = rooms(3);
      connection.fail('sendMessage', refusal);
      const { list, session } = await show(connection);
      viewOf(session).open(uuid(2));
      session.send(uuid(2), 'lost words');
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal(['Room 2']);
      await expect(list).to.be.accessible();
      viewOf(session).open(uuid(3));
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal(['Room 2']);
      expect(textOf(rows(list)[1] ?? list, '.preview')).to.equal('Not sent. Bob Bergeron: message 2');
      expect(rows(list)[1]?.getBoundingClientRect().height).to.equal(56);
      await expect(list).to.be.accessible();
      const failed = session.store.state.timelines.get(roomTimeline(uuid(2)))?.pending[0];
      session.discard(failed?.localId ?? '');
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal([]);
    });

    it('marks the row after the page was loaded again, before the room is opened', async () => {
      const storage = new MemoryStorage();
      const connection = rooms(3);
      connection.fail('sendMessage', refusal);
      const earlier = startSession(connection, { openStorage: async () => storage });
      await settled();
      earlier.send(uuid(1), 'lost words');
      await settled();
      earlier.stop();
      const { list } = await show(rooms(3), { storage });
      expect(marked(list)).to.deep.equal(['Room 1']);
    });

    it('is not one that is on its way, and no longer one that is sent again', async () => {
      const connection = rooms(2);
      connection.fail('sendMessage', refusal);
      const { list, session } = await show(connection);
      viewOf(session).open(uuid(2));
      session.send(uuid(2), 'again');
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal(['Room 2']);
      const answer = connection.hold('sendMessage');
      session.retry(session.store.state.timelines.get(roomTimeline(uuid(2)))?.pending[0]?.localId ?? '');
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal([]);
      answer();
      await settled();
      await list.updateComplete;
      expect(marked(list)).to.deep.equal([]);
      expect(textOf(firstRow(list), '.preview')).to.equal('You: again');
    });

    it('is told in French', async () => {
      const connection = rooms(1);
      connection.fail('sendMessage', refusal);
      const { list, session } = await show(connection, { lang: 'fr' });
      session.send(uuid(1), 'mots perdus');
      await settled();
      await list.updateComplete;
      expect(textOf(firstRow(list), '.preview')).to.equal('Non envoyé. Bob Bergeron : message 1');
    });
  });

  describe('opening', () => {
    it('opens the room that is clicked and marks it', async () => {
      const { list, session } = await show(rooms(3));
      rows(list)[1]?.click();
      await list.updateComplete;
      expect(viewOf(session).state.roomUuid).to.equal(uuid(2));
      expect(rows(list).map((row) => row.getAttribute('aria-current'))).to.deep.equal([null, 'true', null]);
      await expect(list).to.be.accessible();
    });

    it('is one stop of the Tab key; arrows, Home and End move in it and Enter opens', async () => {
      const { list, session } = await show(rooms(4));
      button(list, 'New room').focus();
      await sendKeys({ press: 'Tab' });
      expect(focused(list)).to.equal('Room 4');
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(list)).to.equal('Room 3');
      await sendKeys({ press: 'End' });
      expect(focused(list)).to.equal('Room 1');
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(list)).to.equal('Room 1');
      await sendKeys({ press: 'ArrowUp' });
      expect(focused(list)).to.equal('Room 2');
      await sendKeys({ press: 'Enter' });
      expect(viewOf(session).state.roomUuid).to.equal(uuid(2));
      await sendKeys({ press: 'Home' });
      expect(focused(list)).to.equal('Room 4');
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
      expect(list.shadowRoot?.activeElement).to.equal(button(list, 'New room'));
    });

    it('enters the list at the open room', async () => {
      const { list, session } = await show(rooms(4));
      viewOf(session).open(uuid(2));
      await list.updateComplete;
      button(list, 'New room').focus();
      await sendKeys({ press: 'Tab' });
      expect(focused(list)).to.equal('Room 2');
    });
  });

  describe('search', () => {
    it('appears from eight rooms on', async () => {
      const { list } = await show(rooms(7));
      expect(searchField(list)).to.equal(null);
      const { list: longer } = await show(rooms(8));
      expect(searchField(longer)?.getAttribute('aria-label')).to.equal('Search rooms');
      await expect(longer).to.be.accessible();
    });

    it('finds names whatever their case and accents, and says how many', async () => {
      const connection = rooms(8);
      connection.roomList[4] = room(5, { name: 'Évènements à Québec' });
      const { list } = await show(connection);
      await search(list, 'QUEBEC evenements');
      expect(titles(list)).to.deep.equal(['Évènements à Québec']);
      expect(textOf(list.renderRoot, '[role=status]')).to.equal('1 room found');
    });

    it('finds rooms by their people, but not by me', async () => {
      const connection = rooms(8);
      connection.roomList[2] = room(3, { participants: [{ uuid: ALICE }, { uuid: BOB }] });
      const { list } = await show(connection);
      await search(list, 'cote');
      expect(titles(list)).to.have.length(7).and.not.to.include('Room 3');
      await sendKeys({ press: 'Escape' });
      await search(list, 'alice');
      expect(titles(list)).to.deep.equal([]);
    });

    it('says when nothing matches; Escape shows all rooms again', async () => {
      const { list } = await show(rooms(8));
      await search(list, 'zzz');
      expect(textOf(list.renderRoot, '.note')).to.equal('No room matches “zzz”.');
      await expect(list).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await list.updateComplete;
      expect(titles(list)).to.have.length(8);
      expect(searchField(list)?.value).to.equal('');
    });

    it('clears by its button, which keeps the focus in the field', async () => {
      const { list } = await show(rooms(8));
      expect(button(list, 'Clear the search').checkVisibility()).to.equal(false);
      await search(list, 'Room 3');
      button(list, 'Clear the search').click();
      await list.updateComplete;
      expect(titles(list)).to.have.length(8);
      expect(list.shadowRoot?.activeElement).to.equal(searchField(list));
    });

    it('opens the first match by Enter and goes to it by the arrow key', async () => {
      const { list, session } = await show(rooms(8));
      await search(list, 'Room 3');
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(list)).to.equal('Room 3');
      searchField(list)?.focus();
      await sendKeys({ press: 'Enter' });
      expect(viewOf(session).state.roomUuid).to.equal(uuid(3));
    });

    it('leaves Enter and Escape to the input method while one composes, or ends it as Safari does', async () => {
      const { list, session } = await show(rooms(8));
      await search(list, 'Room 3');
      for (const key of ['Enter', 'Escape']) {
        for (const composing of [{ isComposing: true }, { keyCode: 229 }])
          searchField(list)?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...composing }));
      }
      await list.updateComplete;
      expect(viewOf(session).state.roomUuid).to.equal(null);
      expect(titles(list)).to.deep.equal(['Room 3']);
    });
  });

  describe('with 5,000 rooms', () => {
    it('draws those in view, and all can be reached by keyboard', async () => {
      const { list } = await show(rooms(5_000));
      expect(rows(list).length).to.be.below(100);
      rows(list)[0]?.focus();
      await sendKeys({ press: 'End' });
      await waitUntil(() => focused(list) === 'Room 1');
      expect(rows(list).length).to.be.below(100);
      const row = list.shadowRoot?.activeElement;
      expect(row?.closest('li')?.getAttribute('aria-posinset')).to.equal('5000');
      await sendKeys({ press: 'ArrowUp' });
      expect(focused(list)).to.equal('Room 2');
      await sendKeys({ press: 'Home' });
      await waitUntil(() => focused(list) === 'Room 5000');
      await expect(list).to.be.accessible();
    });

    it('shows rooms wherever one scrolls, and keeps the way in by the Tab key', async () => {
      const { list } = await show(rooms(5_000));
      const scroller = list.renderRoot.querySelector('.rooms');
      if (!scroller) throw new Error('The list does not scroll.');
      scroller.scrollTop = scroller.scrollHeight / 2;
      await waitUntil(() => titles(list).includes('Room 2500'));
      const box = scroller.getBoundingClientRect();
      const seen = rows(list).filter((row) => row.getBoundingClientRect().bottom > box.top);
      expect(seen[0]?.getBoundingClientRect().top).to.be.at.most(box.top + 1);
      expect(rows(list).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    });

    it('searches in all', async () => {
      const { list } = await show(rooms(5_000));
      await search(list, 'room 4321');
      expect(titles(list)).to.deep.equal(['Room 4321']);
    });

    it('touches the row that changes and no other', async () => {
      const connection = rooms(5_000);
      const { list } = await show(connection);
      connection.emit({ type: 'message-created', message: message(9_000, { roomUuid: uuid(7) }) });
      await list.updateComplete;
      expect(titles(list).slice(0, 2)).to.deep.equal(['Room 7', 'Room 5000']);
    });
  });

  describe('states', () => {
    it('shows the shape of rows while the rooms load', async () => {
      const connection = rooms(1);
      const answer = connection.hold('rooms');
      const { list } = await show(connection);
      expect(textOf(list.renderRoot, '[role=status]')).to.contain('Loading…');
      await expect(list).to.be.accessible();
      answer();
      await waitUntil(() => titles(list)[0] === 'Room 1');
    });

    it('leads to the first room when there is none', async () => {
      const { list } = await show(new MemoryConnection());
      expect(textOf(list.renderRoot, '.note'))
        .to.contain('No rooms yet')
        .and.to.contain('Create one and start talking.');
      await expect(list).to.be.accessible();
      list.renderRoot.querySelector<HTMLElement>('.note button')?.click();
      // It is loaded at its first use.
      await waitUntil(() => isDialogOpen(list));
    });

    it('says what went wrong and tries again', async () => {
      const connection = rooms(2);
      // What passes by itself is tried again by itself.
      connection.fail('rooms', new ChatFailure('unauthorized', ''));
      const { list } = await show(connection);
      await waitUntil(() => textOf(list.renderRoot, '[role=alert]') !== '');
      expect(textOf(list.renderRoot, '[role=alert]')).to.contain('You are not allowed to do this.');
      await expect(list).to.be.accessible();
      button(list, 'Try again').click();
      await settled();
      expect(titles(list)).to.deep.equal(['Room 2', 'Room 1']);
      expect(list.shadowRoot?.activeElement).to.equal(button(list, 'New room'));
    });

    it('keeps its rooms when the connection is lost', async () => {
      const { list, session } = await show(rooms(2));
      session.store.apply(connectionChanged('lost', chatError('network', 'offline')));
      await list.updateComplete;
      expect(titles(list)).to.deep.equal(['Room 2', 'Room 1']);
    });

    it('says where one clicked that the dialog could not be loaded, and loads it when asked again', async () => {
      const { list } = await show(rooms(1));
      let attempts = 0;
      const { load } = list;
      list.load = (name) => ((attempts += 1) === 1 ? Promise.resolve(false) : load(name));
      button(list, 'New room').click();
      await waitUntil(() => textOf(list.renderRoot, '[role=alert]') !== '');
      expect(textOf(list.renderRoot, '[role=alert]')).to.contain('The form could not be loaded.');
      await expect(list).to.be.accessible();
      button(list, 'Try again').click();
      await waitUntil(() => isDialogOpen(list));
      expect(list.renderRoot.querySelector('[role=alert]')).to.equal(null);
    });

    it('opens no dialog in a list that went away while it was loaded', async () => {
      const { list } = await show(rooms(1));
      let arrive: () => void = () => undefined;
      list.load = () => new Promise((resolve) => (arrive = () => resolve(true)));
      const opened = list.newRoom();
      list.remove();
      arrive();
      await opened;
      expect(isDialogOpen(list)).to.equal(false);
    });

    it('opens the dialog by the button in its head, which gets the focus back', async () => {
      const { list } = await show(rooms(1));
      button(list, 'New room').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => isDialogOpen(list));
      await sendKeys({ press: 'Escape' });
      expect(isDialogOpen(list)).to.equal(false);
      expect(list.shadowRoot?.activeElement).to.equal(button(list, 'New room'));
    });
  });

  it('speaks French', async () => {
    const createdAt = new Date(2026, 10, 22, 14, 5).toISOString();
    const connection = rooms(8);
    connection.stored = [message(1, { createdAt, userUuid: CAROL })];
    const { list } = await show(connection, { lang: 'fr' });
    expect(textOf(list.renderRoot, 'h2')).to.equal('Salons');
    expect(searchField(list)?.placeholder).to.equal('Chercher un salon');
    expect(textOf(firstRow(list), '.preview')).to.equal('Carol Côté : message 1');
    // The person counts to twelve, whatever language the page speaks.
    expect(textOf(firstRow(list), 'time')).to.equal('2:05 PM');
    await expect(list).to.be.accessible();
  });
});
