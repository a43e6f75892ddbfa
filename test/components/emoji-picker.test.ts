import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { WazoChatEmojiPicker } from '../../src/ui/emoji-picker/emoji-picker.js';
import type { EmojiSelectEvent } from '../../src/ui/shared/emoji-select-event.js';
import { loadEmojiData } from '../../src/emoji/emoji-data.js';
import { tokens } from '../../src/styles/tokens.styles.js';
import '../support/french.js';

const KEY = 'wazo-chat-emoji';
const ALL = 1898;

if (!customElements.get('wazo-chat-emoji-picker')) {
  customElements.define('wazo-chat-emoji-picker', WazoChatEmojiPicker);
}

interface Options {
  lang?: string;
  dir?: 'ltr' | 'rtl';
  loader?: WazoChatEmojiPicker['loader'];
}

/** A picker with the tokens that it has inside the root element. */
async function attach({
  lang = 'en',
  dir = 'ltr',
  loader = loadEmojiData,
}: Options = {}): Promise<WazoChatEmojiPicker> {
  const surroundings = await fixture<HTMLElement>(html`<div lang=${lang} dir=${dir}></div>`);
  const shadow = surroundings.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [tokens.styleSheet!];
  const picker = document.createElement('wazo-chat-emoji-picker');
  picker.loader = loader;
  shadow.append(picker);
  await picker.updateComplete;
  return picker;
}

async function open(options: Options = {}): Promise<WazoChatEmojiPicker> {
  const picker = await attach(options);
  await waitUntil(() => cells(picker).length >= ALL, 'all emoji are there');
  picker.focus();
  return picker;
}

const find = (picker: WazoChatEmojiPicker, selector: string): HTMLElement =>
  picker.renderRoot.querySelector<HTMLElement>(selector)!;
const cells = (picker: WazoChatEmojiPicker): HTMLElement[] => [
  ...picker.renderRoot.querySelectorAll<HTMLElement>('[role="gridcell"]'),
];
const emojis = (picker: WazoChatEmojiPicker): string[] => cells(picker).map((cell) => cell.textContent);
const focused = (picker: WazoChatEmojiPicker): HTMLElement => picker.shadowRoot!.activeElement as HTMLElement;
const focusedEmoji = (picker: WazoChatEmojiPicker): string => focused(picker).textContent;
const searchField = (picker: WazoChatEmojiPicker): HTMLInputElement =>
  picker.renderRoot.querySelector<HTMLInputElement>('input[type="search"]')!;
const status = (picker: WazoChatEmojiPicker): string => find(picker, '[role="status"]').textContent;
const sections = (picker: WazoChatEmojiPicker): (string | null)[] =>
  [...picker.renderRoot.querySelectorAll('[role="rowgroup"]')].map((section) => section.getAttribute('aria-label'));
const buttonNamed = (picker: WazoChatEmojiPicker, name: string): HTMLElement => find(picker, `[aria-label="${name}"]`);

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
}

async function pressWithControl(key: string): Promise<void> {
  await sendKeys({ down: 'Control' });
  await sendKeys({ press: key });
  await sendKeys({ up: 'Control' });
}

async function search(picker: WazoChatEmojiPicker, term: string): Promise<void> {
  searchField(picker).focus();
  await sendKeys({ type: term });
  await picker.updateComplete;
}

async function picked(picker: WazoChatEmojiPicker, act: () => unknown): Promise<string> {
  setTimeout(act);
  const event = await oneEvent<EmojiSelectEvent>(picker, 'emoji-select');
  return event.emoji;
}

