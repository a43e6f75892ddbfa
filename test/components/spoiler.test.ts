import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { BOB, MemoryConnection, message, room } from '../support/memory-connection.js';
import {
  frame,
  receive,
  removeThreads,
  settled,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

async function show(content: string): Promise<{ thread: ThreadFixture; row: WazoChatMessage; spoiler: HTMLElement }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1, { content })] });
  const thread = await threadFixture({ connection });
  const [row] = thread.rows();
  const spoiler = row?.renderRoot.querySelector<HTMLElement>('.md-spoiler');
  if (!row || !spoiler) throw new Error('no spoiler');
  return { thread, row, spoiler };
}

const isHidden = (spoiler: Element): boolean => spoiler.firstElementChild?.hasAttribute('inert') === true;

async function copyOf(thread: ThreadFixture): Promise<string> {
  const root = thread.rows()[0]!.shadowRoot!;
  getSelection()?.setBaseAndExtent(root, 0, root, root.childNodes.length);
  await frame();
  const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), cancelable: true, bubbles: true });
  document.dispatchEvent(event);
  return (event.clipboardData?.getData('text/plain') ?? '') + (event.clipboardData?.getData('text/html') ?? '');
}

describe('A spoiler', () => {
  afterEach(removeThreads);

  it('is a button without its words, then words without a button', async () => {
    const { spoiler } = await show('He is ||**the** butler [see](https://a.example)||.');
    expect(spoiler.getAttribute('role')).to.equal('button');
    expect(spoiler.getAttribute('aria-label')).to.equal('Spoiler, hidden');
    expect(isHidden(spoiler)).to.equal(true);
    expect(getComputedStyle(spoiler.firstElementChild!).opacity).to.equal('0');
    spoiler.click();
    expect(spoiler.hasAttribute('role')).to.equal(false);
    expect(spoiler.hasAttribute('aria-label')).to.equal(false);
    expect(isHidden(spoiler)).to.equal(false);
    expect(spoiler.querySelector('a')?.href).to.equal('https://a.example/');
  });

  it('takes the same space, hidden or not', async () => {
    const { row, spoiler } = await show('a ||b c|| d');
    const before = [spoiler.getBoundingClientRect().width, row.offsetHeight];
    spoiler.click();
    expect([spoiler.getBoundingClientRect().width, row.offsetHeight]).to.deep.equal(before);
  });

  it('is revealed by keyboard, and keeps the focus; nothing in it is reached before', async () => {
    for (const key of ['Enter', 'Space']) {
      const { spoiler } = await show('||[a](https://a.example)|| [b](https://b.example)');
      spoiler.focus();
      await sendKeys({ press: key });
      expect(isHidden(spoiler)).to.equal(false);
      expect((spoiler.getRootNode() as ShadowRoot).activeElement).to.equal(spoiler);
      removeThreads();
    }
    const { spoiler, row } = await show('||[a](https://a.example)|| [b](https://b.example)');
    spoiler.focus();
    await sendKeys({ press: 'Tab' });
    expect(row.shadowRoot?.activeElement?.textContent).to.equal('b');
  });

  it('stays revealed when its row comes back; an edited one is hidden', async () => {
    const { thread, row, spoiler } = await show('||a||');
    spoiler.click();
    const again = document.createElement('wazo-chat-message');
    again.message = row.message;
    thread.host.renderRoot.append(again);
    await again.updateComplete;
    expect(isHidden(again.renderRoot.querySelector('.md-spoiler')!)).to.equal(false);
    const edited = { ...message(1, { content: '||b||' }), revision: 9 };
    thread.connection.emit({ type: 'message-updated', message: edited });
    await settled(thread.thread);
    expect(isHidden(thread.rows()[0]!.renderRoot.querySelector('.md-spoiler')!)).to.equal(true);
  });

  it('is not given away by copies, prints and announcements', async () => {
    const { thread, spoiler } = await show('He is ||the butler||.');
    expect(await copyOf(thread))
      .to.contain('He is ▒▒▒.')
      .and.not.to.contain('butler');
    dispatchEvent(new Event('beforeprint'));
    await frame();
    expect(thread.find('.paper .md-spoiler').matches('.hidden')).to.equal(true);
    dispatchEvent(new Event('afterprint'));
    await receive(thread, message(2, { content: 'So ||the gardener||?', userUuid: BOB }));
    thread.clock.advance(300);
    await until(() => thread.find('.announcer').textContent.includes('So ▒▒▒?'));
    spoiler.click();
    expect(await copyOf(thread)).to.contain('He is the butler.');
  });

  it('is accessible, hidden and revealed, also in a link', async () => {
    const { thread, spoiler } = await show('||a [b](https://b.example)||\n\n- ||c||\n\n[d ||e||](https://d.example)');
    await expect(thread.host).to.be.accessible();
    spoiler.click();
    await expect(thread.host).to.be.accessible();
  });
});
