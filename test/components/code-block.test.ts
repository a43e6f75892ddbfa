// Copying is what is tested, by the deprecated way, too: there is no other one where scripts have no clipboard.
/* eslint-disable @typescript-eslint/no-deprecated */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { fr } from '../../src/i18n/fr.js';
import { languageChanged } from '../../src/i18n/localize.js';
import { textBody } from '../../src/model/message.js';
import type { WazoChatMessage } from '../../src/ui/message/message.js';
import { MemoryConnection, message, room } from '../support/memory-connection.js';
import { frame, removeThreads, settled, threadFixture, until, type ThreadFixture } from '../support/thread-fixture.js';

const CODE = 'const a = 1; // one\n\nreturn "b";';
const FENCE = `\`\`\`js\n${CODE}\n\`\`\``;

async function show(content: string): Promise<{ thread: ThreadFixture; row: WazoChatMessage; block: HTMLElement }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1, { content })] });
  const thread = await threadFixture({ connection });
  const [row] = thread.rows();
  const block = row?.renderRoot.querySelector<HTMLElement>('.md-code');
  if (!row || !block) throw new Error('no block');
  return { thread, row, block };
}

function button(block: HTMLElement, name: string): HTMLButtonElement {
  const found = [...block.querySelectorAll('button')].find((each) => each.getAttribute('aria-label') === name);
  if (!found) throw new Error(`no button “${name}”`);
  return found;
}

async function touch(block: HTMLElement): Promise<void> {
  block.dispatchEvent(new PointerEvent('pointerenter'));
  await until(() => block.querySelector('button'));
}

/** The texts that are coloured, by kind. */
function coloured(code: Element): Readonly<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const [name, highlight] of CSS.highlights)
    for (const range of highlight)
      if (code.contains(range.startContainer))
        (found[name.replace('wazo-chat-code-', '')] ??= []).push(
          (range.startContainer as Text).data.slice(range.startOffset, range.endOffset),
        );
  return found;
}

/** What is put into the clipboard while `act` runs; refuses where it is to fail. */
async function copied(act: () => unknown, { fails = false } = {}): Promise<string[]> {
  const texts: string[] = [];
  const { clipboard } = navigator;
  const write = clipboard.writeText.bind(clipboard);
  const execute = document.execCommand.bind(document);
  clipboard.writeText = async (text) => {
    if (fails) throw new DOMException('not here', 'NotAllowedError');
    texts.push(text);
  };
  document.execCommand = () => false;
  try {
    await act();
    await frame();
    return texts;
  } finally {
    clipboard.writeText = write;
    document.execCommand = execute;
  }
}

describe('What is wider than a narrow thread', () => {
  afterEach(removeThreads);

  it('scrolls within itself, by keyboard, and not the thread', async () => {
    const wide = Array.from({ length: 12 }, (_, n) => `column${n}`).join(' | ');
    const content = `| ${wide} |\n|${'-|'.repeat(12)}\n\n\`\`\`\n${'word '.repeat(100)}\n\`\`\``;
    const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1, { content })] });
    const thread = await threadFixture({ connection, width: 320, narrow: true });
    for (const selector of ['.md-table', 'pre']) {
      const box = thread.find(selector);
      box.focus();
      await sendKeys({ press: 'ArrowRight' });
      await until(() => box.scrollLeft > 0);
    }
    expect(thread.find('.md-table').getAttribute('aria-label')).to.contain('column0');
    expect(thread.scroller().scrollWidth).to.equal(thread.scroller().clientWidth);
  });
});

