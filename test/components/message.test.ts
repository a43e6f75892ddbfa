import { expect } from '@open-wc/testing';
import { formatDate } from '../../src/i18n/formats.js';
import { fr } from '../../src/i18n/fr.js';
import { languageChanged } from '../../src/i18n/localize.js';
import { watchLongPress } from '../../src/ui/message/long-press.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { NO_FEATURES } from '../../src/model/features.js';
import type { Message } from '../../src/model/message.js';
import { BOB, MemoryConnection, message, room } from '../support/memory-connection.js';
import { ManualClock } from '../support/room-fixture.js';
import { NOON, removeThreads, settled, threadFixture, until, type ThreadFixture } from '../support/thread-fixture.js';

async function show(
  overrides: Partial<Message> & { readonly content?: string },
): Promise<{ thread: ThreadFixture; row: WazoChatMessage }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1, overrides)] });
  const thread = await threadFixture({ connection });
  const [row] = thread.rows();
  if (!row) throw new Error('no row');
  return { thread, row };
}

function body(row: WazoChatMessage): HTMLElement {
  return row.renderRoot.querySelector('.md')!;
}

function touch(type: string, init: PointerEventInit = {}): PointerEvent {
  return new PointerEvent(type, { pointerType: 'touch', isPrimary: true, bubbles: true, composed: true, ...init });
}

describe('Message', () => {
  afterEach(removeThreads);

  it('tells who wrote and when', async () => {
    const { thread, row } = await show({});
    const date = new Date(message(1).createdAt);
    const time = row.renderRoot.querySelector('time');
    expect(row.renderRoot.querySelector('article')?.getAttribute('aria-label')).to.equal(
      `Bob Bergeron, ${formatDate('en', 'time', date)}`,
    );
    expect(time?.dateTime).to.equal(message(1).createdAt);
    row.dispatchEvent(new PointerEvent('pointerenter'));
    await settled(thread.thread);
    expect(time?.title).to.equal(formatDate('en', 'full', date));
  });

  it('shows Markdown', async () => {
    const { row } = await show({ content: '**bold** <b>not</b>\n\n- [x] done' });
    // The first of this page: the parser is on its way, and the message is drawn anew when it comes.
    await until(() => body(row).querySelector('strong')?.textContent === 'bold');
    expect(body(row).textContent).to.contain('<b>not</b>');
    expect(body(row).querySelector('input')?.checked).to.equal(true);
  });

  it('shows up to three emoji alone large', async () => {
    expect(body((await show({ content: '👨‍👩‍👧‍👦🇨🇦' })).row).classList.contains('large')).to.equal(true);
    expect(body((await show({ content: '🎉 done' })).row).classList.contains('large')).to.equal(false);
  });

  it('shows shortcodes as emoji, once their data are there', async () => {
    const { row } = await show({ content: 'well done :tada: :nosuchthing:' });
    await until(() => body(row).textContent.includes('🎉'));
    expect(body(row).textContent).to.contain(':nosuchthing:');
  });

  it('shows tables, pictures and the names of characters, once what draws them is there', async () => {
    const { row } = await show({
      content: '| caf&eacute; |\n| :-- |\n| 2 |\n\n![a plan](https://plans.example/1.png)',
    });
    await until(() => body(row).querySelector('td') !== null);
    expect(body(row).querySelector('th')?.textContent).to.equal('café');
    expect(body(row).querySelector('td')?.textContent).to.equal('2');
    expect(body(row).querySelector('button')?.textContent).to.contain('a plan');
  });

  it('speaks the language of its surroundings, also when that changes', async () => {
    const { thread, row } = await show({ content: '- [x] fini' });
    thread.host.lang = 'fr';
    languageChanged();
    await settled(thread.thread);
    const date = new Date(message(1).createdAt);
    expect(row.renderRoot.querySelector('.actions')?.getAttribute('aria-label')).to.equal(fr.addReaction);
    expect(row.renderRoot.querySelector('time')?.textContent).to.equal(formatDate('fr', 'time', date));
    expect(body(row).querySelector('input')?.getAttribute('aria-label')).to.equal(fr.taskDone);
  });

  it('shows its action when the focus comes', async () => {
    const { thread, row } = await show({});
    const action = row.renderRoot.querySelector<HTMLElement>('.actions');
    expect(action && getComputedStyle(action).opacity).to.equal('0');
    row.focus();
    await settled(thread.thread);
    expect(action?.tabIndex).to.equal(0);
    expect(action && getComputedStyle(action).opacity).to.equal('1');
    expect(action?.querySelector('svg')?.checkVisibility()).to.equal(true);
  });

  it('shows its action when a finger rests on it', async () => {
    const { row } = await show({});
    body(row).dispatchEvent(touch('pointerdown'));
    await until(() => row.renderRoot.querySelector('.actions')?.matches(':focus'));
    expect(getComputedStyle(row.renderRoot.querySelector('.actions')!).opacity).to.equal('1');
  });

  it('offers nothing to react with when the server takes no reactions', async () => {
    const connection = new MemoryConnection({
      features: NO_FEATURES,
      roomList: [room(1)],
      stored: [message(1, { reactions: [{ emoji: '👍', userUuid: BOB, createdAt: null }] })],
    });
    const thread = await threadFixture({ connection });
    expect(thread.rows()).to.have.length(1);
    expect(thread.findAll('.actions, wazo-chat-reaction-bar')).to.have.length(0);
  });
});

describe('A long press', () => {
  function press(...events: PointerEvent[]): boolean {
    const clock = new ManualClock(NOON);
    const element = document.createElement('div');
    let pressed = false;
    const [down = touch('pointerdown'), ...others] = events;
    watchLongPress(down, element, () => (pressed = true), clock);
    for (const event of others) element.dispatchEvent(event);
    clock.advance(500);
    return pressed;
  }

  it('is a finger that rests', () => {
    expect(press(touch('pointerdown'))).to.equal(true);
    expect(press(touch('pointerdown'), touch('pointermove', { clientX: 4, clientY: 4 }))).to.equal(true);
  });

  it('is not scrolling, tapping, a second finger or a mouse', () => {
    expect(press(touch('pointerdown'), touch('pointermove', { clientY: 30 }))).to.equal(false);
    expect(press(touch('pointerdown'), touch('pointercancel'))).to.equal(false);
    expect(press(touch('pointerdown'), touch('pointerup'))).to.equal(false);
    expect(press(touch('pointerdown', { isPrimary: false }))).to.equal(false);
    expect(press(touch('pointerdown', { pointerType: 'mouse' }))).to.equal(false);
  });
});
