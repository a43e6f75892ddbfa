import { expect } from '@open-wc/testing';
import { loadFormatter } from '../../src/markdown/load.js';
import type { Message } from '../../src/model/message.js';
import { BOB, CAROL, MemoryConnection, message, room } from '../support/memory-connection.js';
import {
  connectionWith,
  frame,
  receive,
  removeThreads,
  scrollTo,
  settled,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

/** Where a text begins, or ends. */
interface Place {
  readonly node: Node;
  readonly offset: number;
}

function rowOf(thread: ThreadFixture, text: string): HTMLElement {
  const row = thread.rows().find(({ shadowRoot }) => shadowRoot?.querySelector('.md')?.textContent.includes(text));
  if (!row) throw new Error(`no row says ${text}`);
  return row;
}

/** Before a text of a row, or behind it. */
function placeOf(thread: ThreadFixture, text: string, side: 'before' | 'behind' = 'before'): Place {
  const walker = document.createTreeWalker(rowOf(thread, text).shadowRoot!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const index = node.nodeValue?.indexOf(text) ?? -1;
    if (index >= 0) return { node, offset: side === 'before' ? index : index + text.length };
  }
  throw new Error(`${text} is no text of one node`);
}

function select(from: Place, to: Place): Promise<void> {
  getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  // It is told in a task of its own.
  return frame();
}

interface Copy {
  readonly text: string;
  readonly html: string;
  readonly isOurs: boolean;
}

function copy(): Copy {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true, composed: true });
  document.body.dispatchEvent(event);
  // Which blank stands before "AM" is the locale data's business.
  const text = clipboardData.getData('text/plain').replaceAll('\u202F', ' ');
  return { text, html: clipboardData.getData('text/html'), isOurs: event.defaultPrevented };
}

/** The time of a message as it is shown. */
function time(thread: ThreadFixture, text: string): string {
  const shown = rowOf(thread, text).shadowRoot?.querySelector('time')?.textContent ?? '';
  return shown.replaceAll('\u202F', ' ');
}

function conversation(...stored: readonly Message[]): Promise<ThreadFixture> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [...stored] });
  return threadFixture({ connection, height: 900 });
}

