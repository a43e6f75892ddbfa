import type { CompileContext, Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Code, Construct, Extension, State, Token, Tokenizer } from 'micromark-util-types';
import { findLink, type FoundLink } from './find-link.js';
import { characterOf } from './flanking.js';
import { sourceOfParse, spend } from './measured-constructs.js';

/** What stands before the next blank; no address that somebody writes is as long. */
const WORD = /\S{1,4000}/y;
const WEB_PREFIX = /^(?:https?:\/\/[\p{L}\p{N}[]|www\.[\p{L}\p{N}]|sips?:[\w+]|tel:\+?[\d(]|mailto:\w)/iu;
const MAIL_PREFIX = /^[\w.+-]+@[\p{L}\p{N}]/u;

/** What the links that were found lead to. */
const urls = new WeakMap<Token, string>();

/** A construct that finds addresses which begin with something, in the words that `previous` lets it look at. */
function literalLink(name: string, prefix: RegExp, previous: (before: Code) => boolean): Construct {
  return { name, previous, tokenize: linkTokenizer(prefix) };
}

// Takes as much of what stands before the next blank as is an address.
function linkTokenizer(prefix: RegExp): Tokenizer {
  return function (effects, ok, nok) {
    const link = linkAt(this.now().offset, prefix);
    let left = link?.length ?? 0;
    const take: State = (code) => {
      effects.consume(code);
      left -= 1;
      if (left > 0) return take;
      effects.exit('literalLink');
      return ok;
    };
    return (code) => {
      if (!link) return nok(code);
      urls.set(effects.enter('literalLink'), link.url);
      return take(code);
    };
  };
}

/** Looked up in the source and not asked of the tokenizer, for which each character costs as much as a whole word here. */
function linkAt(offset: number, prefix: RegExp): FoundLink | undefined {
  WORD.lastIndex = offset;
  const [word = ''] = WORD.exec(sourceOfParse()) ?? [];
  spend(word.length);
  return prefix.test(word) ? findLink(word) : undefined;
}

const web = literalLink('webLink', WEB_PREFIX, (before) => !/[a-z\d@/\\]/i.test(characterOf(before)));
const mail = literalLink('mailLink', MAIL_PREFIX, (before) => !/[\w.+@/\\-]/.test(characterOf(before)));

const CODES = Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) =>
  letter.charCodeAt(0),
);

/** For micromark: addresses without any markup are links. */
export const literalLinks: Extension = {
  text: Object.fromEntries(
    CODES.map((code) => [code, /[hwstm]/i.test(String.fromCharCode(code)) ? [web, mail] : mail]),
  ),
};

/** For mdast-util-from-markdown. */
export const literalLinksFromMarkdown: FromMarkdownExtension = {
  enter: {
    literalLink(token) {
      const text = this.sliceSerialize(token);
      const url = urls.get(token) ?? text;
      this.enter({ type: 'link', title: null, url, children: [], data: { isLiteral: true } }, token);
      writeText(this, text, token);
    },
  },
  exit: {
    literalLink(token) {
      this.exit(token);
    },
  },
};

function writeText(context: CompileContext, value: string, token: Parameters<CompileContext['enter']>[1]): void {
  context.enter({ type: 'text', value }, token);
  context.exit(token);
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    literalLink: 'literalLink';
  }
}

declare module 'mdast' {
  interface LinkData {
    /** Whether its text is its address, so that nothing in it is to be replaced. */
    isLiteral?: boolean;
  }
  interface ListItemData {
    /** The number that was written before it. */
    number?: number;
  }
}
