import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { Capabilities } from '../../src/connection/connection.js';
import type { CustomEmoji } from '../../src/model/custom-emoji.js';
import type { Message } from '../../src/model/message.js';
import { define } from '../../src/ui/lazy.js';
import { elements } from '../../src/ui/emoji-picker/emoji-picker.js';
import { ALICE, BOB, MemoryConnection, message, room } from '../support/memory-connection.js';
import {
  buttonNamed,
  frame,
  removeThreads,
  settled,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

const at = (file: string): string => `${location.origin}/server/emojis/${file}`;
const EMOJI: readonly CustomEmoji[] = [
  { shortcode: 'approved', url: at('approved.png') },
  { shortcode: 'gone', url: at('none.png') },
  { shortcode: 'party_friend', url: at('party_friend.gif') },
];

class EmojiConnection extends MemoryConnection {
  asked = 0;
  emoji = EMOJI;

  override get can(): Capabilities {
    const list = (): Promise<readonly CustomEmoji[]> => {
      this.asked += 1;
      return Promise.resolve(this.emoji);
    };
    return { ...super.can, ...(this.features.has('custom_emoji') ? { custom_emoji: { list } } : {}) };
  }
}

async function show(stored: readonly Message[], hasEmoji = true): Promise<ThreadFixture & { server: EmojiConnection }> {
  const features = new Set(new MemoryConnection().features);
  if (hasEmoji) features.add('custom_emoji');
  const server = new EmojiConnection({ roomList: [room(1)], stored: [...stored], features });
  return { ...(await threadFixture({ connection: server, height: 700 })), server };
}

const says = (content: string): Message[] => [message(1, { content })];
const images = (thread: ThreadFixture): HTMLImageElement[] =>
  thread.findAll('.custom-emoji > img') as HTMLImageElement[];
const isDrawn = (image: HTMLImageElement | undefined): boolean => (image?.complete && image.naturalWidth > 0) ?? false;
const body = (thread: ThreadFixture): HTMLElement => thread.find('.md');

async function openPicker(thread: ThreadFixture): Promise<void> {
  define(elements);
  buttonNamed(thread, 'Insert an emoji').click();
  await waitUntil(() => thread.findAll('.cell').length > 1_000);
}

const words = (thread: ThreadFixture): string =>
  (thread.find('.composer textarea, textarea') as HTMLTextAreaElement).value;

describe('Custom emoji', () => {
  afterEach(removeThreads);

  it('stand in texts as pictures with their names, in the space of a line', async () => {
    const thread = await show([message(1, { content: 'fine' }), message(2, { content: 'fine :approved:' })]);
    await until(() => isDrawn(images(thread)[0]));
    const [image] = images(thread);
    expect([image?.alt, image?.title]).to.deep.equal([':approved:', ':approved:']);
    const [plain, withEmoji] = thread.findAll('.md');
    expect(withEmoji!.offsetHeight).to.equal(plain!.offsetHeight);
    await expect(thread.thread).to.be.accessible();
  });

  it('are no part of words, code, addresses or links', async () => {
    const thread = await show(
      says(
        'a:approved: `:approved:` https://a.example/:approved:/b [:approved:](https://a.example) 12:approved:30 :nope:',
      ),
    );
    await until(() => thread.server.asked > 0);
    await settled(thread.thread);
    expect(images(thread)).to.be.empty;
  });

  it('stand beside those that everybody has', async () => {
    const thread = await show(says('(:smile::approved:), *:party_friend:*'));
    await until(() => images(thread).length === 2);
    expect(body(thread).textContent.trim()).to.equal('(😄),');
    expect(body(thread).querySelector('em img')).to.exist;
  });

  it('are asked for once, and not where no text names an unknown one', async () => {
    const none = await show(says('hi :smile: 12:30'));
    await settled(none.thread);
    expect(none.server.asked).to.equal(0);
    const thread = await show([message(1, { content: ':approved:' }), message(2, { content: ':what: :approved:' })]);
    await until(() => images(thread).length === 2);
    expect(thread.server.asked).to.equal(1);
    thread.server.emoji = [{ shortcode: 'what', url: at('on_hold.png') }];
    thread.server.emit({ type: 'live' });
    await until(() => images(thread)[0]?.alt === ':what:');
    expect(thread.server.asked).to.equal(2);
  });

  it('are large where there is nothing else', async () => {
    const thread = await show([message(1, { content: ':approved: :party_friend:' }), message(2, { content: '🎉' })]);
    await until(() => images(thread).length === 2);
    expect(body(thread).classList.contains('large')).to.equal(true);
    const [custom, standard] = thread.findAll('.md');
    expect(Math.abs(custom!.offsetHeight - standard!.offsetHeight)).to.be.at.most(1);
  });

  it('are their names where their pictures cannot be had', async () => {
    const thread = await show(says('so :gone: is it'));
    await until(() => body(thread).textContent.trim() === 'so :gone: is it');
    expect(getComputedStyle(images(thread)[0]!).display).to.equal('none');
  });

  it('are reactions like any other', async () => {
    const reactions = [
      { emoji: ':approved:', userUuid: BOB, createdAt: null },
      { emoji: ':unknown:', userUuid: ALICE, createdAt: null },
    ];
    const thread = await show([message(1, { reactions })]);
    await until(() => isDrawn(images(thread)[0]));
    const [known, unknown] = thread.findAll('.chip[data-emoji]');
    expect(known!.getAttribute('aria-label')).to.equal(':approved: 1: Bob Bergeron');
    expect(known!.offsetHeight).to.equal(24);
    expect(unknown!.textContent.replace(/\s+/g, '')).to.equal(':unknown:1');
    known!.click();
    await until(() => known!.getAttribute('aria-pressed') === 'true');
    await expect(thread.thread).to.be.accessible();
  });

  it('are chosen in the picker, by category or by search, and put apart from what is written', async () => {
    const thread = await show([]);
    thread.field().value = 'done';
    thread.field().dispatchEvent(new Event('input', { bubbles: true }));
    await openPicker(thread);
    await until(() => thread.findAll('.section').at(-1)?.getAttribute('aria-label') === 'Custom');
    const category = thread.findAll('.category').at(-1);
    expect(category?.title).to.equal('Custom');
    // Too few to come to the top, and the current ones all the same.
    category?.click();
    await until(() => category?.getAttribute('aria-current') === 'true');
    await frame();
    await frame();
    expect(category?.getAttribute('aria-current')).to.equal('true');
    const search = thread.find('input[type="search"]') as HTMLInputElement;
    search.value = ':party_friend:';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await until(() => thread.findAll('.cell').length === 1);
    const cell = thread.find('.cell');
    expect(cell.getAttribute('aria-label')).to.equal(':party_friend:');
    await until(() => isDrawn(cell.querySelector('img')!));
    await expect(thread.find('wazo-chat-emoji-picker')).to.be.accessible();
    cell.click();
    await until(() => words(thread) === 'done :party_friend: ');
    await until(() => thread.findAll('.panel-popover').length === 0);
    await openPicker(thread);
    expect(thread.find('.section[data-section="recent"] .cell').getAttribute('aria-label')).to.equal(':party_friend:');
    localStorage.removeItem('wazo-chat-emoji');
  });

  it('are copied by their names', async () => {
    const thread = await show(says('so *:approved:* it is'));
    await until(() => images(thread).length === 1);
    const text = document.createTreeWalker(body(thread), NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (text.nextNode()) nodes.push(text.currentNode);
    const [first, last] = [
      nodes.find((n) => n.nodeValue?.includes('so')),
      nodes.find((n) => n.nodeValue?.includes('it is')),
    ];
    getSelection()?.setBaseAndExtent(first!, 0, last!, last!.nodeValue!.length);
    await settled(thread.thread);
    const clipboardData = new DataTransfer();
    document.body.dispatchEvent(
      new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
    expect(clipboardData.getData('text/plain')).to.equal('so :approved: it is');
    expect(clipboardData.getData('text/html')).not.to.include('<img');
  });

  it('stand still for who asked their device for less motion', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const thread = await show(says('hey :party_friend:'));
      await until(() => thread.findAll('.custom-emoji > canvas').length === 1);
      expect(getComputedStyle(images(thread)[0]!).visibility).to.equal('hidden');
      expect((thread.find('.custom-emoji > canvas') as HTMLCanvasElement).width).to.equal(128);
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('leave no trace where the server has none', async () => {
    const thread = await show([message(1, { content: 'fine :approved:' })], false);
    await openPicker(thread);
    await settled(thread.thread);
    expect(thread.findAll('.category').at(-1)?.title).to.equal('Flags');
    expect(body(thread).textContent.trim()).to.equal('fine :approved:');
    expect(thread.server.asked).to.equal(0);
  });
});
