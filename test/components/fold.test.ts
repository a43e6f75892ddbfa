import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { fr } from '../../src/i18n/fr.js';
import { languageChanged } from '../../src/i18n/localize.js';
import { textBody } from '../../src/model/message.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { BOB, MemoryConnection, message, room } from '../support/memory-connection.js';
import {
  connectionWith,
  frame,
  removeThreads,
  scrollTo,
  settled,
  textOf,
  threadFixture,
  toEnd,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

const LONG = Array.from({ length: 60 }, (_, n) => `line ${n}`).join('\n');

/** Some short messages, a long one, and `after` short ones. */
async function show(after = 0, content = LONG): Promise<{ thread: ThreadFixture; long: () => WazoChatMessage }> {
  const texts = [...Array<string>(12).fill('before'), content, ...Array<string>(after).fill('after')];
  const stored = texts.map((text, n) => message(n, { content: text, userUuid: BOB }));
  const thread = await threadFixture({
    connection: new MemoryConnection({ roomList: [room(1)], stored }),
    height: 600,
  });
  const long = (): WazoChatMessage => {
    const found = thread.rows().find((row) => textOf(row).startsWith(content.slice(0, 6)));
    if (!found) throw new Error('no row');
    return found;
  };
  await settled(thread.thread);
  return { thread, long };
}

function fold(row: WazoChatMessage): HTMLButtonElement {
  return row.renderRoot.querySelector<HTMLButtonElement>('.fold')!;
}

function text(row: WazoChatMessage): HTMLElement {
  return row.renderRoot.querySelector<HTMLElement>('.md')!;
}

const lines = (row: WazoChatMessage): number => {
  const md = text(row);
  return md.clientHeight / parseFloat(getComputedStyle(md).lineHeight);
};

const topOf = (element: Element): number => element.getBoundingClientRect().top;

async function press(thread: ThreadFixture, button: HTMLElement): Promise<void> {
  button.click();
  await settled(thread.thread);
}

describe('A long message', () => {
  afterEach(removeThreads);

  it('is cut after 24 lines, and says that there is more', async () => {
    const { long } = await show();
    expect(lines(long())).to.be.closeTo(24, 0.1);
    expect(fold(long()).checkVisibility()).to.equal(true);
    expect(fold(long()).getAttribute('aria-expanded')).to.equal('false');
    expect(fold(long()).textContent.trim()).to.equal('Show more');
  });

  it('is not, where it is short when it is drawn', async () => {
    const short = Array.from({ length: 20 }, (_, n) => `short ${n}`).join('\n');
    const { long } = await show(0, short);
    expect(text(long()).scrollHeight).to.equal(text(long()).clientHeight);
    expect(fold(long()).checkVisibility()).to.equal(false);
  });

  it('unfolds from its beginning, which stays where it is, also at the end of the conversation', async () => {
    for (const after of [0, 30]) {
      const { thread, long } = await show(after);
      if (after > 0) {
        await scrollTo(thread, thread.scroller().scrollTop + topOf(long()) - topOf(thread.scroller()) - 40);
      } else expect(toEnd(thread)).to.be.at.most(1);
      const before = topOf(text(long()));
      await press(thread, fold(long()));
      expect(lines(long())).to.be.above(59);
      expect(topOf(text(long()))).to.be.closeTo(before, 1);
      expect(fold(long()).textContent.trim()).to.equal('Show less');
      removeThreads();
    }
  });

  it('folds at its end, and what is below stays where it is', async () => {
    const { thread, long } = await show(30);
    await scrollTo(thread, thread.scroller().scrollTop + topOf(long()) - topOf(thread.scroller()) - 40);
    await press(thread, fold(long()));
    await scrollTo(thread, thread.scroller().scrollTop + topOf(fold(long())) - topOf(thread.scroller()) - 300);
    fold(long()).focus();
    const next = thread.rows()[thread.rows().indexOf(long()) + 1]!;
    const [below, height] = [topOf(next), long().offsetHeight];
    await press(thread, fold(long()));
    expect(long().offsetHeight).to.be.below(height - 300);
    expect(topOf(next)).to.be.closeTo(below, 1);
    expect(long().renderRoot.querySelector('.fold:focus')).to.not.equal(null);
  });

  it('stays unfolded when its row goes and comes back, and is folded anew when it was edited', async () => {
    const { thread, long } = await show();
    await press(thread, fold(long()));
    const again = document.createElement('wazo-chat-message');
    again.message = long().message;
    thread.host.renderRoot.append(again);
    await again.updateComplete;
    expect(lines(again)).to.be.above(59);
    again.remove();
    const stored = thread.connection.stored.at(-1)!;
    const edited = { ...stored, body: textBody(`line 0\n${LONG}`), revision: 9 };
    thread.connection.emit({ type: 'message-updated', message: edited });
    await settled(thread.thread);
    expect(lines(long())).to.be.closeTo(24, 0.1);
  });

  it('unfolds by itself when what is cut away gets the focus', async () => {
    const { thread, long } = await show(0, `${LONG}\n\nhttps://a.example/`);
    const link = text(long()).querySelector('a')!;
    link.focus();
    await until(() => lines(long()) > 59);
    await settled(thread.thread);
    expect(text(long()).scrollTop).to.equal(0);
    const [view, box] = [thread.scroller().getBoundingClientRect(), link.getBoundingClientRect()];
    expect(box.top).to.be.at.least(view.top);
    expect(box.bottom).to.be.at.most(view.bottom + 1);
  });

  it('works by keyboard, is accessible, and speaks French', async () => {
    const { thread, long } = await show();
    fold(long()).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => lines(long()) > 59);
    await expect(thread.host).to.be.accessible();
    thread.host.lang = 'fr';
    languageChanged();
    await until(() => fold(long()).textContent.trim() === fr.textShowLess);
  });

  it('has a button as high as its words, however large they are', async () => {
    const { thread, long } = await show();
    thread.host.style.setProperty('--wazo-chat-font-size-small', '26px');
    const button = fold(long());
    await until(() => button.offsetHeight > 0);
    expect(button.scrollHeight).to.be.at.most(button.clientHeight);
    expect(button.clientHeight).to.be.at.least(parseFloat(getComputedStyle(button).fontSize) * 1.4);
  });

  it('is copied and printed as a whole', async () => {
    const { thread, long } = await show();
    const [first, last] = [thread.rows()[0]!.shadowRoot!, long().shadowRoot!];
    getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), cancelable: true, bubbles: true });
    document.dispatchEvent(event);
    const copy = event.clipboardData?.getData('text/plain') ?? '';
    expect(copy).to.contain('line 59');
    expect(copy).to.not.contain('Show more');
    dispatchEvent(new Event('beforeprint'));
    expect(thread.find('.paper').textContent).to.contain('line 59');
    expect(thread.findAll('.paper .folded')).to.deep.equal([]);
    dispatchEvent(new Event('afterprint'));
  });

  it('moves nothing when others come while it is unfolded', async () => {
    const { thread, long } = await show();
    await press(thread, fold(long()));
    const before = topOf(text(long()));
    for (const received of connectionWith(3).stored.map((each, n) => ({
      ...each,
      uuid: `${each.uuid.slice(0, -2)}f${n}`,
    })))
      thread.connection.emit({ type: 'message-created', message: { ...received, createdAt: '2030-01-01T00:00:00Z' } });
    await settled(thread.thread);
    await frame();
    expect(topOf(text(long()))).to.be.closeTo(before, 1);
  });
});
