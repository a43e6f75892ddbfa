import { expect, waitUntil } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { Message, Part } from '../../src/model/message.js';
import { handlePlay } from '../../src/ui/shared/one-player.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { MemoryConnection, message, room } from '../support/memory-connection.js';
import { removeThreads, threadFixture, type ThreadFixture } from '../support/thread-fixture.js';

/** A picture in one colour, as a browser makes it. */
function picture(width: number, height: number): string {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return canvas.toDataURL();
}

/** Where nothing is. */
const GONE = new URL('/nothing-is-here.png', location.href).href;

function part(name: string, more: Partial<Part> = {}): Part {
  const [width, height] = [160, 90];
  const url = picture(width, height);
  return { kind: 'file', uuid: name, name, contentType: 'image/png', size: 2_345_678, width, height, url, ...more };
}

function carrying(n: number, parts: readonly Part[], text = ''): Message {
  return message(n, { body: { text, parts } });
}

async function show(...messages: readonly Message[]): Promise<{ thread: ThreadFixture; row: WazoChatMessage }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [...messages] });
  const thread = await threadFixture({ connection, width: 600, height: 600 });
  const row = thread.rows().at(-1);
  if (!row) throw new Error('no row');
  return { thread, row };
}

function inRow(row: WazoChatMessage, selector: string): HTMLElement | null {
  return row.renderRoot.querySelector<HTMLElement>(selector);
}

function imageIn(row: WazoChatMessage): HTMLImageElement | null {
  return row.renderRoot.querySelector('img');
}

