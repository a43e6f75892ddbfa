import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { html, LitElement } from 'lit';
import { EmojiPopover } from '../../src/ui/shared/popover-emoji.js';
import { Localize } from '../../src/i18n/localize.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Reaction } from '../../src/model/message.js';
import { ALICE, BOB, CAROL, MemoryConnection, message, room, uuid } from '../support/memory-connection.js';
import { frame, removeThreads, settled, threadFixture, until, type ThreadFixture } from '../support/thread-fixture.js';

const by = (emoji: string, ...userUuids: string[]): Reaction[] =>
  userUuids.map((userUuid) => ({ emoji, userUuid, createdAt: null }));

async function show(reactions: readonly Reaction[], connection = new MemoryConnection()): Promise<ThreadFixture> {
  connection.roomList = [room(1)];
  connection.stored = [message(1, { reactions })];
  return threadFixture({ connection, height: 600 });
}

function chips(thread: ThreadFixture): string[] {
  return thread.findAll('.chip[data-emoji]').map((chip) => chip.innerText.replace(/\s+/g, ' ').trim());
}

function chip(thread: ThreadFixture, emoji: string): HTMLElement {
  return thread.find(`.chip[data-emoji="${emoji}"]`);
}

describe('Reactions', () => {
  afterEach(removeThreads);

  it('stand in the order of their first, with counts and who, mine pressed', async () => {
    const thread = await show([...by('🎉', BOB), ...by('👍', CAROL, ALICE), ...by('🎉', CAROL)]);
    expect(chips(thread)).to.deep.equal(['🎉 2', '👍 2']);
    expect(chip(thread, '🎉').getAttribute('aria-label')).to.equal('🎉 2: Bob Bergeron and Carol Côté');
    expect(chip(thread, '🎉').getAttribute('aria-pressed')).to.equal('false');
    expect(chip(thread, '👍').getAttribute('aria-label')).to.equal(
      '👍 2: You and Carol Côté, press to take yours back',
    );
    expect(chip(thread, '👍').getAttribute('aria-pressed')).to.equal('true');
    expect(chip(thread, '👍').offsetHeight).to.equal(24);
    await expect(thread.find('wazo-chat-reaction-bar')).to.be.accessible();
  });

  it('keep emoji of several characters apart and whole', async () => {
    const emojis = ['❤️', '🧡', '👍🏽', '👍', '🇨🇦', '👨‍👩‍👧‍👦', '1️⃣'];
    const thread = await show(emojis.flatMap((emoji) => by(emoji, BOB)));
    expect(chips(thread)).to.deep.equal(emojis.map((emoji) => `${emoji} 1`));
    for (const emoji of emojis) chip(thread, emoji).click();
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(emojis.map((emoji) => `${emoji} 2`));
  });

  it('are given and taken back with a click', async () => {
    const thread = await show(by('👍', BOB));
    chip(thread, '👍').click();
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(['👍 2']);
    chip(thread, '👍').click();
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(['👍 1']);
    const target = `${uuid(1)} ${message(1).uuid} 👍`;
    expect(thread.connection.calls.slice(-2)).to.deep.equal([`addReaction ${target}`, `removeReaction ${target}`]);
  });

  it('are undone when the server refuses them', async () => {
    const connection = new MemoryConnection();
    connection.fail('addReaction', new ChatFailure('invalid-data', 'no'));
    const thread = await show(by('👍', BOB), connection);
    chip(thread, '👍').click();
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(['👍 1']);
    expect(chip(thread, '👍').getAttribute('aria-pressed')).to.equal('false');
  });

  it('stay as the person wants them while the server cannot be reached', async () => {
    const connection = new MemoryConnection();
    connection.fail('addReaction');
    const thread = await show(by('👍', BOB), connection);
    chip(thread, '👍').click();
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(['👍 2']);
    expect(chip(thread, '👍').getAttribute('aria-pressed')).to.equal('true');
  });

  it('of others appear and vanish live', async () => {
    const thread = await show([]);
    const event = { roomUuid: uuid(1), messageUuid: message(1).uuid, reaction: by('👀', CAROL)[0]! };
    thread.connection.emit({ type: 'reaction-created', revision: 0, ...event });
    await settled(thread.thread);
    expect(chips(thread)).to.deep.equal(['👀 1']);
    thread.connection.emit({ type: 'reaction-deleted', revision: 0, ...event });
    await settled(thread.thread);
    expect(thread.findAll('wazo-chat-reaction-bar')).to.have.length(0);
  });

  it('tell who on focus and under the pointer', async () => {
    const thread = await show([...by('👍', BOB, CAROL), ...by('🎉', CAROL)]);
    chip(thread, '👍').focus();
    await settled(thread.thread);
    expect(thread.find('.tooltip').textContent).to.equal('Bob Bergeron and Carol Côté');
    await sendKeys({ press: 'Escape' });
    await settled(thread.thread);
    expect(thread.findAll('.tooltip')).to.have.length(0);
    const { x, y, width, height } = chip(thread, '🎉').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    await until(() => thread.findAll('.tooltip').length === 1);
    expect(thread.find('.tooltip').textContent).to.equal('Carol Côté');
    await sendMouse({ type: 'move', position: [0, 0] });
    await until(() => thread.findAll('.tooltip').length === 0);
  });

  it('name at most fifteen people', async () => {
    const crowd = Array.from({ length: 40 }, (_, n) => uuid(0x500 + n));
    const connection = new MemoryConnection();
    connection.people = crowd.map((person, n) => ({ uuid: person, name: `P${n}`, email: null }));
    const thread = await show(by('👍', ...crowd), connection);
    await until(() => chip(thread, '👍').getAttribute('aria-label')?.includes('P14 and 25 more'));
    expect(chips(thread)).to.deep.equal(['👍 40']);
  });

  it('leave the focus beside the one that was taken back', async () => {
    const thread = await show([...by('👍', ALICE), ...by('🎉', ALICE)]);
    chip(thread, '👍').focus();
    chip(thread, '👍').click();
    await settled(thread.thread);
    expect(thread.find('wazo-chat-reaction-bar').shadowRoot?.activeElement?.classList.contains('add')).to.equal(true);
    chip(thread, '🎉').focus();
    chip(thread, '🎉').click();
    await settled(thread.thread);
    expect(thread.find('.action').matches(':focus')).to.equal(true);
  });

  for (const [place, selector] of [
    ['the bar', '.add'],
    ['the message', '.action'],
  ] as const) {
    it(`are added from the picker beside ${place}`, async () => {
      const thread = await show(by('👍', BOB));
      thread.find(selector).click();
      await until(() => thread.findAll('.cell').length > 0);
      const popover = thread.find('.emoji-popover').getBoundingClientRect();
      const bounds = thread.thread.getBoundingClientRect();
      expect(popover.left).to.be.at.least(bounds.left);
      expect(popover.right).to.be.at.most(bounds.right);
      const [cell] = thread.findAll('.cell');
      cell?.click();
      await settled(thread.thread);
      expect(chips(thread)).to.deep.equal(['👍 1', `${cell?.textContent.trim()} 1`]);
      expect(thread.findAll('.emoji-popover')).to.have.length(0);
    });
  }

  it('have a picker that closes by its button, outside, and when the person scrolls', async () => {
    const thread = await show(by('👍', BOB));
    const click = async (element: HTMLElement): Promise<void> => {
      const { x, y, width, height } = element.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
    };
    const opened = (): Promise<void> => until(() => thread.findAll('.cell').length > 0);
    const closed = (): Promise<void> => until(() => thread.findAll('.emoji-popover').length === 0);
    await click(thread.find('.add'));
    await opened();
    await click(thread.find('.add'));
    await closed();
    await frame();
    await frame();
    expect(thread.findAll('.emoji-popover'), 'stays closed').to.have.length(0);
    await click(thread.find('.add'));
    await opened();
    await click(thread.find('.title'));
    await closed();
    await click(thread.find('.add'));
    await opened();
    thread.scroller().dispatchEvent(new WheelEvent('wheel', { bubbles: true, composed: true }));
    await closed();
  });
});

