import { expect, fixture, html } from '@open-wc/testing';
import { html as template, LitElement, type TemplateResult } from 'lit';
import { formatDate } from '../../src/i18n/formats.js';
import { languageChanged, Localize } from '../../src/i18n/localize.js';
import '../support/french.js';

const MOMENT = new Date('2026-11-22T12:00:00Z');
const RealFormat = Intl.DateTimeFormat;

class WordsProbe extends LitElement {
  renders = 0;
  readonly localize = new Localize(this);

  protected override render(): TemplateResult {
    this.renders += 1;
    const unread = this.localize.term('unreadMessages', 12_345);
    return template`${unread} ${formatDate(this.localize.lang(), 'time', MOMENT)}`;
  }
}
customElements.define('words-probe', WordsProbe);

/** Formatters that are made from now on are made in `zone`. */
function travel(zone: string): void {
  class Elsewhere extends RealFormat {
    constructor(lang?: string, options?: Intl.DateTimeFormatOptions) {
      super(lang, { timeZone: zone, ...options });
    }
  }
  Object.defineProperty(Intl, 'DateTimeFormat', { value: Elsewhere, configurable: true, writable: true });
}

async function said(probe: WordsProbe): Promise<string> {
  await probe.updateComplete;
  return probe.renderRoot.textContent.replace(/\s+/gu, ' ').trim();
}

describe('an element that speaks', () => {
  const pageLanguage = document.documentElement.lang;

  afterEach(() => {
    document.documentElement.lang = pageLanguage;
    Object.defineProperty(Intl, 'DateTimeFormat', { value: RealFormat, configurable: true, writable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });

  async function probeIn(lang: string): Promise<WordsProbe> {
    const box = await fixture(html`<div lang=${lang}><words-probe></words-probe></div>`);
    return box.querySelector<WordsProbe>('words-probe')!;
  }

  it('writes numbers as its language does', async () => {
    expect(await said(await probeIn('en'))).to.contain('12,345 unread messages');
    expect(await said(await probeIn('fr'))).to.contain('12 345 messages non lus');
    expect(await said(await probeIn('de'))).to.contain('12.345 unread messages');
  });

  it('follows the language of the page', async () => {
    document.documentElement.lang = 'en';
    const probe = await fixture<WordsProbe>(html`<words-probe></words-probe>`);
    expect(await said(probe)).to.contain('unread');
    document.documentElement.lang = 'fr';
    // The page's change is told in a microtask of its own.
    await Promise.resolve();
    expect(await said(probe)).to.contain('non lus');
  });

  it('writes moments anew when the page is shown again elsewhere', async () => {
    travel('Europe/Paris');
    document.dispatchEvent(new Event('visibilitychange'));
    const probe = await probeIn('en');
    expect(await said(probe)).to.contain('1:00 PM');
    travel('Asia/Tokyo');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await said(probe)).to.contain('9:00 PM');
    const { renders } = probe;
    document.dispatchEvent(new Event('visibilitychange'));
    await probe.updateComplete;
    expect(probe.renders).to.equal(renders);
  });

  it('hears of nothing once it is removed', async () => {
    const probe = await probeIn('en');
    const { renders } = probe;
    probe.remove();
    languageChanged();
    await probe.updateComplete;
    expect(probe.renders).to.equal(renders);
  });
});