describe('A block of code', () => {
  afterEach(removeThreads);

  it('names its language, and has tools when somebody is at it, in the space that it had', async () => {
    const { block, row } = await show(FENCE);
    expect(block.querySelector('.md-language')?.textContent).to.equal('js');
    expect(block.querySelector('button')).to.equal(null);
    const { height } = row.getBoundingClientRect();
    await touch(block);
    expect(row.getBoundingClientRect().height).to.equal(height);
  });

  it('shows the ring of its tools as a whole, which nothing beside them cuts off', async () => {
    const { block } = await show(FENCE);
    await touch(block);
    block.querySelector('pre')?.focus();
    await sendKeys({ press: 'Tab' });
    const style = getComputedStyle(button(block, 'Copy code'));
    expect(parseFloat(style.outlineWidth)).to.be.above(0);
    expect(parseFloat(style.outlineOffset)).to.be.at.most(-parseFloat(style.outlineWidth));
  });

  it('copies the code and nothing else, and says so', async () => {
    const { block } = await show(FENCE);
    await touch(block);
    expect(await copied(() => button(block, 'Copy code').click())).to.deep.equal([CODE]);
    expect(block.querySelector('[role=status]')?.textContent).to.equal('Copied');
    block.dispatchEvent(new PointerEvent('pointerleave'));
    await until(() => block.querySelector('[role=status]')?.textContent === '');
  });

  it('says when it could not be copied', async () => {
    const { block } = await show(FENCE);
    await touch(block);
    expect(await copied(() => button(block, 'Copy code').click(), { fails: true })).to.deep.equal([]);
    expect(block.querySelector('[role=status]')?.textContent).to.contain('Not copied');
  });

  it('copies by the page’s own copying where scripts have no clipboard', async () => {
    const { block } = await show(FENCE);
    await touch(block);
    const texts: string[] = [];
    const execute = document.execCommand.bind(document);
    document.execCommand = () => {
      const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), cancelable: true, bubbles: true });
      document.body.dispatchEvent(event);
      texts.push(event.clipboardData?.getData('text/plain') ?? '');
      return true;
    };
    const { clipboard } = navigator;
    const write = clipboard.writeText.bind(clipboard);
    clipboard.writeText = async () => Promise.reject(new Error('not here'));
    button(block, 'Copy code').click();
    await until(() => block.querySelector('[role=status]')?.textContent === 'Copied');
    document.execCommand = execute;
    clipboard.writeText = write;
    expect(texts).to.deep.equal([CODE]);
  });

  it('is reached by keyboard: the code, then its tools', async () => {
    const { block } = await show(FENCE);
    block.querySelector('pre')?.focus();
    await until(() => block.querySelector('button'));
    await sendKeys({ press: 'Tab' });
    expect(block.querySelector('button:focus')?.getAttribute('aria-label')).to.equal('Copy code');
    expect(getComputedStyle(block.querySelector('.md-code-tools')!).opacity).to.equal('1');
    await sendKeys({ press: 'Tab' });
    expect(block.querySelector('button:focus')?.getAttribute('aria-label')).to.equal('Wrap lines');
  });

  it('breaks its lines when asked to, and still does when its row comes back', async () => {
    const { block, row, thread } = await show(`\`\`\`\n${'word '.repeat(100)}\n\`\`\``);
    await touch(block);
    const pre = block.querySelector('pre')!;
    expect(pre.scrollWidth).to.be.above(pre.clientWidth);
    button(block, 'Wrap lines').click();
    await until(() => button(block, 'Wrap lines').getAttribute('aria-pressed') === 'true');
    expect(pre.scrollWidth).to.equal(pre.clientWidth);
    const again = document.createElement('wazo-chat-message');
    again.message = row.message;
    thread.host.renderRoot.append(again);
    await again.updateComplete;
    expect(again.renderRoot.querySelector('.md-code.wraps')).to.not.equal(null);
  });

  it('has its colours without another element or text, and a selection in it stays', async () => {
    const { block, row } = await show(FENCE);
    const code = block.querySelector('code')!;
    const [text] = [...code.childNodes].filter((node) => node instanceof Text && node.data !== '');
    getSelection()?.setBaseAndExtent(text!, 6, text!, 7);
    await until(() => coloured(code)['string']);
    expect(coloured(code)).to.deep.include({ keyword: ['const', 'return'], comment: ['// one'], string: ['"b"'] });
    expect(code.querySelectorAll('*').length).to.equal(0);
    expect([...code.childNodes]).to.include(text);
    expect(row.weight).to.be.below(25);
    row.remove();
    await until(() => [...CSS.highlights.keys()].every((name) => !name.startsWith('wazo-chat')));
  });

  it('is coloured anew when the message changes', async () => {
    const { block, thread } = await show(FENCE);
    const code = block.querySelector('code')!;
    await until(() => coloured(code)['string']);
    const [stored] = thread.connection.stored;
    const body = textBody('```python\n# now\n```');
    thread.connection.emit({ type: 'message-updated', message: { ...stored!, body, revision: 9 } });
    await settled(thread.thread);
    await until(() => coloured(thread.rows()[0]!.renderRoot.querySelector('code')!)['comment']);
    expect(coloured(thread.rows()[0]!.renderRoot.querySelector('code')!)).to.deep.equal({ comment: ['# now'] });
  });

  it('stays plain in a language that nobody knows', async () => {
    const { block } = await show('```nosuch\nconst a = 1;\n```');
    for (let n = 0; n < 10; n += 1) await frame();
    expect(coloured(block)).to.deep.equal({});
  });

  it('has colours that can be read, in light and dark', async () => {
    const { row, block } = await show(FENCE);
    for (const scheme of ['light', 'dark']) {
      row.style.setProperty('color-scheme', scheme);
      const surface = getComputedStyle(block).backgroundColor;
      for (const kind of ['comment', 'keyword', 'string', 'number', 'type', 'name', 'meta', 'inserted', 'deleted']) {
        const probe = document.createElement('i');
        probe.style.setProperty('color', `var(--_code-${kind})`);
        block.append(probe);
        expect(contrast(getComputedStyle(probe).color, surface), `${kind}, ${scheme}`).to.be.at.least(4.5);
        probe.remove();
      }
    }
  });

  it('is accessible, and speaks French', async () => {
    const { thread, block } = await show(FENCE);
    await touch(block);
    button(block, 'Wrap lines').click();
    await expect(thread.host).to.be.accessible();
    thread.host.lang = 'fr';
    languageChanged();
    await until(() => block.querySelector('button')?.getAttribute('aria-label') === fr.codeCopy);
  });
});

