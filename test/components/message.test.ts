import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { LitElement } from 'lit';
import { formatDate } from '../../src/i18n/formats.js';
import { fr } from '../../src/i18n/fr.js';
import { languageChanged, Localize } from '../../src/i18n/localize.js';
import type { Label } from '../../src/i18n/terms.js';
import { reactionWanted } from '../../src/store/pending-reactions.js';
import { renderActions, type MessageAction } from '../../src/ui/message/actions.js';
import { watchLongPress } from '../../src/ui/message/long-press.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { NO_FEATURES } from '../../src/model/features.js';
import type { Message, Reaction } from '../../src/model/message.js';
import { ALICE, BOB, MemoryConnection, message, room } from '../support/memory-connection.js';
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

  it('shows tables and pictures, once what draws them is there', async () => {
    const { row } = await show({
      content: '| café |\n| :-- |\n| 2 |\n\n![a plan](https://plans.example/1.png)',
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
    expect(row.renderRoot.querySelector('.action')?.getAttribute('aria-label')).to.equal(fr.addReaction);
    expect(row.renderRoot.querySelector('time')?.textContent).to.equal(formatDate('fr', 'time', date));
    expect(body(row).querySelector('input')?.getAttribute('aria-label')).to.equal(fr.taskDone);
  });

  it('shows its action when the focus comes', async () => {
    const { thread, row } = await show({});
    const action = row.renderRoot.querySelector<HTMLElement>('.action');
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
    await until(() => row.renderRoot.querySelector('.action')?.matches(':focus'));
    expect(getComputedStyle(row.renderRoot.querySelector('.action')!).opacity).to.equal('1');
  });

  it('offers nothing to react with when the server takes no reactions', async () => {
    const connection = new MemoryConnection({
      features: NO_FEATURES,
      roomList: [room(1)],
      stored: [message(1, { reactions: [{ emoji: '👍', userUuid: BOB, createdAt: null }] })],
    });
    const thread = await threadFixture({ connection });
    expect(thread.rows()).to.have.length(1);
    expect(thread.findAll('.action, wazo-chat-reaction-bar')).to.have.length(0);
  });
});

describe('A message that changed', () => {
  afterEach(removeThreads);

  const EDITED = '2026-11-20T09:30:00.000000Z';
  const thumbs: Reaction[] = [{ emoji: '👍', userUuid: BOB, createdAt: null }];

  it('says that it was edited, and when', async () => {
    const { row } = await show({ content: 'as it is now', editedAt: EDITED });
    const mark = row.renderRoot.querySelector<HTMLTimeElement>('.edited');
    expect(body(row).textContent.trim()).to.equal('as it is now (edited)');
    expect(mark?.dateTime).to.equal(EDITED);
    expect(mark?.title).to.equal(`Edited ${formatDate('en', 'full', new Date(EDITED))}`);
    await expect(row).to.be.accessible();
  });

  /** Where the words of a message stand. */
  function words(row: WazoChatMessage): DOMRect {
    const text = document.createRange();
    text.selectNodeContents(body(row).querySelector('p')!);
    return text.getBoundingClientRect();
  }

  it('says so behind its last word', async () => {
    const { row } = await show({ content: 'short', editedAt: EDITED });
    const mark = row.renderRoot.querySelector('.edited')!.getBoundingClientRect();
    expect(mark.left).to.be.within(words(row).right, words(row).right + 8);
    expect(Math.abs(mark.bottom - words(row).bottom)).to.be.below(8);
  });

  it('keeps its words where their direction puts them', async () => {
    const { row } = await show({ content: 'مرحبا', editedAt: EDITED });
    expect(words(row).right).to.be.closeTo(body(row).getBoundingClientRect().right, 1);
  });

  it('says that it was deleted, with nothing to do and no reactions, and was not edited', async () => {
    const { row } = await show({ body: null, editedAt: EDITED, reactions: thumbs });
    expect(body(row).textContent.trim()).to.equal('This message was deleted.');
    expect(row.renderRoot.querySelectorAll('.action, .edited, wazo-chat-reaction-bar')).to.have.length(0);
    await expect(row).to.be.accessible();
  });

  it('keeps the focus when it is deleted while somebody is at its actions', async () => {
    const { thread, row } = await show({ reactions: thumbs });
    row.focusActions();
    await settled(thread.thread);
    const gone = message(1, { body: null, revision: 1 });
    await update(thread, gone);
    expect(body(row).textContent.trim()).to.equal('This message was deleted.');
    expect(row.shadowRoot?.activeElement?.localName).to.equal('article');
  });

  it('shows another text, and its mark, when it is edited', async () => {
    const { thread, row } = await show({ content: 'teh' });
    const { body: text } = message(1, { content: 'the' });
    await update(thread, message(1, { body: text, editedAt: EDITED, revision: 1 }));
    expect(body(row).textContent.trim()).to.equal('the (edited)');
  });

  it('says it in French', async () => {
    const { thread, row } = await show({ body: null });
    thread.host.lang = 'fr';
    languageChanged();
    await settled(thread.thread);
    expect(body(row).textContent.trim()).to.equal('Ce message a été supprimé.');
  });

  async function update(thread: ThreadFixture, changed: Message): Promise<void> {
    thread.connection.emit({ type: 'message-updated', message: changed });
    await settled(thread.thread);
  }
});

