import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LinkPreviewer } from '../../src/model/link-preview.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import type { WazoChatDraftLink } from '../../src/ui/link-preview/draft-link.js';
import { BOB, uuid } from '../support/memory-connection.js';
import {
  connectionWith,
  buttonNamed,
  removeThreads,
  reportsOf,
  settled,
  threadFixture,
  toEnd,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

/** A thread whose messages say something, on a page that tells what links lead to. */
async function show(content: string, linkPreview: LinkPreviewer | null): Promise<ThreadFixture> {
  const thread = await threadFixture({ connection: connectionWith(3, { content }), height: 600 });
  thread.host.settings.setValue({ ...DEFAULT_SETTINGS, linkPreview });
  await settled(thread.thread);
  return thread;
}

const TOLD = { title: 'A <b>page</b>', text: 'What it is about.', siteName: 'Example' };
const cards = (thread: ThreadFixture): HTMLElement[] =>
  thread.findAll('.card').filter((card) => card.getRootNode() !== document);

/** Types into the field; answers the element that shows its first link, timed by the test. */
async function write(thread: ThreadFixture, text: string): Promise<WazoChatDraftLink> {
  thread.field().focus();
  await sendKeys({ type: text });
  await until(() => customElements.get('wazo-chat-draft-link'));
  const draft = thread.find('wazo-chat-composer').shadowRoot?.querySelector('wazo-chat-draft-link');
  if (!draft) throw new Error('no preview of the draft');
  draft.clock = thread.clock;
  return draft;
}

describe('previews of links', () => {
  afterEach(removeThreads);

  it('are absent without a trace where the page cannot tell', async () => {
    const thread = await show('https://e.example/a', null);
    thread.field().focus();
    await sendKeys({ type: 'https://e.example/a ' });
    await settled(thread.thread);
    expect(thread.findAll('wazo-chat-link-preview, wazo-chat-draft-link').length).to.equal(0);
  });

  it('are cards below the messages, which lead to the link’s own address, and are asked for once', async () => {
    const asked: string[] = [];
    const thread = await show('see https://e.example/a and https://e.example/b', async (url) => {
      asked.push(url);
      return TOLD;
    });
    await until(() => cards(thread).length === 3);
    await settled(thread.thread);
    expect(asked).to.deep.equal(['https://e.example/a']);
    const [card] = cards(thread);
    expect(card?.querySelector('a')?.href).to.equal('https://e.example/a');
    expect(card?.querySelector('a')?.textContent).to.equal('A <b>page</b>');
    expect(card?.querySelector('.site')?.textContent).to.equal('Example · e.example');
    expect(toEnd(thread)).to.be.at.most(1);
    for (const element of thread.findAll('wazo-chat-link-preview')) await expect(element).to.be.accessible();
  });

  it('leave the words most of a narrow card, and the picture its square', async () => {
    const picture = { url: `${location.origin}/server/emojis/approved.png`, width: 300, height: 200 };
    const thread = await show('https://e.example/narrow', async () => ({ ...TOLD, picture }));
    thread.thread.style.setProperty('inline-size', '320px');
    await until(() => cards(thread).length === 3);
    const [card] = cards(thread);
    const [image, about] = ['img', '.about'].map((each) => card!.querySelector(each)!.getBoundingClientRect());
    expect(image!.width).to.be.at.most(48);
    expect(image!.height).to.equal(image!.width);
    expect(about!.width).to.be.above(3 * image!.width);
    thread.thread.style.setProperty('inline-size', '600px');
    expect(card?.querySelector('img')?.offsetWidth).to.equal(72);
  });

  it('are not shown of links in angle brackets, code or spoilers', async () => {
    const asked: string[] = [];
    const thread = await show('<https://e.example/a> `https://e.example/b` ||https://e.example/c||', async (url) => {
      asked.push(url);
      return TOLD;
    });
    await until(() => customElements.get('wazo-chat-link-preview'));
    await settled(thread.thread);
    expect(asked).to.deep.equal([]);
    expect(cards(thread).length).to.equal(0);
  });

  it('leave out a picture that does not come, in a space that was there before it', async () => {
    const picture = { url: 'http://localhost:1/none.png', width: 400, height: 300 };
    const thread = await show('https://e.example/pictures', async () => ({ ...TOLD, picture }));
    await until(() => cards(thread).length === 3);
    await until(() => cards(thread).every((card) => card.querySelector('img') === null));
    expect(cards(thread).length).to.equal(3);
  });

  it('are not there, and the page hears of it once, where it fails', async () => {
    const thread = await show('words', async () => {
      throw new Error('down');
    });
    const codes = reportsOf(thread.session);
    const draft = await write(thread, 'https://e.example/failing ');
    await sendKeys({ type: 'x' });
    await draft.updateComplete;
    thread.clock.advance(500);
    await until(() => codes.length > 0);
    await sendKeys({ type: 'y' });
    await draft.updateComplete;
    thread.clock.advance(500);
    await settled(thread.thread);
    expect(codes).to.deep.equal(['link-preview-failed']);
    expect(cards(thread).length).to.equal(0);
  });

  it('show the first link of what is being written after a pause, which its author can send without, as one step', async () => {
    const asked: string[] = [];
    const thread = await show('words', async (url) => {
      asked.push(url);
      return TOLD;
    });
    const draft = await write(thread, 'see https://e.example/draft');
    await sendKeys({ type: ' now' });
    await draft.updateComplete;
    expect(asked).to.deep.equal([]);
    thread.clock.advance(500);
    await until(() => cards(thread).length === 1);
    await expect(draft).to.be.accessible();
    await expect(thread.find('wazo-chat-composer')).to.be.accessible();
    await sendKeys({ press: 'ArrowLeft' });
    buttonNamed(thread, 'Send without a preview').focus();
    await sendKeys({ press: 'Enter' });
    expect(thread.field().value).to.equal('see <https://e.example/draft> now');
    expect(thread.field().matches(':focus')).to.equal(true);
    expect(thread.field().selectionStart).to.equal('see <https://e.example/draft> no'.length);
    await until(() => cards(thread).length === 0);
    thread.clock.advance(500);
    await settled(thread.thread);
    expect(cards(thread).length).to.equal(0);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'z' });
    await sendKeys({ up: 'Control' });
    expect(thread.field().value).to.equal('see https://e.example/draft now');
    await draft.updateComplete;
    thread.clock.advance(500);
    await until(() => cards(thread).length === 1);
    expect(asked).to.deep.equal(['https://e.example/draft']);
  });

  it('are dismissed of every place of their address, and who is named between stays named', async () => {
    const thread = await show('words', async () => TOLD);
    const address = 'https://e.example/twice';
    const draft = await write(thread, `${address} `);
    const mention = `@[Bob Bergeron](user:${BOB})`;
    await sendKeys({ type: `${mention} ${address}` });
    await draft.updateComplete;
    thread.clock.advance(500);
    await until(() => cards(thread).length === 1);
    buttonNamed(thread, 'Send without a preview').click();
    expect(thread.field().value).to.equal(`<${address}> @Bob Bergeron <${address}>`);
    expect(thread.session.draft(uuid(1))).to.equal(`<${address}> ${mention} <${address}>`);
    await until(() => cards(thread).length === 0);
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'z' });
    await sendKeys({ up: 'Control' });
    expect(thread.session.draft(uuid(1))).to.equal(`${address} ${mention} ${address}`);
  });

  it('are given up with the address that was written', async () => {
    const signals: AbortSignal[] = [];
    const thread = await show('words', (_url, { signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const draft = await write(thread, 'https://e.example/gone');
    await sendKeys({ type: ' ' });
    await draft.updateComplete;
    thread.clock.advance(500);
    await until(() => signals.length === 1);
    thread.field().select();
    await sendKeys({ press: 'Delete' });
    await until(() => signals[0]?.aborted);
  });
});
