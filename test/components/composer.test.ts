import { DEFAULT_SETTINGS } from '../../src/ui/host-settings.js';
import { viewOf } from '../support/view.js';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { room, uuid } from '../support/memory-connection.js';
import {
  buttonNamed,
  connectionWith,
  removeThreads,
  settled,
  threadFixture,
  until,
  type ThreadFixture,
} from '../support/thread-fixture.js';

function sent(thread: ThreadFixture): string[] {
  const prefix = `sendMessage ${uuid(1)} `;
  return thread.connection.calls.filter((call) => call.startsWith(prefix)).map((call) => call.slice(prefix.length));
}

function type(thread: ThreadFixture, text: string): Promise<void> {
  const field = thread.field();
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input'));
  return settled(thread.thread);
}

function pressEnter(thread: ThreadFixture, init: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init });
  return thread.field().dispatchEvent(event);
}

function problem(thread: ThreadFixture): string {
  const alert = thread.find('wazo-chat-composer').shadowRoot?.querySelector<HTMLElement>('[role=alert]');
  return alert?.checkVisibility() ? alert.textContent : '';
}

function withLimit(contentLength: number): ThreadFixture['connection'] {
  const connection = connectionWith(1);
  connection.limits = { ...connection.limits, contentLength };
  return connection;
}