describe('Copying messages', () => {
  before(loadFormatter);

  afterEach(() => {
    getSelection()?.removeAllRanges();
    removeThreads();
  });

  it('tells author and time once per group, and nothing that nobody sees', async () => {
    const thread = await conversation(
      message(0, { userUuid: BOB, content: 'one' }),
      message(1, { userUuid: BOB, content: 'two' }),
      message(2, { userUuid: CAROL, content: 'three' }),
      message(3, { userUuid: CAROL, content: 'four' }),
    );
    await select(placeOf(thread, 'one'), placeOf(thread, 'four', 'behind'));
    const [first, third] = [time(thread, 'one'), time(thread, 'three')];
    expect(copy().text).to.equal(`Bob Bergeron  ${first}\none\ntwo\n\nCarol Côté  ${third}\nthree\nfour`);
  });

  it('takes the parts that are selected of the first and the last message', async () => {
    const thread = await conversation(message(0, { content: 'alpha beta' }), message(1, { content: 'gamma delta' }));
    await select(placeOf(thread, 'beta'), placeOf(thread, 'gamma', 'behind'));
    expect(copy().text).to.equal(`Bob Bergeron  ${time(thread, 'alpha')}\nbeta\ngamma`);
  });

  it('is the same backwards', async () => {
    const thread = await conversation(message(0, { content: 'alpha beta' }), message(1, { content: 'gamma delta' }));
    await select(placeOf(thread, 'gamma', 'behind'), placeOf(thread, 'beta'));
    expect(copy().text).to.equal(`Bob Bergeron  ${time(thread, 'alpha')}\nbeta\ngamma`);
  });

  it('takes the text alone of one message', async () => {
    const thread = await conversation(message(0, { content: 'alpha **beta** gamma' }));
    await select(placeOf(thread, 'alpha'), placeOf(thread, 'gamma', 'behind'));
    expect(copy().text).to.equal('alpha beta gamma');
    expect(copy().html).to.equal('<p dir="ltr">alpha <strong>beta</strong> gamma</p>');
  });

  it('tells the days when there are several', async () => {
    const thread = await conversation(
      message(0, { createdAt: '2026-11-18T10:00:00.000000Z', content: 'then' }),
      message(1, { createdAt: '2026-11-19T10:00:00.000000Z', content: 'now' }),
    );
    await select(placeOf(thread, 'then'), placeOf(thread, 'now', 'behind'));
    expect(copy().text).to.match(
      /^Wednesday, November 18, 2026\n\nBob Bergeron .*\nthen\n\nThursday, November 19, 2026\n\nBob Bergeron .*\nnow$/,
    );
  });

  it('says that a message was deleted', async () => {
    const thread = await conversation(
      message(0, { content: 'one' }),
      message(1, { body: null }),
      message(2, { content: 'three' }),
    );
    await select(placeOf(thread, 'one'), placeOf(thread, 'three', 'behind'));
    expect(copy().text).to.match(/one\n.*deleted.*\nthree$/);
  });

  const SHAPES: readonly (readonly [source: string, copied: string])[] = [
    ['first\n\nsecond', 'first\n\nsecond'],
    ['first\nsecond', 'first\nsecond'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['7. seven\n8. eight', '7. seven\n8. eight'],
    ['1. one\n3. three\n7. seven', '1. one\n3. three\n7. seven'],
    ['- one\n  - inner\n- two', '- one\n  - inner\n- two'],
    ['- [x] done\n- [ ] open', '- [x] done\n- [ ] open'],
    ['> said\n> more', '> said\n> more'],
    ['```js\nif (a) {\n  b();\n}\n```', 'js\nif (a) {\n  b();\n}'],
    ['1. run\n   ```\n   a\n     b\n   ```', '1. run\n   a\n     b'],
    ['a `code  x` b', 'a code  x b'],
    ['| a | b |\n|--|--|\n| 1 | 2 |', 'a\tb\n1\t2'],
    ['[Wazo](https://wazo.example) is', 'Wazo is'],
    ['# Title\n\ntext', 'Title\n\ntext'],
  ];
  for (const [source, copied] of SHAPES)
    it(`keeps the shape of ${JSON.stringify(source)}`, async () => {
      const thread = await conversation(
        message(0, { content: 'before' }),
        message(1, { content: source }),
        message(2, { content: 'after' }),
      );
      await select(placeOf(thread, 'before'), placeOf(thread, 'after', 'behind'));
      expect(copy().text).to.equal(`Bob Bergeron  ${time(thread, 'before')}\nbefore\n${copied}\nafter`);
    });

  it('numbers the items of a part of a list as one sees them', async () => {
    const thread = await conversation(message(0, { content: '3. three\n4. four\n5. five' }));
    await select(placeOf(thread, 'four'), placeOf(thread, 'five', 'behind'));
    expect(copy().text).to.equal('4. four\n5. five');
    expect(copy().html).to.match(/<ol [^>]*start="4"/);
    await select(placeOf(thread, 'five'), placeOf(thread, 'five', 'behind'));
    expect(copy().text).to.equal('5. five');
  });

  it('keeps the formatting, and nothing of the widget in it', async () => {
    const thread = await conversation(
      message(0, { content: '**bold** [link](https://a.example)' }),
      message(1, { userUuid: CAROL, content: '1. `x`' }),
    );
    await select(placeOf(thread, 'bold'), placeOf(thread, 'x', 'behind'));
    const { html } = copy();
    expect(html).to.match(/^<p><strong>Bob Bergeron<\/strong> .*<\/p><p dir="ltr"><strong>bold<\/strong> /);
    expect(html).to.contain('<a href="https://a.example/">link</a>');
    expect(html).to.match(/<ol dir="ltr">\s*<li><code>x<\/code><\/li>\s*<\/ol>/);
    expect(html).not.to.match(/<!--|class=|role=|tabindex/);
  });

  it('lacks none of the rows that the window has taken away', async () => {
    const thread = await threadFixture({ connection: connectionWith(400), height: 400 });
    await select(placeOf(thread, 'message 399'), placeOf(thread, 'message 399', 'behind'));
    const end = placeOf(thread, 'message 399', 'behind');
    const firstNumber = (): number =>
      Number(/\d+/.exec(thread.rows()[0]?.shadowRoot?.querySelector('.md')?.textContent ?? '')?.[0]);
    for (const top of [0, 0, 1_000]) await scrollTo(thread, top);
    await until(() => firstNumber() < 100);
    // The row where it began is still there, however far away.
    expect(end.node.isConnected).to.equal(true);
    const from = firstNumber();
    await select(end, { node: thread.rows()[0]!.shadowRoot!, offset: 0 });
    expect(thread.rows().length).to.be.below(400 - from);
    const copied = [...copy().text.matchAll(/^message (\d+)$/gm)].map(([, n]) => Number(n));
    expect(copied).to.deep.equal(Array.from({ length: 400 - from }, (_, n) => from + n));
  });

  it('keeps a selection through whatever comes, and far away', async () => {
    const thread = await threadFixture({ connection: connectionWith(300), height: 400 });
    await select(placeOf(thread, 'message 290'), placeOf(thread, 'message 295', 'behind'));
    const { text } = copy();
    for (let n = 0; n < 6; n += 1) await scrollTo(thread, 0);
    await receive(thread, message(500));
    await settled(thread.thread);
    expect(copy().text).to.equal(text);
  });

  it('is not looked for while nothing was selected, since that lays the page out', async () => {
    const thread = await threadFixture({ connection: connectionWith(30), height: 400 });
    const asked = Object.getOwnPropertyDescriptor(Selection.prototype, 'rangeCount');
    let questions = 0;
    const get = function (this: Selection): number {
      questions += 1;
      return asked?.get?.call(this) as number;
    };
    Object.defineProperty(Selection.prototype, 'rangeCount', { ...asked, get });
    try {
      for (let n = 0; n < 5; n += 1) await receive(thread, message(500 + n));
      expect(questions).to.equal(0);
      await select(placeOf(thread, 'message 502'), placeOf(thread, 'message 503', 'behind'));
      await receive(thread, message(600));
      expect(questions).to.be.above(0);
    } finally {
      Object.defineProperty(Selection.prototype, 'rangeCount', asked ?? {});
    }
  });

  it('takes the whole conversation by the keyboard, and nothing of the page', async () => {
    const thread = await threadFixture({ connection: connectionWith(300), height: 400 });
    for (let n = 0; n < 8; n += 1) {
      await scrollTo(thread, 0);
      await settled(thread.thread);
    }
    const loaded = thread.session.store.state.timelines.values().next().value?.messages.length ?? 0;
    const key = new KeyboardEvent('keydown', {
      key: 'a',
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    thread.scroller().dispatchEvent(key);
    expect(key.defaultPrevented).to.equal(true);
    await settled(thread.thread);
    const copied = copy().text.match(/^message \d+$/gm);
    expect(loaded).to.be.above(150);
    expect(copied).to.have.length(loaded);
  });

  it('leaves alone what is selected elsewhere, or across the thread and the page', async () => {
    const thread = await conversation(message(0, { content: 'one' }));
    const beside = document.createElement('p');
    beside.textContent = 'beside';
    document.body.prepend(beside);
    await select({ node: beside.firstChild!, offset: 0 }, { node: beside.firstChild!, offset: 3 });
    expect(copy().isOurs).to.equal(false);
    await select({ node: beside.firstChild!, offset: 0 }, placeOf(thread, 'one', 'behind'));
    expect(copy().isOurs).to.equal(false);
    getSelection()?.removeAllRanges();
    expect(copy().isOurs).to.equal(false);
    beside.remove();
  });
});