describe('emoji picker', () => {
  beforeEach(() => localStorage.removeItem(KEY));
  after(() => localStorage.removeItem(KEY));

  it('shows all categories under their names, is accessible', async () => {
    const picker = await open();
    expect(sections(picker)).to.deep.equal([
      'Smileys and emotion',
      'People and body',
      'Animals and nature',
      'Food and drink',
      'Travel and places',
      'Activities',
      'Objects',
      'Symbols',
      'Flags',
    ]);
    await expect(picker).to.be.accessible();
  });

  it('is accessible in the dark', async () => {
    document.documentElement.style.setProperty('color-scheme', 'dark');
    const picker = await open();
    await expect(picker).to.be.accessible();
    document.documentElement.style.removeProperty('color-scheme');
  });

  it('fires emoji-select for a click', async () => {
    const picker = await open();
    expect(await picked(picker, () => buttonNamed(picker, 'party popper').click())).to.equal('🎉');
  });

  it('goes to a category and marks the one in view', async () => {
    const picker = await open();
    const current = (): string | null | undefined =>
      picker.renderRoot.querySelector('[aria-current="true"]')?.getAttribute('aria-label');
    expect(current()).to.equal('Smileys and emotion');
    find(picker, '.category[aria-label="Food and drink"]').click();
    await waitUntil(() => current() === 'Food and drink');
    const top = find(picker, '.scroller').getBoundingClientRect().top;
    const section = find(picker, '[role="rowgroup"][aria-label="Food and drink"]');
    expect(section.getBoundingClientRect().top).to.be.closeTo(top, 1);
  });

  it('names the emoji under the pointer with its shortcode', async () => {
    const picker = await open();
    buttonNamed(picker, 'party popper').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await picker.updateComplete;
    expect(find(picker, '.preview').innerText).to.match(/party popper\s+:tada:/i);
  });

  it('asks for no more columns than fit', async () => {
    const picker = await open();
    const columns = (): number => find(picker, '[role="row"]').childElementCount;
    expect(columns()).to.equal(9);
    picker.style.setProperty('inline-size', '256px');
    await waitUntil(() => columns() === 7);
    expect(find(picker, '.scroller').scrollWidth).to.be.at.most(find(picker, '.scroller').clientWidth);
  });
});

