import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { textBody, type Message, type Part } from '../../src/model/message.js';
import { CAROL, message, uuid, type MemoryConnection } from '../support/memory-connection.js';
import {
  buttonNamed,
  connectionWith,
  firstVisible,
  frame,
  painted,
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
import { loadFormatter } from '../../src/markdown/load.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { viewOf } from '../support/view.js';

/** Where something that far (px) below the scroller's top stands on the screen. */
function anchorTop(thread: ThreadFixture, top: number): number {
  return thread.scroller().getBoundingClientRect().top + top;
}

/** Those that are drawn as they were typed. */
function plainRows(thread: ThreadFixture): readonly WazoChatMessage[] {
  return thread.rows().filter(({ isPlain }) => isPlain);
}

/** Flings from the newest message upwards until rows are drawn plain. @returns these */
async function flingUp(thread: ThreadFixture): Promise<readonly WazoChatMessage[]> {
  const scroller = thread.scroller();
  await scrollTo(thread, scroller.scrollHeight);
  while (plainRows(thread).length === 0 && scroller.scrollTop > 0) {
    scroller.scrollTop -= scroller.clientHeight;
    await painted();
  }
  return plainRows(thread);
}

/** A message with pictures of several proportions: one by itself, several as a grid. */
function withPictures(n: number, count: number): Message {
  const parts = Array.from({ length: count }, (_, nth): Part => {
    const [width, height] = [40 + 90 * (n % 5), 120 - 20 * (n % 4)];
    const url = Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
    const name = `${n}-${nth}.png`;
    return { kind: 'file', uuid: name, name, contentType: 'image/png', size: 1, width, height, url };
  });
  return message(n, { body: { text: `message ${n}`, parts } });
}

/** A room with its newest page. The older one, which is asked for at once, comes with `release`. */
async function newestPage(connection: MemoryConnection): Promise<{ thread: ThreadFixture; release: () => void }> {
  const thread = await threadFixture({ open: null, connection });
  const releaseNewest = connection.hold('messages');
  viewOf(thread.session).open(uuid(1));
  await until(() => connection.calls.at(-1)?.startsWith('messages'));
  releaseNewest();
  const release = connection.hold('messages');
  await until(() => thread.rows().length === 50);
  await settled(thread.thread);
  return { thread, release };
}

/** Scrolls up, page by page, until the first message of all has its row. */
async function toOldest(thread: ThreadFixture): Promise<void> {
  while (textOf(thread.rows()[0]) !== 'message 0') {
    await scrollTo(thread, 0);
    await frame();
  }
}

describe('Scrolling a thread', () => {
  afterEach(removeThreads);

  describe('at the newest', () => {
    it('opens there', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      expect(thread.scroller().scrollHeight).to.be.above(800);
      expect(toEnd(thread)).to.be.below(1);
    });

    it('stays there through new messages, reactions, late pictures, a growing composer and resizing', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      const stays = async (change: () => unknown): Promise<void> => {
        change();
        await settled(thread.thread);
        expect(toEnd(thread), String(change)).to.be.below(1);
      };
      await stays(() => receive(thread, message(50)));
      await stays(() => {
        const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
        const event = { roomUuid: uuid(1), messageUuid: message(39).uuid, reaction };
        thread.connection.emit({ type: 'reaction-created', revision: 0, ...event });
      });
      await stays(() => {
        const picture = document.createElement('div');
        picture.style.setProperty('block-size', '180px');
        thread.rows().at(-3)?.renderRoot.querySelector('.md')?.append(picture);
      });
      await stays(() => {
        thread.field().value = 'line\n'.repeat(10);
      });
      await stays(() => thread.thread.style.setProperty('block-size', '250px'));
      await stays(() => thread.thread.style.setProperty('inline-size', '330px'));
    });

    it('stays there while a message that is costly to lay out is drawn, part by part', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      const text = 'ภาษาไทย'.repeat(2_000);
      await receive(thread, message(50, { content: text }));
      const drawn = () => thread.rows().at(-1)?.renderRoot.querySelector('.md')?.textContent.trim() ?? '';
      expect(drawn().length).to.be.below(text.length);
      while (drawn() !== text) {
        await painted();
        expect(toEnd(thread)).to.be.below(1);
      }
    });

    it('is reached by who scrolls to less than a line from it, and may be left slowly', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      const scroller = thread.scroller();
      const end = scroller.scrollTop;
      const by = async (distance: number): Promise<number> => {
        await scrollTo(thread, scroller.scrollTop + distance);
        await frame();
        return scroller.scrollTop - end;
      };
      expect(await by(-200)).to.equal(-200);
      expect(await by(188)).to.be.within(-1, 0);
      expect(await by(-10)).to.be.within(-11, -10);
      expect(await by(-10)).to.be.within(-21, -20);
      expect(await by(-10)).to.be.within(-31, -30);
      expect(thread.findAll('.pill')).to.have.length(1);
    });

    it('stays there through a burst', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      for (let n = 50; n < 250; n += 1) {
        thread.connection.emit({ type: 'message-created', message: message(n) });
        if (n % 10 === 0) await frame();
      }
      await settled(thread.thread);
      expect(textOf(thread.rows().at(-1))).to.equal('message 249');
      expect(toEnd(thread)).to.be.below(1);
      expect(thread.findAll('.pill')).to.have.length(0);
    });
  });

  describe('scrolled up', () => {
    const scrolledTo = async (top: number, connection: MemoryConnection): Promise<ThreadFixture> => {
      const thread = await threadFixture({ connection });
      await scrollTo(thread, top);
      return thread;
    };

    it('does not move for what comes below, and counts it', async () => {
      const thread = await scrolledTo(400, connectionWith(40));
      const seen = firstVisible(thread);
      expect(thread.find('.pill').getAttribute('aria-label')).to.equal('Jump to the newest message');
      await receive(thread, message(50), message(51, { content: 'y\n'.repeat(30) }));
      expect(seen.find()).to.be.closeTo(seen.top, 1);
      buttonNamed(thread, '2 new messages').click();
      await settled(thread.thread);
      expect(toEnd(thread)).to.be.below(1);
      expect(thread.findAll('.pill')).to.have.length(0);
      expect(thread.scroller().matches(':focus')).to.equal(true);
    });

    it('does not move for what grows above', async () => {
      const thread = await scrolledTo(400, connectionWith(40));
      const seen = firstVisible(thread);
      const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
      const event = { roomUuid: uuid(1), messageUuid: message(1).uuid, reaction };
      thread.connection.emit({ type: 'reaction-created', revision: 0, ...event });
      await settled(thread.thread);
      expect(thread.findAll('wazo-chat-reaction-bar')).to.have.length(1);
      expect(seen.find()).to.be.closeTo(seen.top, 1);
    });

    it('does not move for edits and deletions above, in view and of what it holds on to', async () => {
      const thread = await scrolledTo(400, connectionWith(40, { content: 'four\nlines\nof\ntext' }));
      const seen = firstVisible(thread);
      const first = thread.rows().findIndex((row) => Math.abs(row.anchorTop() - anchorTop(thread, seen.top)) < 1);
      const shown = thread.rows().flatMap(({ message: each }) => (each && 'uuid' in each ? [each] : []));
      const moves = async (change: () => void): Promise<number> => {
        change();
        await settled(thread.thread);
        return Math.abs(seen.find() - seen.top);
      };
      let revision = 0;
      const edit = (target: Message | undefined, text: string) => (): void => {
        const next = { editedAt: target?.createdAt ?? null, revision: (revision += 1) };
        const edited = message(0, { ...target, body: textBody(text), ...next });
        thread.connection.emit({ type: 'message-updated', message: edited });
      };
      const remove = (target: Message | undefined) => (): void => {
        const { roomUuid, uuid: messageUuid } = message(0, target);
        thread.connection.emit({ type: 'message-deleted', roomUuid, messageUuid, revision: (revision += 1) });
      };
      const height = (): number => thread.scroller().scrollHeight;
      for (const at of [first - 1, first, first + 1]) {
        const before = height();
        expect(await moves(edit(shown[at], 'y\n'.repeat(30))), `edit ${at - first}`).to.be.at.most(1);
        expect(height()).to.be.above(before + 200);
        expect(await moves(remove(shown[at])), `deletion ${at - first}`).to.be.at.most(1);
        expect(height()).to.be.below(before);
      }
      expect(thread.rows()).to.have.length(40);
    });

    it('loads older messages without moving the first visible one, until the beginning', async () => {
      const { thread, release } = await newestPage(connectionWith(120));
      await scrollTo(thread, 300);
      const seen = firstVisible(thread);
      release();
      await until(() => thread.rows().length > 50);
      await settled(thread.thread);
      expect(seen.find()).to.be.closeTo(seen.top, 1);
      await toOldest(thread);
      await settled(thread.thread);
      expect(thread.find('.start').textContent).to.contain('This is where the conversation begins.');
      expect(thread.findAll('.day')).to.have.length(1);
    });

    it('keeps the oldest message in place when its author’s name moves to one above', async () => {
      const { thread, release } = await newestPage(connectionWith(100));
      await scrollTo(thread, 0);
      const seen = firstVisible(thread);
      expect(seen.text).to.equal('message 50');
      release();
      await until(() => thread.rows().length > 50);
      await settled(thread.thread);
      expect(seen.find()).to.be.closeTo(seen.top, 1);
    });

    it('moves by what the person scrolls and nothing else, when both happen in one frame', async () => {
      const thread = await scrolledTo(600, connectionWith(40));
      const seen = firstVisible(thread);
      const reaction = { emoji: '👍', userUuid: CAROL, createdAt: null };
      // In a task of its own, as input is: the frame then begins with the scroll event.
      await new Promise((resolve) => setTimeout(resolve));
      thread.scroller().scrollTop = 550;
      const event = { roomUuid: uuid(1), messageUuid: message(1).uuid, reaction };
      thread.connection.emit({ type: 'reaction-created', revision: 0, ...event });
      await settled(thread.thread);
      expect(seen.find()).to.be.closeTo(seen.top + 50, 1);
    });

    it('says that older messages could not be loaded, and tries again on demand', async () => {
      const connection = connectionWith(100);
      const { thread, release } = await newestPage(connection);
      connection.fail('messages');
      release();
      await until(() => thread.findAll('.older-failed').length === 1);
      expect(thread.find('.older-failed').textContent).to.contain('Older messages could not be loaded.');
      buttonNamed(thread, 'Try again').click();
      await toOldest(thread);
    });

    it('draws what passes in a fling as it was typed, dresses it after, and moves nothing', async () => {
      await loadFormatter();
      const thread = await threadFixture({ connection: connectionWith(150, { content: 'a **bold** word' }) });
      await until(() => thread.findAll('.start').length === 1);
      const text = ({ renderRoot }: WazoChatMessage): string =>
        renderRoot.querySelector('.md')?.textContent.trim() ?? '';
      const passing = await flingUp(thread);
      expect(passing.length).to.be.above(0);
      expect(passing.map(text)).to.include('a **bold** word');
      const [first] = passing;
      first?.focus();
      await first?.updateComplete;
      expect(first && text(first)).to.equal('a bold word');
      const seen = firstVisible(thread);
      await until(() => plainRows(thread).length === 0);
      await settled(thread.thread);
      expect(seen.find()).to.be.closeTo(seen.top, 1);
      expect(thread.rows().map(text)).not.to.include('a **bold** word');
    });

    it('asks for no picture that passes in a fling, and keeps its space for it', async () => {
      const connection = connectionWith(0);
      connection.stored.push(...Array.from({ length: 150 }, (_, n) => withPictures(n, n % 2 === 0 ? 1 : 3)));
      const thread = await threadFixture({ connection });
      const passing = await flingUp(thread);
      const pictures = (): readonly Element[] =>
        passing.flatMap(({ renderRoot }) => [...renderRoot.querySelectorAll('.picture')]);
      const sizes = (): readonly string[] =>
        pictures().map((each) => `${each.getBoundingClientRect().width} × ${each.getBoundingClientRect().height}`);
      const images = (): number => pictures().filter((each) => each.querySelector('img')).length;
      expect(images()).to.equal(0);
      const before = sizes();
      expect(new Set(before).size).to.be.above(2);
      const seen = firstVisible(thread);
      await until(() => plainRows(thread).length === 0);
      await settled(thread.thread);
      expect(images()).to.equal(before.length);
      expect(sizes()).to.deep.equal(before);
      expect(seen.find()).to.be.closeTo(seen.top, 1);
    });

    it('returns to where each room was left', async () => {
      const connection = connectionWith(40);
      connection.stored.push(...Array.from({ length: 40 }, (_, n) => message(100 + n, { roomUuid: uuid(2) })));
      const thread = await scrolledTo(300, connection);
      const seen = firstVisible(thread);
      viewOf(thread.session).open(uuid(2));
      await until(() => textOf(thread.rows()[0]) === 'message 100');
      await settled(thread.thread);
      expect(toEnd(thread)).to.be.below(1);
      viewOf(thread.session).open(uuid(1));
      await settled(thread.thread);
      const again = firstVisible(thread);
      expect(again.text).to.equal(seen.text);
      expect(again.top).to.be.closeTo(seen.top, 1);
    });

    it('scrolls by keyboard', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      expect(thread.scroller().tabIndex).to.equal(0);
      expect(thread.scroller().getAttribute('role')).to.equal('log');
      expect(thread.scroller().getAttribute('aria-label')).to.equal('Messages in Room 1');
    });
  });

  describe('reading', () => {
    const unread = (thread: ThreadFixture): number | undefined =>
      thread.session.store.state.rooms.byUuid.get(uuid(1))?.unread;

    it('counts nothing while the newest message is in view', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      await receive(thread, message(50));
      expect(unread(thread)).to.equal(0);
    });

    it('counts while the thread is not displayed, and no longer when it is', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      thread.thread.style.setProperty('display', 'none');
      await settled(thread.thread);
      await receive(thread, message(50));
      expect(unread(thread)).to.equal(1);
      thread.thread.style.removeProperty('display');
      await until(() => unread(thread) === 0);
      expect(toEnd(thread)).to.be.below(1);
    });

    it('counts while the page is in the background', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      const show = (state: string): void => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      try {
        show('hidden');
        await receive(thread, message(50));
        expect(unread(thread)).to.equal(1);
      } finally {
        Reflect.deleteProperty(document, 'visibilityState');
        document.dispatchEvent(new Event('visibilitychange'));
      }
      expect(unread(thread)).to.equal(0);
    });

    describe('in a window without the focus', () => {
      function focusWindow(hasFocus: boolean): void {
        document.hasFocus = () => hasFocus;
        dispatchEvent(new Event(hasFocus ? 'focus' : 'blur'));
      }

      afterEach(() => {
        focusWindow(true);
      });

      it('counts, and no longer when the focus comes', async () => {
        const thread = await threadFixture({ connection: connectionWith(40) });
        focusWindow(false);
        await receive(thread, message(50));
        expect(unread(thread)).to.equal(1);
        focusWindow(true);
        expect(unread(thread)).to.equal(0);
        await receive(thread, message(51));
        expect(unread(thread)).to.equal(0);
      });

      for (const act of ['pointermove', 'pointerdown', 'wheel'])
        it(`takes what is there for read at a ${act} in the thread, and counts what comes after`, async () => {
          const thread = await threadFixture({ connection: connectionWith(40) });
          focusWindow(false);
          await receive(thread, message(50));
          document.body.dispatchEvent(new Event(act, { bubbles: true }));
          expect(unread(thread)).to.equal(1);
          thread
            .rows()
            .at(-1)
            ?.dispatchEvent(new Event(act, { bubbles: true, composed: true }));
          expect(unread(thread)).to.equal(0);
          await receive(thread, message(51));
          expect(unread(thread)).to.equal(1);
        });

      it('goes on counting where somebody acts above the newest message', async () => {
        const thread = await threadFixture({ connection: connectionWith(40) });
        focusWindow(false);
        await receive(thread, message(50));
        await scrollTo(thread, 100);
        thread.rows()[0]?.dispatchEvent(new Event('pointermove', { bubbles: true, composed: true }));
        expect(unread(thread)).to.equal(1);
      });
    });

    it('ends when the thread is removed', async () => {
      const thread = await threadFixture({ connection: connectionWith(40) });
      thread.thread.remove();
      thread.connection.emit({ type: 'message-created', message: message(50) });
      expect(unread(thread)).to.equal(1);
    });
  });

  it('survives being moved in the page', async () => {
    const thread = await threadFixture({ connection: connectionWith(40) });
    await scrollTo(thread, 300);
    const seen = firstVisible(thread);
    thread.host.content = html`<section>${thread.thread}</section>`;
    await thread.host.updateComplete;
    await settled(thread.thread);
    expect(firstVisible(thread).text).to.equal(seen.text);
    await receive(thread, message(50));
    expect(textOf(thread.rows().at(-1))).to.equal('message 50');
  });
});