describe('files of a message', () => {
  afterEach(removeThreads);

  it('pictures take their space before they are there, and keep it', async () => {
    const { row } = await show(carrying(1, [part('wide.png', { width: 1_600, height: 900, url: null })]));
    const box = inRow(row, '.picture')!;
    const before = box.getBoundingClientRect();
    expect(Math.round(before.width)).to.be.within(380, 384);
    expect(Math.round(before.height)).to.be.within(214, 218);
    const image = imageIn(row)!;
    image.src = picture(1_600, 900);
    await image.decode();
    expect(box.getBoundingClientRect().height).to.equal(before.height);
    await expect(row).to.be.accessible();
  });

  it('several pictures stand in a grid', async () => {
    const { row } = await show(
      carrying(
        1,
        ['a', 'b', 'c', 'd'].map((name) => part(`${name}.png`, { width: 30, height: 400 })),
      ),
    );
    const tops = [...row.renderRoot.querySelectorAll('.tile')].map((tile) => tile.getBoundingClientRect());
    expect(new Set(tops.map(({ top }) => Math.round(top))).size).to.equal(2);
    for (const { width, height } of tops) expect(Math.abs(width - height)).to.be.lessThan(4);
    await expect(row).to.be.accessible();
  });

  it('what cannot be shown is a card with its type and size, to save it by', async () => {
    const { row } = await show(
      carrying(1, [part('Minutes.pdf', { contentType: 'application/pdf', url: 'https://wazo.example/1/Minutes.pdf' })]),
    );
    const card = row.renderRoot.querySelector<HTMLAnchorElement>('a.card')!;
    expect(card.href).to.equal('https://wazo.example/1/Minutes.pdf');
    expect(card.getAttribute('aria-label')?.replace(/\s/gu, ' ')).to.equal('Download Minutes.pdf, PDF, 2.3 MB');
    expect(card.rel).to.contain('noopener');
    await expect(row).to.be.accessible();
  });

  it('sounds and films have players with their names, and neither begins by itself', async () => {
    const { row } = await show(
      carrying(1, [
        part('call.wav', { contentType: 'audio/wav', url: null }),
        part('demo.webm', { contentType: 'video/webm', url: null }),
      ]),
    );
    for (const [tag, name] of [
      ['audio', 'call.wav'],
      ['video', 'demo.webm'],
    ] as const) {
      const player = row.renderRoot.querySelector(tag)!;
      expect([player.getAttribute('aria-label'), player.controls, player.autoplay]).to.deep.equal([name, true, false]);
    }
    await expect(row).to.be.accessible();
  });

  it('what begins to play ends what played before', () => {
    const players = [0, 1].map(() => document.createElement('audio'));
    const paused: number[] = [];
    players.forEach((player, index) => {
      player.pause = () => paused.push(index);
      player.addEventListener('play', handlePlay);
    });
    for (const index of [0, 0, 1, 0]) players[index]?.dispatchEvent(new Event('play'));
    expect(paused).to.deep.equal([0, 1]);
  });

  it('a file on its way from this device is a card that leads nowhere', async () => {
    const { thread } = await show(message(1));
    const body = { text: '', parts: [part('holiday.png', { uuid: null, url: null })] };
    thread.session.store.apply((state) => ({
      ...state,
      timelines: new Map(
        [...state.timelines].map(([id, timeline]) => [
          id,
          {
            ...timeline,
            pending: [
              {
                localId: 'x',
                roomUuid: timeline.roomUuid,
                body,
                createdAt: message(9).createdAt,
                status: 'sending',
                error: null,
              },
            ],
          },
        ]),
      ),
    }));
    await waitUntil(() => thread.rows().at(-1)?.renderRoot.querySelector('div.card'));
    expect(thread.rows().at(-1)?.renderRoot.querySelector('.card')?.textContent).to.contain('holiday.png');
  });

  it('an address that has expired is asked for anew, and the picture comes', async () => {
    const fresh = part('plan.png');
    const connection = new MemoryConnection({
      roomList: [room(1)],
      stored: [carrying(1, [part('plan.png', { url: GONE })])],
    });
    const messages = connection.messages.bind(connection);
    connection.messages = async (roomUuid, request) => {
      if (request.from === 'around') connection.stored = [carrying(1, [fresh])];
      return messages(roomUuid, request);
    };
    const thread = await threadFixture({ connection });
    const row = thread.rows()[0]!;
    await waitUntil(() => imageIn(row)?.src === fresh.url);
    await waitUntil(() => imageIn(row)?.naturalWidth === 160);
    expect(connection.calls.filter((call) => call.includes('around')).length).to.equal(1);
  });

  it('what cannot be read the second time either says so, and asks no more', async () => {
    const { thread, row } = await show(carrying(1, [part('plan.png', { url: GONE })]));
    await waitUntil(() => inRow(row, '.card')?.textContent.includes('No longer available'));
    expect(inRow(row, 'a.card')).to.equal(null);
    expect(thread.connection.calls.filter((call) => call.includes('around')).length).to.equal(1);
    await expect(row).to.be.accessible();
  });

  it('the beginning of a text is shown when somebody asks for it', async () => {
    const text = Array.from({ length: 40 }, (_, n) => `line ${n + 1} · é`).join('\r\n');
    const note = { contentType: 'text/plain', url: `data:text/plain;charset=utf-8,${encodeURIComponent(text)}` };
    const short = { contentType: 'text/plain', url: 'data:,only%20this' };
    const { row } = await show(carrying(1, [part('notes.txt', note), part('short.txt', short)]));
    const [first, second] = row.renderRoot.querySelectorAll<HTMLElement>('.files .button');
    expect(row.renderRoot.querySelector('pre')).to.equal(null);
    first?.click();
    await waitUntil(() => row.renderRoot.querySelector('pre'));
    const shown = inRow(row, 'pre')?.textContent.split('\n') ?? [];
    expect([shown.length, shown[0], shown[19], shown[20]]).to.deep.equal([21, 'line 1 · é', 'line 20 · é', '…']);
    expect(first?.getAttribute('aria-expanded')).to.equal('true');
    await expect(row).to.be.accessible();
    first?.click();
    await waitUntil(() => !row.renderRoot.querySelector('pre'));
    second?.click();
    await waitUntil(() => inRow(row, 'pre')?.textContent === 'only this');
  });

  it('a text that cannot be read says so', async () => {
    const { row } = await show(carrying(1, [part('notes.txt', { contentType: 'text/plain', url: GONE })]));
    inRow(row, '.files .button')?.click();
    await waitUntil(() => inRow(row, '.files [role=alert]')?.textContent === 'The file could not be read.');
  });

  it('what moves stands still for who wants less motion, until they have it move', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      const { row } = await show(carrying(1, [part('wave.gif', { contentType: 'image/gif' }), part('still.png')]));
      await waitUntil(() => row.renderRoot.querySelector('canvas')?.width === 160);
      expect(row.renderRoot.querySelectorAll('.play').length).to.equal(1);
      expect(getComputedStyle(imageIn(row)!).visibility).to.equal('hidden');
      await expect(row).to.be.accessible();
      const button = inRow(row, '.play')!;
      expect(button.getAttribute('aria-label')).to.equal('Play wave.gif');
      button.click();
      await waitUntil(() => getComputedStyle(imageIn(row)!).visibility === 'visible');
      expect(inRow(row, '.play')?.getAttribute('aria-label')).to.equal('Pause wave.gif');
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
    const { row } = await show(carrying(1, [part('wave.gif', { contentType: 'image/gif' })]));
    expect(inRow(row, '.play')).to.equal(null);
  });

  it('is said in one line where there is one line', async () => {
    const { thread } = await show(message(1));
    const said = async (n: number, parts: readonly Part[], text: string): Promise<string> => {
      thread.connection.emit({ type: 'message-created', message: carrying(n, parts, text) });
      const region = thread.find('.announcer');
      const before = region.textContent;
      await waitUntil(() => (thread.clock.advance(400), region.textContent !== before));
      return region.textContent;
    };
    expect(await said(2, [part('plan.png')], '')).to.equal('Bob Bergeron says: 📎 plan.png');
    expect(await said(3, [part('a'), part('b')], 'look')).to.equal('Bob Bergeron says: look 📎 2 files');
  });
});