describe('emoji picker by keyboard', () => {
  beforeEach(() => localStorage.removeItem(KEY));

  it('walks from the search into the grid, through it and back', async () => {
    const picker = await open();
    expect(focused(picker)).to.equal(searchField(picker));
    await press('ArrowDown');
    expect(focusedEmoji(picker)).to.equal('😀');
    await press('ArrowRight', 'ArrowRight', 'ArrowLeft');
    expect(focusedEmoji(picker)).to.equal('😃');
    await press('ArrowDown');
    expect(focusedEmoji(picker)).to.equal(emojis(picker)[10]);
    await press('Home');
    expect(focusedEmoji(picker)).to.equal(emojis(picker)[9]);
    await press('End');
    expect(focusedEmoji(picker)).to.equal(emojis(picker)[17]);
    await press('ArrowUp', 'ArrowUp');
    expect(focused(picker)).to.equal(searchField(picker));
  });

  it('jumps between categories and to both ends', async () => {
    const picker = await open();
    await press('ArrowDown', 'PageDown');
    expect(focusedEmoji(picker)).to.equal('👋');
    await press('PageDown', 'ArrowRight', 'PageUp');
    expect(focusedEmoji(picker)).to.equal('🐵');
    await press('PageUp');
    expect(focusedEmoji(picker)).to.equal('👋');
    await pressWithControl('End');
    expect(focusedEmoji(picker)).to.equal('🏴󠁧󠁢󠁷󠁬󠁳󠁿');
    await press('ArrowRight', 'ArrowDown', 'PageDown');
    expect(focusedEmoji(picker)).to.equal('🏴󠁧󠁢󠁷󠁬󠁳󠁿');
    await pressWithControl('Home');
    expect(focusedEmoji(picker)).to.equal('😀');
  });

  it('crosses into the next category in the same column, and back over its short last row', async () => {
    const picker = await open();
    await press('ArrowDown', 'PageDown', 'End', 'ArrowUp');
    const smileys = find(picker, '[data-section="smileys"]').querySelectorAll('[role="gridcell"]');
    expect(focusedEmoji(picker)).to.equal(smileys[smileys.length - 1]!.textContent);
    const column = (smileys.length - 1) % 9;
    await press('ArrowDown');
    const people = find(picker, '[data-section="people"]').querySelectorAll('[role="gridcell"]');
    expect(focusedEmoji(picker)).to.equal(people[column]!.textContent);
  });

  it('keeps the focused cell in sight, below the heading that sticks', async () => {
    const picker = await open();
    await press('ArrowDown', 'PageDown', 'PageDown', 'ArrowUp', 'ArrowUp', 'ArrowUp');
    const cell = focused(picker).getBoundingClientRect();
    const scroller = find(picker, '.scroller').getBoundingClientRect();
    expect(cell.top).to.be.at.least(scroller.top + 28 - 1);
    expect(cell.bottom).to.be.at.most(scroller.bottom + 1);
  });

  it('has one tab stop in the grid, which stays where the focus was', async () => {
    const picker = await open();
    await press('ArrowDown', 'ArrowRight', 'ArrowRight');
    const stops = picker.renderRoot.querySelectorAll('[role="gridcell"][tabindex="0"]');
    expect([...stops].map((cell) => cell.textContent)).to.deep.equal(['😄']);
  });

  it('picks with Enter and with Space', async () => {
    const picker = await open();
    await press('ArrowDown');
    expect(await picked(picker, () => press('Enter'))).to.equal('😀');
    await press('ArrowRight');
    expect(await picked(picker, () => press('Space'))).to.equal('😃');
  });

  it('goes on in the search when one types in the grid', async () => {
    const picker = await open();
    await press('ArrowDown', 'ArrowDown');
    await sendKeys({ type: 'tada' });
    await picker.updateComplete;
    expect(focused(picker)).to.equal(searchField(picker));
    expect(searchField(picker).value).to.equal('tada');
    expect(emojis(picker)).to.deep.equal(['🎉']);
  });

  it('moves along the lines of a right-to-left page', async () => {
    const picker = await open({ dir: 'rtl' });
    await press('ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowRight');
    expect(focusedEmoji(picker)).to.equal('😃');
  });

  it('leaves Escape to the popover around it', async () => {
    const picker = await open();
    await press('ArrowDown');
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true });
    let reached = false;
    picker.addEventListener('keydown', () => (reached = true));
    focused(picker).dispatchEvent(escape);
    expect(reached).to.equal(true);
    expect(escape.defaultPrevented).to.equal(false);
  });

  it('moves within the categories by arrow keys, one tab stop in all', async () => {
    const picker = await open();
    await press('Tab', 'Tab');
    expect(focused(picker).getAttribute('aria-label')).to.equal('Smileys and emotion');
    await press('ArrowLeft');
    expect(focused(picker).getAttribute('aria-label')).to.equal('Flags');
    await press('Enter');
    await picker.updateComplete;
    await press('Tab');
    expect(focusedEmoji(picker)).to.equal('🏁');
  });
});

