import { LocalizeController, update, type FunctionParams } from '@shoelace-style/localize';
import type { LitElement } from 'lit';
import { termsOf } from './languages.js';
import type { Translation } from './terms.js';

/** Makes every connected element of the widget ask for its language again. */
export const languageChanged = update;

/**
 * Terms in the language of the element's surroundings. The library reads the host's own `lang`; inside shadow trees only
 * the root element has one, so this controller looks for the nearest `lang` outwards across shadow boundaries. Two
 * widgets on a page may thus speak different languages.
 */
export class Localize extends LocalizeController<Translation> {
  readonly #host: LitElement;
  /** The answer of one render: a row asks for several terms, and looking outwards costs a walk through the tree. */
  #lang: string | undefined;

  constructor(host: LitElement) {
    super(host);
    this.#host = host;
  }

  /** `hostUpdate` would be too late: what a row derives in `willUpdate` comes before it. */
  hostUpdated(): void {
    this.#lang = undefined;
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.#lang = undefined;
  }

  /** A BCP 47 tag that `Intl` accepts. */
  override lang(): string {
    // Only an update asks often, and only then the answer is certain to be forgotten again.
    if (!this.#host.isUpdatePending) return validLanguage(closestLang(this.#host));
    return (this.#lang ??= validLanguage(closestLang(this.#host)));
  }

  /** The library would take the language's tag apart for each term, of which a thread has thousands. */
  override term<Key extends keyof Translation>(key: Key, ...words: FunctionParams<Translation[Key]>): string {
    const term = termsOf(this.lang())[key] as string | ((...words: unknown[]) => string);
    return typeof term === 'string' ? term : term(...words);
  }

  override dir(): string {
    return this.#host.matches(':dir(rtl)') ? 'rtl' : 'ltr';
  }
}

/** The nearest `lang` at or around `element`, across shadow roots; the browser's language when the page names none. */
export function closestLang(element: Element): string {
  let node: Element | null = element;
  while (node) {
    const lang = node.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : null;
  }
  return navigator.language;
}

/** Tags that were looked at, and what `Intl` makes of them: rows ask thousands of times for the same one. */
const languages = new Map<string, string>();

function validLanguage(lang: string): string {
  let valid = languages.get(lang);
  if (valid === undefined) {
    valid = canonical(lang);
    languages.set(lang, valid);
  }
  return valid;
}

function canonical(lang: string): string {
  try {
    return new Intl.Locale(lang.replaceAll('_', '-')).toString();
  } catch {
    return 'en';
  }
}