describe('The emoji popover', () => {
  let failures = 0;

  class PopoverHost extends LitElement {
    readonly #localize = new Localize(this);
    readonly popover1 = new EmojiPopover(this, {
      localize: this.#localize,
      load: () => Promise.resolve(failures-- <= 0),
    });

    protected override render(): unknown {
      const toggle = (event: Event): void =>
        this.popover1.toggle(event.currentTarget as HTMLButtonElement, () => undefined);
      return html`<button class="opener" @click=${toggle}>Emoji</button>${this.popover1.render()}`;
    }
  }

  customElements.define('popover-host', PopoverHost);

  it('says that the picker could not be loaded, and tries again', async () => {
    failures = 1;
    const host = document.createElement('popover-host');
    document.body.append(host);
    await frame();
    host.shadowRoot?.querySelector<HTMLElement>('.opener')?.click();
    await until(() => host.shadowRoot?.querySelector('[role=alert]'));
    expect(host.shadowRoot?.querySelector('[role=alert]')?.textContent).to.contain('could not be loaded');
    await expect(host).to.be.accessible();
    host.shadowRoot?.querySelector<HTMLElement>('.emoji-popover button')?.click();
    await until(() => host.shadowRoot?.querySelector('wazo-chat-emoji-picker'));
    host.remove();
  });
});