describe('emoji picker search', () => {
  beforeEach(() => localStorage.removeItem(KEY));

  it('shows the best match first, says how many there are, and picks it with Enter', async () => {
    const picker = await open();
    await search(picker, 'thumbs');
    expect(emojis(picker)).to.deep.equal(['👍', '👎', '🫰']);
    expect(status(picker)).to.equal('3 results');
    await expect(picker).to.be.accessible();
    expect(await picked(picker, () => press('Enter'))).to.equal('👍');
  });

  it('leaves Enter and Escape to an input method, in the search field and in the grid', async () => {
    const picker = await open();
    await search(picker, 'thumbs');
    let picks = 0;
    picker.addEventListener('emoji-select', () => (picks += 1));
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      for (const key of ['Enter', 'Escape', 'ArrowDown']) {
        const target = key === 'Enter' ? cells(picker)[0] : searchField(picker);
        for (const element of [searchField(picker), target])
          element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...composing }));
      }
    }
    await picker.updateComplete;
    expect(picks).to.equal(0);
    expect(searchField(picker).value).to.equal('thumbs');
    expect(focused(picker)).to.equal(searchField(picker));
  });

  it('is emptied by Escape, and leaves the next one to what is around it', async () => {
    const picker = await open();
    const heard: boolean[] = [];
    picker.addEventListener('keydown', (event) => heard.push(event.defaultPrevented));
    await search(picker, 'thumbs');
    heard.length = 0;
    await press('Escape');
    await picker.updateComplete;
    expect(searchField(picker).value).to.equal('');
    expect(heard).to.deep.equal([]);
    await sendKeys({ type: '  ' });
    heard.length = 0;
    await press('Escape');
    expect(heard).to.deep.equal([false]);
  });

  it('takes shortcodes', async () => {
    const picker = await open();
    await search(picker, ':+1:');
    expect(emojis(picker)).to.deep.equal(['👍']);
    expect(status(picker)).to.equal('1 result');
  });

  it('speaks French', async () => {
    const picker = await open({ lang: 'fr-CA' });
    expect(sections(picker)[0]).to.equal('Visages et émotions');
    await search(picker, 'pouce');
    expect(emojis(picker)[0]).to.equal('👍');
    expect(cells(picker)[0]!.getAttribute('aria-label')).to.equal('pouce vers le haut');
    expect(status(picker)).to.equal(`${cells(picker).length} résultats`);
    await expect(picker).to.be.accessible();
  });

  it('says that nothing was found, and shows everything again when cleared', async () => {
    const picker = await open();
    await search(picker, 'qqqq');
    expect(cells(picker)).to.be.empty;
    expect(status(picker)).to.equal('No emoji matches “qqqq”.');
    await expect(picker).to.be.accessible();
    buttonNamed(picker, 'Clear the search').click();
    await picker.updateComplete;
    expect(cells(picker)).to.have.length(ALL);
    expect(focused(picker)).to.equal(searchField(picker));
    expect(status(picker)).to.equal('');
  });
});

describe('emoji picker skin tone', () => {
  beforeEach(() => localStorage.removeItem(KEY));

  it('tones people in the grid and in what is picked, and is remembered', async () => {
    const picker = await open();
    buttonNamed(picker, 'Skin tone: Default').click();
    await waitUntil(() => focused(picker).matches('input[type="radio"]'));
    await expect(picker).to.be.accessible();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await picker.updateComplete;
    expect(buttonNamed(picker, 'thumbs up').textContent).to.equal('👍🏽');
    await press('Enter');
    expect(focused(picker).getAttribute('aria-label')).to.equal('Skin tone: Medium');
    expect(await picked(picker, () => buttonNamed(picker, 'people holding hands').click())).to.equal('🧑🏽‍🤝‍🧑🏽');

    const again = await open();
    expect(buttonNamed(again, 'thumbs up').textContent).to.equal('👍🏽');
    expect(buttonNamed(again, 'grinning face').textContent).to.equal('😀');
  });

  it('closes with a click on a tone', async () => {
    const picker = await open();
    buttonNamed(picker, 'Skin tone: Default').click();
    await picker.updateComplete;
    const tone = buttonNamed(picker, 'Dark').closest('label')!;
    tone.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail: 1 }));
    await picker.updateComplete;
    expect(find(picker, '.tones').hidden).to.equal(true);
    expect(find(picker, '.tone-button').getAttribute('aria-label')).to.equal('Skin tone: Dark');
    expect(find(picker, '.tone-button').textContent.trim()).to.equal('✋🏿');
  });

  it('closes when the focus goes elsewhere, and leaves it there', async () => {
    const picker = await open();
    buttonNamed(picker, 'Skin tone: Default').click();
    await waitUntil(() => focused(picker).matches('input[type="radio"]'));
    await press('Tab');
    await picker.updateComplete;
    expect(find(picker, '.tones').hidden).to.equal(true);
    expect(focused(picker).getAttribute('aria-label')).to.equal('Smileys and emotion');
  });

  it('closes with Escape, which then does not close the picker too', async () => {
    const picker = await open();
    buttonNamed(picker, 'Skin tone: Default').click();
    await waitUntil(() => focused(picker).matches('input[type="radio"]'));
    let reached = false;
    picker.addEventListener('keydown', () => (reached = true));
    await press('Escape');
    await picker.updateComplete;
    expect(find(picker, '.tones').hidden).to.equal(true);
    expect(reached).to.equal(false);
  });
});

