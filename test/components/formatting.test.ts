import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { formatKey } from '../../src/ui/composer/formatting/format-key.js';
import { COPIED } from '../support/clipboard-html.js';
import { uuid } from '../support/memory-connection.js';
import {
  buttonNamed,
  removeThreads,
  settled,
  threadFixture,
  until,
  type FixtureOptions,
  type ThreadFixture,
} from '../support/thread-fixture.js';

/** A thread with the focus in its field, and what formats there. */
async function writing(text = '', options: FixtureOptions = {}): Promise<ThreadFixture> {
  const thread = await threadFixture({ height: 600, ...options });
  thread.field().focus();
  await until(() => thread.findAll('wazo-chat-format-panel').length > 0);
  if (text !== '') await sendKeys({ type: text });
  return thread;
}

async function press(...keys: readonly string[]): Promise<void> {
  const [key = '', ...held] = [...keys].reverse();
  for (const down of held.reverse()) await sendKeys({ down });
  await sendKeys({ press: key });
  for (const up of held) await sendKeys({ up });
}

/** @returns whether the browser is left to paste it */
function paste(thread: ThreadFixture, parts: Readonly<Record<string, string>>): boolean {
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(parts)) clipboardData.setData(type, text);
  const init = { clipboardData, bubbles: true, cancelable: true };
  return thread.field().dispatchEvent(new ClipboardEvent('paste', init));
}

const undo = (): Promise<void> => press('Control', 'z');

function copied(name: string): { 'text/html': string; 'text/plain': string } & { markdown: string } {
  const found = COPIED.find(({ program }) => program === name);
  if (!found) throw new Error(name);
  return { 'text/html': found.html, 'text/plain': found.plain, markdown: found.markdown ?? '' };
}