describe('Reactions that are on their way', () => {
  afterEach(removeThreads);

  it('are shown with those of the server', async () => {
    const { thread, row } = await show({ reactions: [{ emoji: '👍', userUuid: ALICE, createdAt: null }] });
    row.pendingReactions = [
      { emoji: '👍', on: false },
      { emoji: '🎉', on: true },
    ];
    await settled(thread.thread);
    const chips = thread.findAll('.chip[data-emoji]').map((chip) => chip.dataset['emoji']);
    expect(chips).to.deep.equal(['🎉']);
  });

  it('belong to the message that they were given to', async () => {
    const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1), message(2)] });
    const thread = await threadFixture({ connection });
    thread.session.store.apply(reactionWanted(message(2).uuid, '🎉', true));
    await settled(thread.thread);
    expect(thread.rows().map((row) => row.pendingReactions.length)).to.deep.equal([0, 1]);
    expect(thread.find('.chip[data-emoji]').getAttribute('aria-pressed')).to.equal('true');
  });
});

describe('Several actions on a message', () => {
  const action = (name: Label): MessageAction => ({
    name,
    icon: [],
    needs: 'reactions',
    offered: () => true,
    run: () => undefined,
  });

  class ActionsProbe extends LitElement {
    static override properties = { touched: { type: Boolean } };
    declare touched: boolean;
    readonly #localize = new Localize(this);
    readonly ran: string[] = [];

    protected override render(): unknown {
      return renderActions([action('addReaction'), action('discard'), action('retry')], this.#localize, {
        touched: this.touched,
        open: undefined,
        onRun: ({ name }) => this.ran.push(name),
      });
    }

    get focused(): string | null | undefined {
      return this.shadowRoot?.activeElement?.getAttribute('aria-label');
    }
  }
  customElements.define('actions-probe', ActionsProbe);

  async function probe(touched: boolean): Promise<ActionsProbe> {
    const element = await fixture<ActionsProbe>(html`<actions-probe lang="en" ?touched=${touched}></actions-probe>`);
    return element;
  }

  const buttons = (element: ActionsProbe): HTMLButtonElement[] => [...element.renderRoot.querySelectorAll('button')];

  it('are one way in while nobody is there', async () => {
    expect(buttons(await probe(false)).map((button) => button.tabIndex)).to.deep.equal([-1]);
  });

  it('are a toolbar: one stop of the Tab key, arrow keys within', async () => {
    const element = await probe(true);
    expect(buttons(element).map((button) => button.tabIndex)).to.deep.equal([0, -1, -1]);
    buttons(element)[0]?.focus();
    await sendKeys({ press: 'ArrowRight' });
    expect(element.focused).to.equal('Discard');
    await sendKeys({ press: 'End' });
    expect(element.focused).to.equal('Try again');
    await sendKeys({ press: 'ArrowRight' });
    expect(element.focused).to.equal('Add a reaction');
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'Enter' });
    expect(element.ran).to.deep.equal(['retry']);
    await expect(element).to.be.accessible();
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