describe('A block of two thousand lines', () => {
  afterEach(removeThreads);

  const lines = Array.from({ length: 2_000 }, (_, n) => `x=${1_000 + n}; //`).join('\n');
  const long = `\`\`\`js\n${lines}\n\`\`\``;
  const isDrawn = (block: HTMLElement): boolean => block.querySelector('code')!.textContent === lines;

  it('is one block, of which a part is drawn at a time, and is copied whole', async () => {
    const { row, block } = await show(long);
    await touch(block);
    // Whatever is drawn by now.
    expect(await copied(() => button(block, 'Copy code').click())).to.deep.equal([lines]);
    await until(() => isDrawn(block));
    expect(row.renderRoot.querySelectorAll('pre').length).to.equal(1);
    expect(row.renderRoot.querySelector('.md-plain')).to.equal(null);
    const pre = block.querySelector('pre')!;
    const boxes = [...pre.querySelectorAll<HTMLElement>('.md-lines')];
    expect(boxes.length).to.be.within(2, 40);
    // No line more and none less than without boxes.
    const height = Number.parseFloat(getComputedStyle(boxes[0]!).lineHeight) * 2_000;
    expect(Math.abs(boxes.reduce((sum, box) => sum + box.offsetHeight, 0) - height)).to.be.below(60);
    expect(pre.clientHeight).to.be.at.most(400);
    await expect(row).to.be.accessible();
  });

  it('is selected and copied whole with the message', async () => {
    const { row, block } = await show(long);
    await until(() => isDrawn(block));
    getSelection()?.selectAllChildren(row.renderRoot.querySelector('.md')!);
    await frame();
    const clipboardData = new DataTransfer();
    document.body.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, composed: true }));
    expect(clipboardData.getData('text/plain')).to.contain(lines);
    expect(clipboardData.getData('text/html').match(/<pre/g)?.length).to.equal(1);
  });

  it('is coloured where it is seen', async () => {
    const { thread, block } = await show(long);
    await until(() => isDrawn(block));
    thread.rows()[0]!.renderRoot.querySelector<HTMLElement>('button.fold')?.click();
    await until(() => coloured(block)['number']?.includes('1000'));
    expect(coloured(block)['number']!.length).to.be.below(1_200);
    const pre = block.querySelector('pre')!;
    pre.scrollTop = pre.scrollHeight;
    await until(() => coloured(block)['number']?.includes('2999'));
    await until(() => !coloured(block)['number']!.includes('1000'));
  });
});

function contrast(a: string, b: string): number {
  const [x = 0, y = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => Number(part) / 255);
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}
