import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import type { Capabilities } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Gif, GifPage, GifProvider, GifSearch } from '../../src/model/gif.js';
import type { Part } from '../../src/model/message.js';
import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import type { WazoChatGifPicker } from '../../src/ui/gif-picker/gif-picker.js';
import { LIMITS, MemoryConnection, room } from '../support/memory-connection.js';
import { buttonNamed, removeThreads, threadFixture, until, type ThreadFixture } from '../support/thread-fixture.js';

const NAMES = ['hello', 'coffee', 'yes', 'no', 'party', 'bug', 'fire', 'cool', 'deal', 'wow', 'done', 'idea'];

function gif(n: number): Gif {
  const url = `${location.origin}/server/gifs/${NAMES[n % NAMES.length] ?? ''}.gif`;
  return { id: String(n), title: `Picture ${n}`, url, previewUrl: url, width: 216, height: 180 };
}

/** A server with as many GIFs as the test says, which keeps what is uploaded. */
class GifConnection extends MemoryConnection {
  count = 12;
  readonly asked: [term: string, offset: number, language: string][] = [];
  readonly uploads: [part: Part, file: Blob][] = [];
  failure: ChatFailure | null = null;
  makes: (n: number) => Gif = gif;

  override get can(): Capabilities {
    const { features } = this;
    return {
      ...super.can,
      ...(features.has('gifs') ? { gifs: { search: (term, options) => this.#search(term, options) } } : {}),
      attachments: {
        upload: (_room, part, file) => {
          this.uploads.push([part, file]);
          return Promise.resolve({ ...part, uuid: part.name, url: null });
        },
      },
    };
  }

  async #search(term: string, { offset, limit, language }: GifSearch): Promise<GifPage> {
    this.asked.push([term, offset, language.slice(0, 2)]);
    if (this.failure) throw this.failure;
    const total = term === 'nothing' ? 0 : this.count;
    const items = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) =>
      this.makes(offset + index),
    );
    return { items, total };
  }
}

async function show(
  features: readonly ('attachments' | 'gifs')[] = ['attachments', 'gifs'],
  gifProvider: GifProvider | null = null,
): Promise<{ thread: ThreadFixture; connection: GifConnection }> {
  const limits = { ...LIMITS, attachmentSize: 1_000_000, attachmentsPerMessage: 3 };
  const all = new Set([...new MemoryConnection().features, ...features]);
  const connection = new GifConnection({ roomList: [room(1), room(2)], features: all, limits });
  const thread = await threadFixture({ connection });
  thread.host.settings.setValue({ ...DEFAULT_SETTINGS, gifProvider });
  await thread.thread.updateComplete;
  return { thread, connection };
}

const cells = (thread: ThreadFixture): HTMLElement[] => thread.findAll('.cell');
const picker = (thread: ThreadFixture): WazoChatGifPicker =>
  thread.find('wazo-chat-gif-picker') as unknown as WazoChatGifPicker;

/** Pauses end when the test says so. */
function holdPauses(thread: ThreadFixture): () => void {
  let ring = (): void => undefined;
  picker(thread).clock = {
    after: (_ms, callback) => {
      ring = callback;
      return () => (ring = () => undefined);
    },
  };
  return () => ring();
}

async function open(thread: ThreadFixture): Promise<void> {
  buttonNamed(thread, 'Send a GIF').click();
  await until(() => cells(thread).length > 0 || thread.findAll('.failure, .message p').length > 0);
}