describe('emoji picker recently used', () => {
  beforeEach(() => localStorage.removeItem(KEY));

  it('come first the next time, the latest first', async () => {
    const picker = await open();
    buttonNamed(picker, 'party popper').click();
    buttonNamed(picker, 'fire').click();
    expect(sections(picker)[0], 'nothing moves under the pointer').to.equal('Smileys and emotion');

    const again = await open();
    await waitUntil(() => cells(again).length === ALL + 2);
    expect(sections(again)[0]).to.equal('Recently used');
    expect(emojis(again).slice(0, 3)).to.deep.equal(['🔥', '🎉', '😀']);
    await expect(again).to.be.accessible();
  });

  it('appear when the picker is hidden and shown again, which also ends the search', async () => {
    const picker = await open();
    await search(picker, 'fire');
    await press('Enter');
    picker.style.setProperty('display', 'none');
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    picker.style.removeProperty('display');
    await waitUntil(() => sections(picker)[0] === 'Recently used');
    expect(searchField(picker).value).to.equal('');
  });

  it('leave out what is no known emoji', async () => {
    localStorage.setItem(KEY, JSON.stringify({ recent: ['nonsense', '🎉'], tone: 0 }));
    const picker = await open();
    await waitUntil(() => cells(picker).length === ALL + 1);
    expect(emojis(picker)[0]).to.equal('🎉');
  });
});

describe('emoji picker loading', () => {
  beforeEach(() => localStorage.removeItem(KEY));

  it('says that it loads, with the search field ready', async () => {
    const picker = await attach({ loader: () => new Promise(() => undefined) });
    await waitUntil(() => status(picker) === 'Loading…');
    picker.focus();
    expect(focused(picker)).to.equal(searchField(picker));
    await expect(picker).to.be.accessible();
  });

  it('keeps what was typed meanwhile', async () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const picker = await attach({ loader: (lang) => arrived.then(() => loadEmojiData(lang)) });
    await search(picker, 'tada');
    arrive();
    await waitUntil(() => cells(picker).length === 1);
    expect(emojis(picker)).to.deep.equal(['🎉']);
  });

  it('says that it failed, and tries again', async () => {
    let attempts = 0;
    const loader = (lang: string) => (++attempts === 1 ? Promise.reject(new Error('offline')) : loadEmojiData(lang));
    const picker = await attach({ loader });
    await waitUntil(() => picker.renderRoot.querySelector('[role="alert"]') !== null);
    expect(find(picker, '[role="alert"]').innerText).to.contain('The emoji could not be loaded.');
    await expect(picker).to.be.accessible();
    find(picker, '.failure button').click();
    await waitUntil(() => cells(picker).length === ALL);
    expect(picker.renderRoot.querySelector('[role="alert"]')).to.equal(null);
  });

  it('takes a loader that throws for one that fails', async () => {
    const picker = await attach({
      loader: () => {
        throw new Error('broken');
      },
    });
    await waitUntil(() => picker.renderRoot.querySelector('[role="alert"]') !== null);
  });

  it('loads nothing before it is seen', async () => {
    const closed = await fixture<HTMLElement>(html`<div popover></div>`);
    const picker = document.createElement('wazo-chat-emoji-picker');
    const asked: string[] = [];
    picker.loader = (lang) => {
      asked.push(lang);
      return loadEmojiData(lang);
    };
    closed.append(picker);
    await picker.updateComplete;
    await new Promise(requestAnimationFrame);
    expect(asked).to.be.empty;
    closed.showPopover();
    await waitUntil(() => cells(picker).length === ALL);
    expect(asked).to.have.length(1);
  });
});
