import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { CAROL, message, MemoryConnection, room, uuid } from '../support/memory-connection.js';
import {
  buttonNamed,
  connectionWith,
  firstVisible,
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

/** A room of which all messages up to number `read` were read. */
function readUpTo(read: number, count: number): MemoryConnection {
  const reading = { unread: count - read - 1, lastReadMessageUuid: message(read).uuid };
  const stored = Array.from({ length: count }, (_, n) => message(n));
  return new MemoryConnection({ roomList: [room(1, { reading }), room(2)], stored });
}

function focusedText(thread: ThreadFixture): string {
  return textOf(thread.rows().find((row) => row.matches(':focus-within')));
}

describe('Places in a thread', () => {
  afterEach(removeThreads);

  describe('the unread line', () => {
    it('stands a third from the top when a room opens', async () => {
      const thread = await threadFixture({ connection: readUpTo(60, 100) });
      await until(() => thread.findAll('.unread-line').length === 1);
      await settled(thread.thread);
      const { top, height } = thread.scroller().getBoundingClientRect();
      expect(thread.find('.unread-line').getBoundingClientRect().top - top).to.be.closeTo(height / 3, 12);
      const [line, rows] = [thread.find('.unread-line').getBoundingClientRect(), thread.rows()];
      const below = rows.find((row) => row.getBoundingClientRect().top >= line.bottom - 1);
      expect(textOf(below)).to.equal('message 61');
      await expect(thread.thread).to.be.accessible();
    });

    it('stays while one reads on, and is gone when one comes back', async () => {
      const connection = readUpTo(60, 100);
      connection.stored.push(message(500, { roomUuid: uuid(2) }));
      const thread = await threadFixture({ connection });
      await until(() => thread.findAll('.unread-line').length === 1);
      await scrollTo(thread, 1e6);
      await receive(thread, message(200));
      expect(textOf(thread.rows().at(-1))).to.equal('message 200');
      expect(thread.findAll('.unread-line')).to.have.length(1);
      viewOf(thread.session).open(uuid(2));
      await until(() => textOf(thread.rows()[0]) === 'message 500');
      viewOf(thread.session).open(uuid(1));
      await until(() => textOf(thread.rows().at(-1)) === 'message 200');
      await settled(thread.thread);
      expect(thread.findAll('.unread-line')).to.have.length(0);
      expect(toEnd(thread)).to.be.below(1);
    });

    it('is not there when all was read', async () => {
      const thread = await threadFixture({ connection: readUpTo(99, 100) });
      expect(thread.findAll('.unread-line')).to.have.length(0);
      expect(toEnd(thread)).to.be.below(1);
    });
  });

  describe('a message that is shown', () => {
    it('is fetched from far away, marked for a moment and has the focus', async () => {
      const thread = await threadFixture({ connection: connectionWith(1_500) });
      expect(await thread.thread.showMessage(message(200).uuid)).to.equal(true);
      await settled(thread.thread);
      expect(focusedText(thread)).to.equal('message 200');
      expect(
        thread
          .rows()
          .filter(({ marked }) => marked)
          .map(textOf),
      ).to.deep.equal(['message 200']);
      const { top, bottom } = thread.scroller().getBoundingClientRect();
      const row = thread
        .rows()
        .find(({ marked }) => marked)
        ?.getBoundingClientRect();
      expect(row?.top).to.be.within(top, bottom);
      thread.clock.advance(2_000);
      await settled(thread.thread);
      expect(thread.rows().some(({ marked }) => marked)).to.equal(false);
    });

    it('is refused when there is none', async () => {
      const thread = await threadFixture({ connection: connectionWith(60) });
      expect(await thread.thread.showMessage(uuid(0xdead))).to.equal(false);
      expect(toEnd(thread)).to.be.below(1);
    });

    it('leaves the newest behind, to which the pill leads back', async () => {
      const thread = await threadFixture({ connection: connectionWith(1_500) });
      await thread.thread.showMessage(message(200).uuid);
      await settled(thread.thread);
      buttonNamed(thread, 'Jump to the newest message').click();
      await until(() => textOf(thread.rows().at(-1)) === 'message 1499');
      await settled(thread.thread);
      expect(toEnd(thread)).to.be.below(1);
      expect(thread.findAll('.pill')).to.have.length(0);
    });
  });

  describe('a gap', () => {
    /** At message 200 of 1,500, of which the newest are known too. */
    async function atTheGap(): Promise<ThreadFixture> {
      const thread = await threadFixture({ connection: connectionWith(1_500) });
      await thread.thread.showMessage(message(200).uuid);
      await settled(thread.thread);
      return thread;
    }

    it('is filled when one comes near, and moves nothing', async () => {
      const thread = await atTheGap();
      const shown = (n: number): boolean => thread.rows().some((row) => textOf(row) === `message ${n}`);
      for (let n = 0; n < 200 && !shown(320); n += 1) {
        await scrollTo(thread, thread.scroller().scrollTop + 300);
        const seen = firstVisible(thread);
        await settled(thread.thread);
        expect(seen.find()).to.be.closeTo(seen.top, 1);
      }
      expect(shown(320)).to.equal(true);
    });

    it('says that it could not be filled, and is on demand', async () => {
      const thread = await threadFixture({ connection: connectionWith(1_500) });
      thread.connection.fail('messages');
      const [newest] = thread.session.store.state.timelines.get(roomTimeline(uuid(1)))?.messages.slice(-1) ?? [];
      thread.session.store.apply((state) => {
        const timeline = state.timelines.get(roomTimeline(uuid(1)));
        if (!timeline || !newest) return state;
        const gaps = new Map([[newest.uuid, 'failed' as const]]);
        return { ...state, timelines: new Map(state.timelines).set(roomTimeline(uuid(1)), { ...timeline, gaps }) };
      });
      await settled(thread.thread);
      expect(thread.find('[role=alert]').textContent).to.contain('could not be loaded');
      expect(thread.findAll('.pill')).to.have.length(1);
      await expect(thread.thread).to.be.accessible();
    });
  });

  it('returns to a place whose messages were released meanwhile', async () => {
    const connection = connectionWith(1_500);
    connection.stored.push(message(2_000, { roomUuid: uuid(2) }));
    const thread = await threadFixture({ connection });
    await thread.thread.showMessage(message(200).uuid);
    await settled(thread.thread);
    const seen = firstVisible(thread);
    viewOf(thread.session).open(uuid(2));
    await until(() => textOf(thread.rows()[0]) === 'message 2000');
    const { messages } = thread.session.store.state.timelines.get(roomTimeline(uuid(1))) ?? { messages: [] };
    const [first, last] = [messages.at(-5), messages.at(-1)];
    if (first && last) thread.session.release(roomTimeline(uuid(1)), first.uuid, last.uuid);
    viewOf(thread.session).open(uuid(1));
    await until(() => thread.rows().some((row) => textOf(row) === seen.text));
    await settled(thread.thread);
    const again = firstVisible(thread);
    expect(again.text).to.equal(seen.text);
    expect(again.top).to.be.closeTo(seen.top, 1);
  });
});

describe('The keyboard in a thread', () => {
  afterEach(removeThreads);

  async function press(thread: ThreadFixture, key: string): Promise<void> {
    await sendKeys({ press: key });
    await settled(thread.thread);
  }

  it('leads from an empty composer to the last message, on by arrows and back by Escape', async () => {
    const thread = await threadFixture({ connection: connectionWith(40) });
    thread.field().focus();
    await press(thread, 'ArrowUp');
    expect(focusedText(thread)).to.equal('message 39');
    await press(thread, 'ArrowUp');
    expect(focusedText(thread)).to.equal('message 38');
    await press(thread, 'ArrowDown');
    expect(focusedText(thread)).to.equal('message 39');
    await press(thread, 'Escape');
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('stays in a composer that holds text', async () => {
    const thread = await threadFixture({ connection: connectionWith(40) });
    thread.field().focus();
    await sendKeys({ type: 'hello' });
    await press(thread, 'ArrowUp');
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('goes by pages and to both ends, and what has the focus is in view', async () => {
    const thread = await threadFixture({ connection: connectionWith(300) });
    const inView = (): boolean => {
      const [view, row] = [thread.scroller(), thread.rows().find((candidate) => candidate.matches(':focus-within'))];
      const [outer, inner] = [view.getBoundingClientRect(), row?.getBoundingClientRect()];
      return inner !== undefined && inner.top >= outer.top && inner.bottom <= outer.bottom;
    };
    thread.scroller().focus();
    await press(thread, 'End');
    expect(focusedText(thread)).to.equal('message 299');
    await press(thread, 'PageUp');
    const paged = Number(focusedText(thread).split(' ')[1]);
    expect(paged).to.be.within(270, 295);
    expect(inView()).to.equal(true);
    await press(thread, 'PageDown');
    expect(focusedText(thread)).to.equal('message 299');
    const { messages } = thread.session.store.state.timelines.get(roomTimeline(uuid(1))) ?? { messages: [] };
    await press(thread, 'Home');
    expect(focusedText(thread)).to.equal(messages[0]?.body?.text);
    expect(inView()).to.equal(true);
  });

  it('leads into what can be done with a message, and out again', async () => {
    const thread = await threadFixture({ connection: connectionWith(40) });
    thread.field().focus();
    await press(thread, 'ArrowUp');
    await press(thread, 'Enter');
    const row = thread.rows().at(-1);
    expect(row?.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Add a reaction');
    await press(thread, 'Escape');
    expect(row?.shadowRoot?.activeElement?.localName).to.equal('article');
    await press(thread, 'ArrowRight');
    expect(row?.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal('Add a reaction');
  });

  it('keeps the focus where it is, however far one scrolls and whatever comes', async () => {
    const thread = await threadFixture({ connection: connectionWith(900) });
    thread.field().focus();
    await press(thread, 'ArrowUp');
    const row = thread.rows().at(-1);
    for (let n = 0; n < 40; n += 1) await scrollTo(thread, 400);
    expect(thread.rows().some((other) => textOf(other) === 'message 500')).to.equal(false);
    await receive(thread, message(2_000, { userUuid: CAROL }));
    expect(row?.isConnected).to.equal(true);
    expect(focusedText(thread)).to.equal('message 899');
    await press(thread, 'ArrowDown');
    expect(focusedText(thread)).to.equal('message 2000');
  });
});