function type(thread: ThreadFixture, text: string): void {
  const field = thread.find('input[type=search]');
  (field as HTMLInputElement).value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** The thread's messages on their way or sent that carry files. */
const sent = (connection: GifConnection): Part[] => connection.stored.flatMap(({ body }) => [...(body?.parts ?? [])]);

describe('the GIF picker', () => {
  afterEach(removeThreads);

  it('is absent where the server has no GIFs, or takes no files', async () => {
    for (const features of [[], ['gifs'], ['attachments']] as const) {
      const { thread } = await show(features);
      expect(thread.findAll('.icon-button.gif').length, features.join()).to.equal(0);
      removeThreads();
    }
  });

  it('shows what is popular, with names, in space that was kept for it', async () => {
    const { thread, connection } = await show();
    await open(thread);
    expect(connection.asked).to.deep.equal([['', 0, 'en']]);
    expect(cells(thread).length).to.equal(12);
    const [first] = cells(thread);
    expect(first?.getAttribute('aria-label')).to.equal('Picture 0');
    const before = cells(thread).map((cell) => JSON.stringify(cell.getBoundingClientRect()));
    await until(() => cells(thread).every((cell) => cell.classList.contains('drawn')));
    expect(cells(thread).map((cell) => JSON.stringify(cell.getBoundingClientRect()))).to.deep.equal(before);
    expect(thread.findAll('wazo-chat-gif-picker').length).to.equal(1);
    await expect(thread.thread).to.be.accessible();
  });

  it('asks once a word is written, and says what was found', async () => {
    const { thread, connection } = await show();
    await open(thread);
    const ring = holdPauses(thread);
    for (const text of ['n', 'nothin', 'nothing']) type(thread, text);
    expect(connection.asked.length).to.equal(1);
    ring();
    await waitUntil(() => thread.findAll('.message p')[0]?.textContent === 'No GIF for “nothing”.');
    expect(connection.asked.slice(1)).to.deep.equal([['nothing', 0, 'en']]);
    await expect(thread.thread).to.be.accessible();
    const chip = thread.findAll('.category').find(({ textContent }) => textContent.trim() === 'Coffee');
    chip?.click();
    await until(() => cells(thread).length === 12);
    expect(connection.asked.at(-1)).to.deep.equal(['Coffee', 0, 'en']);
    expect(chip?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('is used by keyboard alone: search, arrows, Enter, and one is back in the message', async () => {
    const { thread, connection } = await show();
    thread.field().value = 'half a sentence';
    thread.field().dispatchEvent(new InputEvent('input', { bubbles: true }));
    await open(thread);
    await until(() => picker(thread).matches(':focus-within') || picker(thread).shadowRoot?.activeElement);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowDown' });
    const focused = picker(thread).shadowRoot?.activeElement;
    expect(focused?.getAttribute('aria-label')).to.equal('Picture 4');
    // A letter is for the search field.
    await sendKeys({ press: 'ArrowUp' });
    await sendKeys({ press: 'ArrowUp' });
    expect(picker(thread).shadowRoot?.activeElement?.getAttribute('type')).to.equal('search');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(() => sent(connection).length === 1);
    const [[part, file] = []] = connection.uploads;
    expect([part?.name, part?.contentType, part?.width]).to.deep.equal(['Picture 1.gif', 'image/gif', 216]);
    expect(file?.size).to.be.greaterThan(5_000);
    await until(() => thread.findAll('.gif-popover').length === 0);
    await until(() => thread.field().matches(':focus'));
    expect(thread.field().value).to.equal('half a sentence');
    expect(connection.stored.at(-1)?.body?.text).to.equal('');
  });

  it('brings more as one scrolls', async () => {
    const { thread, connection } = await show();
    connection.count = 60;
    await open(thread);
    await until(() => cells(thread).length >= 24);
    const scroller = picker(thread).renderRoot.querySelector('.scroller');
    await until(() => {
      scroller?.scrollTo(0, scroller.scrollHeight);
      return cells(thread).length === 60;
    });
    expect(connection.asked.map(([, offset]) => offset)).to.deep.equal([0, 24, 48]);
  });

  it('says what went wrong and asks again', async () => {
    const { thread, connection } = await show();
    connection.failure = new ChatFailure('server', '503');
    await open(thread);
    expect(thread.find('.failure').textContent).to.contain('The GIFs cannot be loaded just now.');
    await expect(thread.thread).to.be.accessible();
    connection.failure = null;
    buttonNamed(thread, 'Try again').click();
    await until(() => cells(thread).length === 12);
  });

  it('keeps open what could not be sent, and says so', async () => {
    const { thread, connection } = await show();
    let path = 'gone';
    connection.makes = (n) => ({ ...gif(n), url: `${location.origin}/server/gifs/${path}.gif` });
    await open(thread);
    cells(thread)[0]?.click();
    await until(() => thread.findAll('.failure.line').length === 1);
    expect(thread.find('.failure.line').textContent).to.contain('The GIF could not be loaded.');
    expect(connection.uploads.length).to.equal(0);
    path = 'hello';
    connection.makes = gif;
    type(thread, 'x');
    await until(() => connection.asked.length === 2);
    await until(() => cells(thread)[0]?.querySelector('img')?.src.endsWith('hello.gif'));
    await until(() => thread.findAll('.cells[aria-busy=false]').length === 1);
    cells(thread)[1]?.click();
    await until(() => sent(connection).length === 1);
  });

  it('stands still until one looks at it, or always moves, as the person wants', async () => {
    const { thread } = await show();
    await open(thread);
    await until(() => cells(thread).every((cell) => cell.classList.contains('drawn')));
    const isStill = (cell: HTMLElement | undefined): boolean =>
      getComputedStyle(cell?.querySelector('img') ?? document.body).visibility === 'hidden';
    const [first, second] = cells(thread);
    expect([isStill(first), isStill(second)]).to.deep.equal([true, true]);
    first?.focus();
    expect([isStill(first), isStill(second)]).to.deep.equal([false, true]);
    buttonNamed(thread, 'Play all GIFs').click();
    await until(() => !isStill(second));
    expect(localStorage.getItem('wazo-chat-gifs')).to.equal('play');
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      await until(() => isStill(second));
      expect(isStill(first)).to.equal(!first?.matches(':focus'));
      buttonNamed(thread, 'Play all GIFs').click();
      first?.focus();
      await until(() => isStill(first));
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  });

  it('asks the page’s own provider where there is one, without the server’s GIFs, too', async () => {
    const asked: string[] = [];
    const provider: GifProvider = {
      search: (term, { language, limit }) => {
        asked.push(`${term} ${language.slice(0, 2)} ${limit}`);
        return Promise.resolve({ items: [gif(1), { ...gif(2), url: 'javascript:x' }] });
      },
    };
    const { thread, connection } = await show(['attachments'], provider);
    await open(thread);
    expect(asked).to.deep.equal([' en 24']);
    expect(cells(thread).length).to.equal(1);
    cells(thread)[0]?.click();
    await until(() => sent(connection).length === 1);
  });

  it('survives a provider that throws or answers nonsense', async () => {
    for (const search of [
      () => Promise.reject(new Error('boom')),
      () => {
        throw new Error('boom');
      },
      () => Promise.resolve('nonsense' as unknown as GifPage),
    ]) {
      const { thread } = await show(['attachments'], { search });
      await open(thread);
      expect(thread.find('.failure').textContent).to.contain('The GIF could not be loaded.');
      removeThreads();
    }
  });

  it('closes by Escape once the search is empty, and the focus is back on its button', async () => {
    const { thread } = await show();
    await open(thread);
    await until(() => picker(thread).shadowRoot?.activeElement);
    type(thread, 'word');
    await picker(thread).updateComplete;
    await sendKeys({ press: 'Escape' });
    expect(thread.findAll('wazo-chat-gif-picker').length).to.equal(1);
    await picker(thread).updateComplete;
    await sendKeys({ press: 'Escape' });
    await until(() => thread.findAll('wazo-chat-gif-picker').length === 0);
    expect(thread.find('.icon-button.gif').matches(':focus')).to.equal(true);
  });
});