describe('Composer', () => {
  afterEach(removeThreads);

  it('is accessible and named after the room', async () => {
    const thread = await threadFixture();
    expect(thread.field().getAttribute('aria-label')).to.equal('Message to Room 1');
    await expect(thread.find('wazo-chat-composer')).to.be.accessible();
  });

  it('sends with Enter, empties the field and keeps the focus', async () => {
    const thread = await threadFixture();
    thread.field().focus();
    await sendKeys({ type: 'hello' });
    await sendKeys({ press: 'Enter' });
    await settled(thread.thread);
    expect(sent(thread)).to.deep.equal(['hello']);
    expect(thread.field().value).to.equal('');
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('breaks the line with Shift and Enter', async () => {
    const thread = await threadFixture();
    thread.field().focus();
    await sendKeys({ type: 'one' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ type: 'two' });
    expect(thread.field().value).to.equal('one\ntwo');
    expect(sent(thread)).to.deep.equal([]);
  });

  it('leaves Enter to an input method that composes', async () => {
    const thread = await threadFixture();
    await type(thread, 'にほん');
    expect(pressEnter(thread, { isComposing: true }), 'while composing').to.equal(true);
    // Chromium takes the key code from the init as well, though the type does not know it.
    expect(pressEnter(thread, { keyCode: 229 }), 'as Safari ends it').to.equal(true);
    expect(sent(thread)).to.deep.equal([]);
    expect(pressEnter(thread)).to.equal(false);
    await settled(thread.thread);
    expect(sent(thread)).to.deep.equal(['にほん']);
  });

  it('leaves the arrows to an input method that composes', async () => {
    const thread = await threadFixture();
    thread.field().focus();
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      const up = new KeyboardEvent('keydown', {
        key: 'ArrowUp',
        bubbles: true,
        composed: true,
        cancelable: true,
        ...composing,
      });
      expect(thread.field().dispatchEvent(up)).to.equal(true);
    }
    await settled(thread.thread);
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('sends with its button, which is dimmed while there is nothing to send', async () => {
    const thread = await threadFixture();
    const button = buttonNamed(thread, 'Send');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    button.click();
    await type(thread, '  \n ');
    expect(button.getAttribute('aria-disabled')).to.equal('true');
    pressEnter(thread);
    expect(sent(thread)).to.deep.equal([]);
    await type(thread, 'hello');
    expect(button.getAttribute('aria-disabled')).to.equal(null);
    button.click();
    await settled(thread.thread);
    expect(sent(thread)).to.deep.equal(['hello']);
    expect(thread.field().matches(':focus')).to.equal(true);
  });

  it('keeps a draft for each room', async () => {
    const thread = await threadFixture();
    await type(thread, 'for room 1');
    viewOf(thread.session).open(uuid(2));
    await until(() => thread.field().placeholder === 'Message Room 2');
    expect(thread.field().value).to.equal('');
    await type(thread, 'for room 2');
    viewOf(thread.session).open(uuid(1));
    await until(() => thread.field().placeholder === 'Message Room 1');
    expect(thread.field().value).to.equal('for room 1');
    expect(buttonNamed(thread, 'Send').getAttribute('aria-disabled')).to.equal(null);
    viewOf(thread.session).close();
    await settled(thread.thread);
    viewOf(thread.session).open(uuid(2));
    await settled(thread.thread);
    expect(thread.field().value).to.equal('for room 2');
  });

  it('forgets the draft of what was sent', async () => {
    const thread = await threadFixture();
    await type(thread, 'hello');
    pressEnter(thread);
    expect(thread.session.draft(uuid(1))).to.equal('');
  });

  it('says by how much a text is too long, and keeps it', async () => {
    const thread = await threadFixture({ connection: withLimit(10) });
    await type(thread, '0123456789');
    expect(problem(thread)).to.equal('');
    await type(thread, '0123456789abc');
    expect(problem(thread)).to.equal('3 characters too long (the limit is 10)');
    expect(thread.field().getAttribute('aria-invalid')).to.equal('true');
    await expect(thread.find('wazo-chat-composer')).to.be.accessible();
    pressEnter(thread);
    await settled(thread.thread);
    expect(sent(thread)).to.deep.equal([]);
    expect(thread.field().value).to.equal('0123456789abc');
    await type(thread, '012345678');
    expect(problem(thread)).to.equal('');
  });

  it('takes a huge text and says that it is too long', async () => {
    const thread = await threadFixture();
    await type(thread, 'x'.repeat(220_000));
    expect(problem(thread)).to.equal('200,000 characters too long (the limit is 20,000)');
  });

  it('says that a character cannot be sent, until the text changes', async () => {
    const thread = await threadFixture();
    await type(thread, 'half an emoji: \uD83D');
    pressEnter(thread);
    await settled(thread.thread);
    expect(problem(thread)).to.equal('The message holds a character that cannot be sent.');
    expect(thread.field().value).to.contain('half an emoji');
    await type(thread, 'half an emoji');
    expect(problem(thread)).to.equal('');
  });

  it('grows with its text to a third of the pane', async () => {
    const thread = await threadFixture({ height: 600 });
    const before = thread.field().offsetHeight;
    await type(thread, 'a\nb\nc');
    const some = thread.field().offsetHeight;
    expect(some).to.be.above(before);
    await type(thread, 'line\n'.repeat(100));
    expect(thread.field().offsetHeight).to.be.within(some + 1, 200);
    await type(thread, '');
    expect(thread.field().offsetHeight).to.equal(before);
  });

  it('inserts an emoji at the caret, and gives the focus back to the field', async () => {
    const thread = await threadFixture({ height: 600 });
    await type(thread, 'before after');
    thread.field().setSelectionRange(7, 7);
    buttonNamed(thread, 'Insert an emoji').click();
    await until(() => thread.findAll('.cell').length > 0);
    expect(thread.findAll('wazo-chat-emoji-picker')).to.have.length(1);
    const [cell] = thread.findAll('.cell');
    const emoji = cell?.textContent.trim() ?? '';
    cell?.click();
    await settled(thread.thread);
    expect(thread.field().value).to.equal(`before ${emoji}after`);
    expect(thread.field().selectionStart).to.equal(7 + emoji.length);
    expect(thread.field().matches(':focus')).to.equal(true);
    expect(thread.session.draft(uuid(1))).to.equal(`before ${emoji}after`);
    expect(thread.findAll('wazo-chat-emoji-picker')).to.have.length(0);
  });

  it('closes the picker with Escape, and gives the focus back to the button', async () => {
    const thread = await threadFixture({ height: 600 });
    const button = buttonNamed(thread, 'Insert an emoji');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => thread.findAll('.cell').length > 0);
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    await sendKeys({ press: 'Escape' });
    await until(() => thread.findAll('.emoji-popover').length === 0);
    expect(button.matches(':focus')).to.equal(true);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
  });

  describe('with Enter', () => {
    const matchMedia = window.matchMedia.bind(window);

    afterEach(() => {
      window.matchMedia = matchMedia;
    });

    /** Whether the main pointer is a finger. */
    function pretendTouch(matches: boolean): void {
      window.matchMedia = (media) =>
        media === '(pointer: coarse)' ? ({ matches } as MediaQueryList) : matchMedia(media);
    }

    const CTRL = { ctrlKey: true };
    for (const [sendKey, touch, init, sends] of [
      [null, false, {}, true],
      [null, false, { shiftKey: true }, false],
      [null, false, { altKey: true }, false],
      [null, true, {}, false],
      [null, true, CTRL, true],
      ['', true, {}, false],
      ['Enter!', false, {}, true],
      ['enter', true, {}, true],
      ['enter', true, { shiftKey: true }, false],
      ['ctrl-enter', false, {}, false],
      ['ctrl-enter', false, CTRL, true],
      ['ctrl-enter', false, { metaKey: true }, true],
      ['ctrl-enter', false, { ctrlKey: true, shiftKey: true }, false],
      ['ctrl-enter', true, { ctrlKey: true, keyCode: 229 }, false],
    ] as const) {
      const keys = [...Object.keys(init), 'Enter'].join(' ');
      const device = touch ? 'touch' : 'a keyboard';
      it(`${sends ? 'sends' : 'does not send'} by ${keys} on ${device} with send-key ${JSON.stringify(sendKey)}`, async () => {
        const thread = await threadFixture();
        pretendTouch(touch);
        thread.host.settings.setValue({ ...DEFAULT_SETTINGS, sendKey });
        await settled(thread.thread);
        await type(thread, 'words');
        expect(pressEnter(thread, init)).to.equal(!sends);
        await settled(thread.thread);
        expect(sent(thread)).to.deep.equal(sends ? ['words'] : []);
      });
    }

    it('says on the key and to screen readers what it does', async () => {
      const thread = await threadFixture();
      expect(thread.field().getAttribute('enterkeyhint')).to.equal('send');
      expect(thread.find('#hint').textContent).to.contain('Enter sends');
      thread.host.settings.setValue({ ...DEFAULT_SETTINGS, sendKey: 'ctrl-enter' });
      await settled(thread.thread);
      expect(thread.field().getAttribute('enterkeyhint')).to.equal('enter');
      expect(thread.find('#hint').textContent).to.contain('Enter starts a new line');
    });
  });

  describe('with its undo history', () => {
    const keydown = (thread: ThreadFixture, init: KeyboardEventInit): boolean =>
      !thread.field().dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));

    for (const [name, init, before, after] of [
      ['Ctrl+Z', { key: 'z', ctrlKey: true }, 'ab', 'a'],
      ['Command+Z', { key: 'z', metaKey: true }, 'ab', 'a'],
      ['Ctrl+Z with Caps Lock', { key: 'Z', ctrlKey: true }, 'ab', 'a'],
      ['Ctrl+Z on a Russian keyboard', { key: 'я', code: 'KeyZ', ctrlKey: true }, 'ab', 'a'],
      ['Ctrl+Z on a German keyboard', { key: 'z', code: 'KeyY', ctrlKey: true }, 'ab', 'a'],
      ['Ctrl+Shift+Z', { key: 'Z', ctrlKey: true, shiftKey: true }, 'a', 'ab'],
      ['Ctrl+Y', { key: 'y', ctrlKey: true }, 'a', 'ab'],
      ['Command+Shift+Z', { key: 'z', metaKey: true, shiftKey: true }, 'a', 'ab'],
      ['Command+Y', { key: 'y', metaKey: true }, 'a', 'a'],
      ['AltGr+Z', { key: 'z', ctrlKey: true, altKey: true }, 'ab', 'ab'],
      ['Z', { key: 'z' }, 'ab', 'ab'],
      ['Ctrl+Z of an input method', { key: 'z', ctrlKey: true, keyCode: 229 }, 'ab', 'ab'],
    ] as const) {
      it(`takes ${name} for what it is`, async () => {
        const thread = await threadFixture();
        await type(thread, 'a');
        await type(thread, 'ab');
        if (before === 'a') keydown(thread, { key: 'z', ctrlKey: true });
        expect(thread.field().value).to.equal(before);
        expect(keydown(thread, init)).to.equal(before !== after);
        expect(thread.field().value).to.equal(after);
        expect(thread.session.draft(uuid(1))).to.equal(after);
      });
    }

    it('serves the menus of the browser, and refuses what is meant for another field', async () => {
      const thread = await threadFixture();
      const undo = (): boolean =>
        !thread.field().dispatchEvent(new InputEvent('beforeinput', { inputType: 'historyUndo', cancelable: true }));
      await type(thread, 'typed');
      thread.find('.scroller').focus();
      expect(undo()).to.equal(true);
      expect(thread.field().value).to.equal('typed');
      thread.field().focus();
      expect(undo()).to.equal(true);
      expect(thread.field().value).to.equal('');
    });

    it('puts the text back that a browser has changed by its own history', async () => {
      const thread = await threadFixture();
      await type(thread, 'mine');
      thread.find('.scroller').focus();
      thread.field().value = 'of another field';
      thread.field().dispatchEvent(new InputEvent('input', { inputType: 'historyUndo' }));
      expect(thread.field().value).to.equal('mine');
      expect(thread.session.draft(uuid(1))).to.equal('mine');
    });

    it('takes what a tool replaces as one step, with what was selected', async () => {
      const thread = await threadFixture();
      await type(thread, 'one two three');
      thread.field().setSelectionRange(4, 7);
      thread.thread.renderRoot.querySelector('wazo-chat-composer')?.text.replace(4, 7, '**two**', { start: 6, end: 9 });
      expect(thread.field().value).to.equal('one **two** three');
      expect(thread.session.draft(uuid(1))).to.equal('one **two** three');
      expect([thread.field().selectionStart, thread.field().selectionEnd]).to.deep.equal([6, 9]);
      keydown(thread, { key: 'z', ctrlKey: true });
      expect(thread.field().value).to.equal('one two three');
      expect([thread.field().selectionStart, thread.field().selectionEnd]).to.deep.equal([4, 7]);
    });

    it('follows what is written in the room elsewhere, which can be undone', async () => {
      const thread = await threadFixture();
      await type(thread, 'mine');
      thread.session.setDraft(uuid(2), 'of another room');
      expect(thread.field().value).to.equal('mine');
      thread.session.setDraft(uuid(1), 'written elsewhere');
      expect(thread.field().value).to.equal('written elsewhere');
      keydown(thread, { key: 'z', ctrlKey: true });
      expect(thread.field().value).to.equal('mine');
      thread.session.send(uuid(1), 'mine');
      await settled(thread.thread);
      expect(thread.field().value).to.equal('');
      expect(buttonNamed(thread, 'Send').getAttribute('aria-disabled')).to.equal('true');
      keydown(thread, { key: 'z', ctrlKey: true });
      expect(thread.field().value).to.equal('');
    });

    it('gives each room a field of its own, and keeps the focus in it', async () => {
      const thread = await threadFixture();
      const field = thread.field();
      field.focus();
      viewOf(thread.session).open(uuid(2));
      await until(() => thread.field().placeholder === 'Message Room 2');
      expect(thread.field()).not.to.equal(field);
      expect(thread.field().matches(':focus')).to.equal(true);
    });
  });

  it('shows a long and an Arabic room name without growing', async () => {
    const connection = connectionWith(1);
    connection.roomList = [room(1, { name: `غرفة ${'R'.repeat(300)}` })];
    const thread = await threadFixture({ connection, width: 320 });
    expect(thread.field().offsetHeight).to.be.at.most(40);
    expect(thread.find('wazo-chat-composer').scrollWidth).to.be.at.most(320);
  });

  it('leaves the words the whole width where text is very large, too', async () => {
    const root = document.documentElement;
    root.style.setProperty('font-size', '200%');
    try {
      const thread = await threadFixture({ width: 320, height: 480, narrow: true });
      expect(thread.field().offsetWidth).to.be.above(250);
    } finally {
      root.style.removeProperty('font-size');
    }
  });

  it('gives the words the whole width where it is narrow, and the buttons a row below', async () => {
    const thread = await threadFixture({ width: 320 });
    const field = thread.field().getBoundingClientRect();
    const button = buttonNamed(thread, 'Insert an emoji').getBoundingClientRect();
    expect(field.width).to.be.greaterThan(250);
    expect(button.top).to.be.at.least(field.bottom);
  });
});