describe('Formatting', () => {
  afterEach(removeThreads);

  for (const [keys, before, after] of [
    [['Control', 'b'], 'word', '**word**'],
    [['Control', 'i'], 'word', '_word_'],
    [['Control', 'e'], 'word', '`word`'],
    [['Control', 'k'], 'word', '[word]()'],
    [['Control', 'Shift', 'KeyX'], 'word', '~~word~~'],
    [['Control', 'Shift', 'Digit7'], 'word', '1. word'],
    [['Control', 'Shift', 'Digit8'], 'word', '- word'],
    [['Control', 'Shift', 'Digit9'], 'word', '> word'],
  ] as const)
    it(`makes “${after}” by ${keys.join('+')}, in one step of the history`, async () => {
      const thread = await writing(before);
      thread.field().select();
      await press(...keys);
      await until(() => thread.field().value === after);
      expect(thread.session.draft(uuid(1))).to.equal(after);
      await undo();
      expect(thread.field().value).to.equal(before);
    });

  it('begins bold words at the caret, and goes out of them by the same key', async () => {
    const thread = await writing('a ');
    await press('Control', 'b');
    await until(() => thread.field().value === 'a ****');
    await sendKeys({ type: 'b' });
    await press('Control', 'b');
    await settled(thread.thread);
    await sendKeys({ type: ' c' });
    expect(thread.field().value).to.equal('a **b** c');
  });

  it('knows its keys on other keyboards, and leaves those of others alone', () => {
    const format = (init: KeyboardEventInit, hasCommand = false): unknown =>
      formatKey(new KeyboardEvent('keydown', init), hasCommand);
    expect(format({ key: '7', code: 'Digit7', ctrlKey: true, shiftKey: true }), 'AZERTY').to.equal('numbers');
    expect(format({ key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true }), 'QWERTZ').to.equal('numbers');
    expect(format({ key: 'и', code: 'KeyB', ctrlKey: true }), 'Russian').to.equal('bold');
    expect(format({ key: 'b', code: 'KeyN', ctrlKey: true }), 'Dvorak').to.equal('bold');
    expect(format({ key: 'b', code: 'KeyB', metaKey: true }, true), 'Mac').to.equal('bold');
    expect(format({ key: 'b', code: 'KeyB', ctrlKey: true }, true), 'caret on a Mac').to.equal(undefined);
    expect(format({ key: 'b', code: 'KeyB', ctrlKey: true, altKey: true }), 'AltGr').to.equal(undefined);
    expect(format({ key: 'b', code: 'KeyB', ctrlKey: true, isComposing: true }), 'composing').to.equal(undefined);
    expect(format({ key: 'B', code: 'KeyB', ctrlKey: true, shiftKey: true }), 'another key').to.equal(undefined);
  });

  it('leaves its keys to the page where the focus is not in the field', async () => {
    const thread = await writing();
    thread.find('.scroller').focus();
    const event = new KeyboardEvent('keydown', {
      key: 'k',
      ctrlKey: true,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    expect(thread.find('.scroller').dispatchEvent(event)).to.equal(true);
  });

  it('keeps the caret in view where a list is longer than the field', async () => {
    const thread = await writing();
    thread.field().value = '- item\n'.repeat(40).trimEnd();
    thread.field().dispatchEvent(new InputEvent('input', { inputType: 'insertText' }));
    thread.field().setSelectionRange(279, 279);
    await press('Shift', 'Enter');
    const { scrollTop, clientHeight, scrollHeight, value } = thread.field();
    expect(value.endsWith('- item\n- ')).to.equal(true);
    expect(scrollTop + clientHeight).to.be.closeTo(scrollHeight, 1);
  });

  it('goes on with a list at a line’s end, ends it in an empty item, and leaves Tab alone', async () => {
    const thread = await writing('1. one');
    await press('Shift', 'Enter');
    await sendKeys({ type: 'two' });
    expect(thread.field().value).to.equal('1. one\n2. two');
    await press('Shift', 'Enter');
    await press('Shift', 'Enter');
    expect(thread.field().value).to.equal('1. one\n2. two\n');
    const composing = new KeyboardEvent('keydown', {
      key: 'Enter',
      shiftKey: true,
      isComposing: true,
      bubbles: true,
      cancelable: true,
    });
    expect(thread.field().dispatchEvent(composing)).to.equal(true);
    await sendKeys({ press: 'Tab' });
    expect(thread.field().matches(':focus')).to.equal(false);
  });

  describe('of what is pasted', () => {
    it('makes a table of a part of a spreadsheet, which can be undone to plain text and to nothing', async () => {
      const thread = await writing('See ');
      const { markdown, ...parts } = copied('Excel');
      expect(paste(thread, parts)).to.equal(false);
      expect(thread.field().value).to.equal('See Site\tPhones\nParis\t12\nLyon | Est\t\n');
      await until(() => thread.field().value.includes('---'));
      expect(thread.field().value).to.equal(`See \n\n${markdown}`);
      await undo();
      expect(thread.field().value).to.equal('See Site\tPhones\nParis\t12\nLyon | Est\t\n');
      await undo();
      expect(thread.field().value).to.equal('See ');
    });

    it('finds the place again when words were typed before it meanwhile', async () => {
      const thread = await writing();
      const { markdown, ...parts } = copied('Google Docs');
      paste(thread, parts);
      thread.field().setRangeText('Look: ', 0, 0);
      await until(() => thread.field().value.includes('**must**'));
      expect(thread.field().value).to.equal(`Look: \n\n${markdown}`);
    });

    it('is not put anywhere when it is gone', async () => {
      const thread = await writing();
      const { 'text/html': html, 'text/plain': plain } = copied('Word');
      paste(thread, { 'text/html': html, 'text/plain': plain });
      thread.field().value = 'other words';
      await import('../../src/ui/composer/rich-paste/rich-paste.js');
      await settled(thread.thread);
      expect(thread.field().value).to.equal('other words');
    });

    it('leaves plain text as it is, and HTML that says no more', async () => {
      const thread = await writing();
      expect(paste(thread, { 'text/plain': '<b>*a*</b> & \\b' })).to.equal(true);
      paste(thread, { 'text/plain': 'One line.', 'text/html': '<p>One <span>line</span>.</p>' });
      await settled(thread.thread);
      expect(thread.field().value).to.equal('One line.');
    });

    it('leaves it as it is with Ctrl+Shift+V, and within code', async () => {
      const thread = await writing('```');
      await press('Shift', 'Enter');
      const html = { 'text/plain': 'x', 'text/html': '<b>x</b>' };
      paste(thread, html);
      await settled(thread.thread);
      expect(thread.field().value).to.equal('```\nx');
      const keys = { key: 'V', code: 'KeyV', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
      expect(thread.field().dispatchEvent(new KeyboardEvent('keydown', keys))).to.equal(true);
      expect(paste(thread, html), 'the browser does it').to.equal(true);
      const russian = { ...keys, key: 'М' };
      thread.field().dispatchEvent(new KeyboardEvent('keydown', russian));
      expect(paste(thread, html), 'on a Russian keyboard').to.equal(true);
    });

    it('makes a link of an address over words', async () => {
      const thread = await writing('see this');
      thread.field().setSelectionRange(4, 8);
      paste(thread, { 'text/plain': 'https://e.example/a' });
      await until(() => thread.field().value === 'see [this](https://e.example/a)');
      await undo();
      await undo();
      expect(thread.field().value).to.equal('see this');
    });

    it('offers a block for code, which can be taken by keyboard, passed over, or dismissed', async () => {
      const thread = await writing();
      const trace = 'TypeError: no\n    at f (a.js:1:2)\n    at g (a.js:3:4)\n    at h (b.js:5:6)';
      paste(thread, { 'text/plain': trace });
      await until(() => thread.find('wazo-chat-format-panel').shadowRoot?.querySelector('.offer button'));
      await expect(thread.find('wazo-chat-format-panel')).to.be.accessible();
      expect(thread.field().matches(':focus')).to.equal(true);
      buttonNamed(thread, 'Format as code').focus();
      await sendKeys({ press: 'Enter' });
      expect(thread.field().value).to.equal(`\`\`\`\n${trace}\n\`\`\``);
      expect(thread.field().matches(':focus')).to.equal(true);
      await undo();
      expect(thread.field().value).to.equal(trace);
      paste(thread, { 'text/plain': `\n${trace}` });
      await until(() => thread.find('wazo-chat-format-panel').shadowRoot?.querySelector('.offer button'));
      await press('Escape');
      await settled(thread.thread);
      expect(thread.find('wazo-chat-format-panel').shadowRoot?.querySelector('.offer button')).to.equal(null);
    });
  });

  describe('with its toolbar', () => {
    async function withBar(text = '', options: FixtureOptions = {}): Promise<ThreadFixture> {
      const thread = await writing(text, options);
      buttonNamed(thread, 'Formatting').click();
      await until(() => thread.find('wazo-chat-format-panel').shadowRoot?.querySelector('[role=toolbar]'));
      await settled(thread.thread);
      return thread;
    }

    it('is accessible, and remembered on the device', async () => {
      const thread = await withBar('x');
      await expect(thread.find('wazo-chat-format-panel')).to.be.accessible();
      await expect(thread.find('wazo-chat-composer')).to.be.accessible();
      expect(buttonNamed(thread, 'Formatting').getAttribute('aria-expanded')).to.equal('true');
      removeThreads();
      const later = await threadFixture();
      await until(() => later.findAll('[role=toolbar]').some((bar) => bar.className === 'bar'));
      buttonNamed(later, 'Formatting').click();
      await until(() => !later.findAll('[role=toolbar]').some((bar) => bar.className === 'bar'));
    });

    it('formats by its buttons, says what the caret is in, and gives the focus back', async () => {
      const thread = await withBar('some words');
      thread.field().setSelectionRange(5, 10);
      buttonNamed(thread, 'Bold').click();
      await settled(thread.thread);
      expect(thread.field().value).to.equal('some **words**');
      expect(thread.field().matches(':focus')).to.equal(true);
      expect(buttonNamed(thread, 'Bold').getAttribute('aria-pressed')).to.equal('true');
      thread.field().setSelectionRange(1, 1);
      await until(() => buttonNamed(thread, 'Bold').getAttribute('aria-pressed') === 'false');
    });

    it('has one place in the order of Tab, and arrows within', async () => {
      const thread = await withBar();
      buttonNamed(thread, 'Bold').focus();
      await sendKeys({ press: 'ArrowRight' });
      expect(buttonNamed(thread, 'Italic').matches(':focus')).to.equal(true);
      await settled(thread.thread);
      const reached = thread.findAll('.bar button').filter(({ tabIndex }) => tabIndex === 0);
      expect(reached.map((button) => button.getAttribute('aria-label'))).to.deep.equal(['Italic']);
      expect(thread.findAll('.tooltip').map(({ textContent }) => textContent)).to.deep.equal(['Italic (Ctrl+I)']);
    });

    it('shows how the text will look, as it is written, until Escape', async () => {
      const thread = await withBar('**x**');
      buttonNamed(thread, 'Preview').click();
      await until(() => thread.findAll('.preview strong').length === 1);
      await expect(thread.find('wazo-chat-format-panel')).to.be.accessible();
      await sendKeys({ type: ' _y_' });
      await until(() => thread.findAll('.preview em').length === 1);
      await press('Escape');
      await until(() => thread.findAll('.preview').length === 0);
      expect(thread.field().matches(':focus')).to.equal(true);
    });

    it('scrolls where it is narrow, and leaves the field its width', async () => {
      const thread = await withBar('x', { width: 280, narrow: true });
      const bar = thread.find('.bar');
      expect(bar.scrollWidth).to.be.above(bar.clientWidth);
      const composer = thread.find('wazo-chat-composer');
      expect(composer.scrollWidth).to.be.at.most(composer.clientWidth);
      expect(thread.field().offsetWidth).to.be.above(200);
    });

    it('is seen as a whole at 320 px, and what has the focus where it scrolls', async () => {
      const thread = await withBar('x', { width: 320, narrow: true });
      const bar = thread.find('.bar');
      expect(bar.scrollWidth).to.equal(bar.clientWidth);
      thread.thread.style.setProperty('inline-size', '240px');
      buttonNamed(thread, 'Bold').focus();
      const last = thread.findAll('.bar button').at(-2)!;
      last.focus();
      const preview = buttonNamed(thread, 'Preview');
      expect(last.getBoundingClientRect().right).to.be.at.most(preview.getBoundingClientRect().left);
    });

    it('has icons within its buttons, however large the text is', async () => {
      const thread = await withBar();
      thread.host.style.setProperty('--wazo-chat-font-size', '30px');
      const icons = thread.findAll('.icon-button > .icon').filter((icon) => icon.getBoundingClientRect().width > 0);
      expect(icons.length).to.be.above(10);
      for (const icon of icons) {
        const [inner, outer] = [icon, icon.parentElement!].map((each) => each.getBoundingClientRect());
        expect(inner!.right, icon.parentElement?.ariaLabel ?? '').to.be.at.most(outer!.right);
        expect(inner!.bottom).to.be.at.most(outer!.bottom);
      }
    });
  });
});