describe('the picture viewer', () => {
  afterEach(removeThreads);

  async function open(): Promise<{ thread: ThreadFixture; dialog: HTMLDialogElement }> {
    const { thread } = await show(carrying(1, [part('a.png'), part('b.png')]), carrying(2, [part('c.png')]));
    const [, , last] = thread.rows().flatMap((row) => [...row.renderRoot.querySelectorAll<HTMLElement>('.picture')]);
    last?.focus();
    last?.click();
    const root = (): ShadowRoot | null | undefined =>
      thread.thread.renderRoot.querySelector('wazo-chat-lightbox')?.shadowRoot;
    await waitUntil(() => root()?.querySelector('dialog')?.open);
    return { thread, dialog: root()!.querySelector('dialog')! };
  }

  const shown = (dialog: HTMLDialogElement): string | null | undefined =>
    dialog.querySelector('img')?.getAttribute('alt');

  it('goes through the pictures of the conversation by keys, and gives the focus back', async () => {
    const { thread, dialog } = await open();
    expect(shown(dialog)).to.equal('c.png');
    expect(dialog.querySelector('.place')?.textContent).to.equal('3 of 3');
    await expect(dialog).to.be.accessible();
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => shown(dialog) === 'b.png');
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => shown(dialog) === 'a.png');
    await sendKeys({ press: 'ArrowLeft' });
    expect(shown(dialog)).to.equal('a.png');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !dialog.open);
    const active = thread.rows().at(-1)?.shadowRoot?.activeElement;
    expect(active?.getAttribute('aria-label')).to.equal('Show picture: c.png');
  });

  it('has a line of its own for what a picture is, on a phone', async () => {
    const { innerWidth: width, innerHeight: height } = window;
    await setViewport({ width: 320, height: 640 });
    try {
      const { dialog } = await open();
      const about = dialog.querySelector<HTMLElement>('.about')!;
      expect(about.offsetWidth).to.be.above(280);
      const buttons = [...dialog.querySelectorAll<HTMLElement>('.head .icon-button')];
      expect(buttons.map((button) => button.getBoundingClientRect().top)).to.have.members(
        buttons.map(() => buttons[0]?.getBoundingClientRect().top),
      );
    } finally {
      await setViewport({ width, height });
    }
  });

  it('enlarges by keys and by its buttons, and the next picture is whole again', async () => {
    const { dialog } = await open();
    const scale = (): number => new DOMMatrix(getComputedStyle(dialog.querySelector('img')!).transform).a;
    await sendKeys({ press: '+' });
    await waitUntil(() => scale() > 1.5);
    // Enlarged, the arrows move it.
    await sendKeys({ press: 'ArrowLeft' });
    expect(shown(dialog)).to.equal('c.png');
    await sendKeys({ press: '0' });
    await waitUntil(() => scale() === 1);
    dialog.querySelector<HTMLElement>('[aria-label=Enlarge]')?.click();
    await waitUntil(() => scale() > 1.5);
    dialog.querySelector<HTMLElement>('.previous')?.click();
    await waitUntil(() => shown(dialog) === 'b.png' && scale() === 1);
  });

  it('closes when its picture is deleted, and when the room is left', async () => {
    const { thread, dialog } = await open();
    const { roomUuid, uuid } = message(2);
    thread.connection.emit({ type: 'message-deleted', roomUuid, messageUuid: uuid, revision: 0 });
    await waitUntil(() => !dialog.open);
  });

  it('keeps its keys from the conversation and the page', async () => {
    const { dialog } = await open();
    let heard = 0;
    const hear = (): unknown => (heard += 1);
    addEventListener('keydown', hear);
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => shown(dialog) === 'b.png');
    removeEventListener('keydown', hear);
    expect(heard).to.equal(0);
  });
});
