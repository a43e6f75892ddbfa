import type { LitElement, ReactiveController } from 'lit';
import type { Count } from './count.js';
import { countOf } from './formats.js';
import { learnEnglish, termsOf } from './languages.js';
import { addHost, removeHost } from './hosts.js';
import type { Translation } from './terms.js';

export { languageChanged } from './hosts.js';

/** What a term is told: texts, and a number wherever it takes a `Count`. */
type Words<Term> = Term extends (...words: infer Parameters) => string
  ? { [Index in keyof Parameters]: Parameters[Index] extends Count ? number : Parameters[Index] }
  : [];

/**
 * Terms in the language of the element's surroundings: of the nearest `lang` outwards across shadow boundaries, so that
 * two widgets on a page may speak different languages. The element renders when the page's language changes.
 */
export class Localize implements ReactiveController {
  readonly #host: LitElement;
  /** The answer of one render: a row asks for several terms, and looking outwards costs a walk through the tree. */
  #lang: string | undefined;

  /** @param words English words that come with this element, beside those that are always there */
  constructor(host: LitElement, words?: Partial<Translation>) {
    if (words) learnEnglish(words);
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addHost(this.#host);
  }

  hostDisconnected(): void {
    removeHost(this.#host);
    this.#lang = undefined;
  }

  /** `hostUpdate` would be too late: what a row derives in `willUpdate` comes before it. */
  hostUpdated(): void {
    this.#lang = undefined;
  }

  /** A BCP 47 tag that `Intl` accepts. */
  lang(): string {
    // Only an update asks often, and only then the answer is certain to be forgotten again.
    if (!this.#host.isUpdatePending) return languageOf(this.#host);
    return (this.#lang ??= languageOf(this.#host));
  }

  /** The sentence `key`; numbers are written, and take their plural, as the language does. */
  term<Key extends keyof Translation>(key: Key, ...words: Words<Translation[Key]>): string {
    const lang = this.lang();
    const term = termsOf(lang)[key] as string | ((...words: unknown[]) => string);
    if (typeof term === 'string') return term;
    return term(...words.map((word: unknown) => (typeof word === 'number' ? countOf(lang, word) : word)));
  }

  /** The direction in which the host's text runs. */
  dir(): 'ltr' | 'rtl' {
    return this.#host.matches(':dir(rtl)') ? 'rtl' : 'ltr';
  }
}

/** The language of an element, as a tag that `Intl` accepts. */
export function languageOf(element: Element): string {
  return validLanguage(closestLang(element));
}

/** The nearest `lang` at or around `element`, across shadow roots; the browser's language when the page names none. */
function closestLang(element: Element): string {
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
