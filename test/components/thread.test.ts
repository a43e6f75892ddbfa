import { expect } from '@open-wc/testing';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Message } from '../../src/model/message.js';
import { usersLoaded } from '../../src/store/room-changes.js';
import { ALICE, BOB, CAROL, MemoryConnection, message, room, uuid } from '../support/memory-connection.js';
import {
  buttonNamed,
  connectionWith,
  receive,
  removeThreads,
  scrollTo,
  settled,
  textOf,
  threadFixture,
  toEnd,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';
import { viewOf } from '../support/view.js';

const STRANGER = 'dddddddd-0000-4000-8000-00000000000d';

/** A local moment of 2026 in the form that the model uses. */
function at(month: number, day: number, hour: number, minute: number): string {
  return new Date(2026, month - 1, day, hour, minute).toISOString().replace('Z', '000Z');
}

function withMessages(stored: Message[]): MemoryConnection {
  return new MemoryConnection({ roomList: [room(1), room(2)], stored });
}

function authorOf(row: WazoChatMessage): string | null {
  return row.renderRoot.querySelector('.author')?.textContent ?? null;
}

/** Authors where they are shown, and texts, in the order of the screen. */
function transcript(thread: ThreadFixture): string[] {
  return thread.rows().map((row) => {
    const author = authorOf(row);
    return author === null ? textOf(row) : `${author}: ${textOf(row)}`;
  });
}

describe('Thread', () => {
  afterEach(removeThreads);

  describe('what it shows', () => {
    it('asks to choose a room when none is open', async () => {
      const thread = await threadFixture({ open: null });
      expect(thread.find('.hint').textContent).to.contain('Choose a room');
      await expect(thread.thread).to.be.accessible();
    });

    it('shows grey rows while the messages are on their way', async () => {
      const thread = await threadFixture({ open: null });
      const release = thread.connection.hold('messages');
      viewOf(thread.session).open(uuid(1));
      await settled(thread.thread);
      expect(thread.find('.skeleton').textContent).to.contain('Loading');
      expect(thread.scroller().getAttribute('aria-busy')).to.equal('true');
      release();
      await until(() => thread.rows().length === 5);
      expect(thread.findAll('.skeleton')).to.have.length(0);
    });

    it('says in an empty room what to do next', async () => {
      const thread = await threadFixture({ open: uuid(2) });
      expect(thread.find('.hint').textContent).to.contain('Write the first one below.');
      expect(thread.field().placeholder).to.equal('Message Room 2');
    });

    it('says why messages could not be loaded, and loads them on demand', async () => {
      const connection = connectionWith(5);
      const thread = await threadFixture({ connection, open: null });
      // What passes by itself is tried again by itself.
      connection.fail('messages', new ChatFailure('unauthorized', ''));
      viewOf(thread.session).open(uuid(1));
      await until(() => thread.findAll('.failure').length === 1);
      expect(thread.find('[role=alert]').textContent).to.contain('You are not allowed to do this.');
      await expect(thread.thread).to.be.accessible();
      buttonNamed(thread, 'Try again').click();
      await until(() => thread.rows().length === 5);
      expect(thread.findAll('.failure')).to.have.length(0);
    });

    it('says that a room is unknown, and leads back', async () => {
      const thread = await threadFixture({ open: null });
      viewOf(thread.session).open(uuid(99));
      await settled(thread.thread);
      expect(thread.find('[role=alert]').textContent).to.contain('This room does not exist');
      buttonNamed(thread, 'Back to rooms').click();
      await settled(thread.thread);
      expect(thread.find('.hint').textContent).to.contain('Choose a room');
    });

    it('names what is no room', async () => {
      const thread = await threadFixture({ open: null });
      viewOf(thread.session).open('lobby');
      await settled(thread.thread);
      expect(thread.find('[role=alert]').textContent).to.contain('“lobby” is not a room.');
    });

    it('leads back to the rooms in a narrow container only', async () => {
      const thread = await threadFixture({ narrow: true, width: 320 });
      buttonNamed(thread, 'Back to rooms').click();
      await settled(thread.thread);
      expect(viewOf(thread.session).state.roomUuid).to.equal(null);
      const wide = await threadFixture();
      expect(wide.findAll('.back')).to.have.length(0);
    });

    it('is accessible with messages, reactions and a failure on screen', async () => {
      const reactions = [{ emoji: '❤️', userUuid: BOB, createdAt: null }];
      const connection = withMessages([message(1, { reactions }), message(2, { content: '- [x] `done`' })]);
      connection.fail('sendMessage', new ChatFailure('unauthorized', ''));
      const thread = await threadFixture({ connection });
      thread.session.send(uuid(1), 'lost');
      await until(() => thread.findAll('.failed').length === 1);
      await expect(thread.thread).to.be.accessible();
    });

    it('names the people of the room on focus', async () => {
      const thread = await threadFixture();
      const people = thread.find('.people');
      expect(people.getAttribute('aria-label')).to.equal('3 people: You, Bob Bergeron, Carol Côté');
      people.focus();
      await settled(thread.thread);
      expect(thread.find('.tooltip').textContent).to.equal('You, Bob Bergeron, Carol Côté');
      expect(thread.find('.tooltip').matches(':popover-open')).to.equal(true);
      people.blur();
      await settled(thread.thread);
      expect(thread.findAll('.tooltip')).to.have.length(0);
    });
  });

  describe('groups', () => {
    it('names an author once, until somebody else writes or five minutes pass', async () => {
      const thread = await threadFixture({
        connection: withMessages([
          message(1, { content: 'a' }),
          message(2, { content: 'b' }),
          message(3, { content: 'c', userUuid: CAROL }),
          message(4, { content: 'd' }),
          message(9, { content: 'e' }),
        ]),
      });
      expect(transcript(thread)).to.deep.equal([
        'Bob Bergeron: a',
        'b',
        'Carol Côté: c',
        'Bob Bergeron: d',
        'Bob Bergeron: e',
      ]);
    });

    it('goes on over a deleted message, which keeps its place and its element', async () => {
      const stored = [message(1, { content: 'a' }), message(2, { content: 'b' }), message(3, { content: 'c' })];
      const thread = await threadFixture({ connection: withMessages(stored) });
      const [, row] = thread.rows();
      thread.connection.emit({
        type: 'message-deleted',
        roomUuid: uuid(1),
        messageUuid: message(2).uuid,
        revision: 1,
      });
      await settled(thread.thread);
      expect(thread.rows().map(authorOf)).to.deep.equal(['Bob Bergeron', null, null]);
      // Elements are compared outside of `expect`, which would print them whole.
      expect(thread.rows()[1] === row).to.equal(true);
      expect(row?.message && 'uuid' in row.message && row.message.body).to.equal(null);
    });

    it('marks the days', async () => {
      const thread = await threadFixture({
        now: new Date(2026, 10, 22, 12),
        connection: withMessages([
          message(1, { createdAt: at(11, 20, 23, 58) }),
          message(2, { createdAt: at(11, 21, 0, 1) }),
          message(3, { createdAt: at(11, 22, 9, 0) }),
        ]),
      });
      const days = thread.findAll('.day').map((day) => day.textContent);
      expect(days).to.deep.equal(['Friday, November 20', 'Yesterday', 'Today']);
      expect(thread.rows().every((row) => authorOf(row) === 'Bob Bergeron')).to.equal(true);
    });

    it('marks my messages', async () => {
      const connection = withMessages([message(1), message(2, { userUuid: ALICE })]);
      const thread = await threadFixture({ connection });
      expect(thread.rows().map((row) => row.mine)).to.deep.equal([false, true]);
    });

    it('shows the alias of an author whom the directory does not know, and of nobody else', async () => {
      const thread = await threadFixture({
        connection: withMessages([
          message(1, { alias: 'Forged' }),
          message(2, { userUuid: STRANGER, alias: 'Dora' }),
          message(9, { userUuid: STRANGER, alias: null }),
        ]),
      });
      expect(thread.rows().map(authorOf)).to.deep.equal(['Bob Bergeron', 'Dora', 'Unknown person']);
    });

    it('keeps long and Arabic names and texts within its width', async () => {
      const connection = withMessages([
        message(1, { content: 'x'.repeat(2_000) }),
        message(2, { userUuid: CAROL, content: 'مرحبا' }),
      ]);
      connection.people = [
        { uuid: BOB, name: 'B'.repeat(300), email: null },
        { uuid: CAROL, name: 'كارول كوتيه', email: null },
      ];
      connection.roomList = [room(1, { name: `غرفة ${'R'.repeat(300)}` })];
      const thread = await threadFixture({ connection, width: 320 });
      await until(() => thread.rows().map(authorOf)[1] === 'كارول كوتيه');
      expect(thread.scroller().scrollWidth).to.equal(thread.scroller().clientWidth);
      expect(thread.find('.header').scrollWidth).to.be.at.most(320);
      expect(thread.rows().map((row) => row.renderRoot.querySelector('.head')?.clientHeight)).to.satisfy(
        (heights: number[]) => heights.every((height) => height < 40),
      );
    });
  });

  describe('my messages', () => {
    it('stay the same element when they were sent', async () => {
      const thread = await threadFixture();
      const release = thread.connection.hold('sendMessage');
      thread.session.send(uuid(1), 'hello');
      await settled(thread.thread);
      const [pending] = thread.rows().slice(-1);
      expect(pending?.renderRoot.textContent).to.contain('Sending…');
      release();
      await until(() => !pending?.renderRoot.textContent.includes('Sending…'));
      await settled(thread.thread);
      expect(thread.rows()).to.have.length(6);
      // Elements are compared outside of `expect`, which would print them whole.
      expect(thread.rows().at(-1) === pending).to.equal(true);
    });

    it('tell that they were not sent, and go with the next attempt', async () => {
      const thread = await threadFixture();
      thread.connection.fail('sendMessage', new ChatFailure('unauthorized', ''));
      thread.session.send(uuid(1), 'hello');
      await until(() => thread.findAll('.failed').length === 1);
      expect(thread.find('.failed [role=alert]').textContent).to.equal('Not sent. You are not allowed to do this.');
      buttonNamed(thread, 'Try again').click();
      await until(() => thread.connection.stored.some(({ body }) => body?.text === 'hello'));
      await settled(thread.thread);
      expect(thread.findAll('.failed')).to.have.length(0);
      expect(transcript(thread).at(-1)).to.contain('hello');
    });

    it('say that they wait when what is wrong will pass, and go by themselves', async () => {
      const thread = await threadFixture();
      thread.connection.fail('sendMessage');
      thread.session.send(uuid(1), 'hello');
      await until(() => thread.findAll('.waiting').length === 1);
      expect(thread.find('.waiting').textContent).to.equal('Not sent yet. It goes as soon as it can.');
      await until(() => thread.findAll('.waiting').length === 0 && transcript(thread).at(-1)?.includes('hello'));
    });

    it('go away when they are discarded', async () => {
      const thread = await threadFixture();
      thread.connection.fail('sendMessage', new ChatFailure('content-too-long', ''));
      thread.session.send(uuid(1), 'hello');
      await until(() => thread.findAll('.failed').length === 1);
      expect(thread.find('.failed').textContent).to.contain('A message has at most 20,000 characters.');
      buttonNamed(thread, 'Discard').click();
      await settled(thread.thread);
      expect(thread.rows()).to.have.length(5);
    });

    it('bring their author to the newest', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      await scrollTo(thread, 200);
      thread.session.send(uuid(1), 'here I am');
      await settled(thread.thread);
      expect(toEnd(thread)).to.be.below(1);
    });
  });

  describe('announcements', () => {
    const said = (thread: ThreadFixture): string => thread.find('.announcer').textContent.trim();

    async function pause(thread: ThreadFixture): Promise<void> {
      thread.clock.advance(1_000);
      await settled(thread.thread);
    }

    it('says a message of somebody else as plain text', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50, { content: 'see **this**' }));
      await pause(thread);
      expect(said(thread)).to.equal('Bob Bergeron says: see this');
      expect(thread.scroller().getAttribute('aria-live')).to.equal('off');
    });

    it('says nothing of what was deleted before it came, nor of edits', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50, { body: null, revision: 2 }));
      thread.connection.emit({ type: 'message-updated', message: message(4, { content: 'edited', revision: 3 }) });
      await pause(thread);
      expect(said(thread)).to.equal('');
    });

    it('says nothing of what is deleted before it is said, and the new words of what is edited', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50, { content: 'a secret', revision: 1 }), message(51, { revision: 2 }));
      const messageUuid = message(50).uuid;
      thread.connection.emit({ type: 'message-deleted', roomUuid: uuid(1), messageUuid, revision: 3 });
      thread.connection.emit({ type: 'message-updated', message: message(51, { content: 'better', revision: 4 }) });
      await settled(thread.thread);
      await pause(thread);
      expect(said(thread)).to.equal('Bob Bergeron says: better');
    });

    it('keeps no words of what is deleted or edited after it was said', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50, { content: 'a secret', revision: 1 }));
      await pause(thread);
      expect(said(thread)).to.contain('a secret');
      const messageUuid = message(50).uuid;
      thread.connection.emit({ type: 'message-deleted', roomUuid: uuid(1), messageUuid, revision: 2 });
      await settled(thread.thread);
      expect(said(thread)).to.equal('');
      await receive(thread, message(51, { content: 'a typo', revision: 3 }));
      await pause(thread);
      thread.connection.emit({ type: 'message-updated', message: message(51, { content: 'right', revision: 4 }) });
      await settled(thread.thread);
      expect(said(thread)).to.equal('');
    });

    it('keeps what it said when a reaction comes', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50, { revision: 1 }));
      await pause(thread);
      const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
      const event = { roomUuid: uuid(1), messageUuid: message(50).uuid, reaction, revision: 2 };
      thread.connection.emit({ type: 'reaction-created', ...event });
      await settled(thread.thread);
      expect(said(thread)).to.equal('Bob Bergeron says: message 50');
    });

    it('sums up a burst', async () => {
      const thread = await threadFixture();
      await receive(thread, message(50), message(51), message(52));
      await pause(thread);
      expect(said(thread)).to.equal('3 new messages');
    });

    it('is silent about my own messages, history, reactions and other rooms', async () => {
      const thread = await threadFixture({ connection: connectionWith(100) });
      await scrollTo(thread, 0);
      await until(() => textOf(thread.rows()[0]) === 'message 0');
      const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
      thread.connection.emit({
        type: 'reaction-created',
        revision: 0,
        roomUuid: uuid(1),
        messageUuid: message(99).uuid,
        reaction,
      });
      await receive(thread, message(150, { userUuid: ALICE }), message(151, { roomUuid: uuid(2) }));
      await pause(thread);
      expect(said(thread)).to.equal('');
    });
  });

  describe('renders', () => {
    /** How often each row renders while `change` happens, by text; rows that did not render are absent. */
    async function rendersOf(thread: ThreadFixture, change: () => unknown): Promise<Record<string, number>> {
      const counts: Record<string, number> = {};
      const constructor = customElements.get('wazo-chat-message');
      const prototype = constructor?.prototype as { update: (this: WazoChatMessage, changed: unknown) => void };
      const { update } = prototype;
      prototype.update = function (changed) {
        const text = this.message?.body?.text ?? '';
        counts[text] = (counts[text] ?? 0) + 1;
        update.call(this, changed);
      };
      try {
        change();
        await settled(thread.thread);
      } finally {
        prototype.update = update;
      }
      return counts;
    }

    it('one row for a new message', async () => {
      const thread = await threadFixture({ connection: connectionWith(50) });
      const counts = await rendersOf(thread, () => receive(thread, message(50)));
      expect(counts).to.deep.equal({ 'message 50': 1 });
    });

    it('one row for a reaction', async () => {
      const thread = await threadFixture({ connection: connectionWith(50) });
      const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
      const event = { roomUuid: uuid(1), messageUuid: message(45).uuid, reaction };
      const counts = await rendersOf(thread, () => {
        thread.connection.emit({ type: 'reaction-created', revision: 0, ...event });
      });
      expect(counts).to.deep.equal({ 'message 45': 1 });
    });

    it('no row for a person who is not in sight', async () => {
      const reactions = [{ emoji: '👍', userUuid: CAROL, createdAt: null }];
      const thread = await threadFixture({ connection: connectionWith(50, { reactions }) });
      const stranger = { uuid: STRANGER, name: 'Dora', email: null };
      const counts = await rendersOf(thread, () => {
        thread.session.store.apply(usersLoaded([], [stranger]));
      });
      expect(counts).to.deep.equal({});
    });

    it('no row for what is typed', async () => {
      const thread = await threadFixture({ connection: connectionWith(50) });
      const counts = await rendersOf(thread, () => {
        thread.field().value = 'typing';
        thread.field().dispatchEvent(new InputEvent('input'));
      });
      expect(counts).to.deep.equal({});
    });

    it('few elements for a plain message', async () => {
      const thread = await threadFixture({ connection: connectionWith(3) });
      const [first, second] = thread.rows();
      expect(first?.renderRoot.querySelectorAll('*').length).to.be.at.most(8);
      expect(second?.renderRoot.querySelectorAll('*').length).to.be.at.most(5);
    });
  });

  describe('focus', () => {
    it('stays with who is elsewhere in the chat when the usual room comes', async () => {
      const thread = await threadFixture({ open: null });
      const beside = thread.host.renderRoot.querySelector<HTMLElement>('.beside');
      beside?.focus();
      viewOf(thread.session).openUsual();
      await until(() => thread.rows().length === 5);
      await settled(thread.thread);
      expect(beside?.matches(':focus')).to.equal(true);
    });

    it('goes to the composer when somebody in the chat opens a room', async () => {
      const thread = await threadFixture({ open: null });
      thread.host.renderRoot.querySelector<HTMLElement>('.beside')?.focus();
      viewOf(thread.session).open(uuid(1));
      await until(() => thread.rows().length === 5);
      await settled(thread.thread);
      expect(thread.field().matches(':focus')).to.equal(true);
    });

    it('stays in the page when a room opens by itself', async () => {
      const outside = document.createElement('input');
      document.body.append(outside);
      outside.focus();
      const thread = await threadFixture();
      expect(outside.matches(':focus')).to.equal(true);
      expect(thread.rows()).to.have.length(5);
      outside.remove();
    });
  });
});
