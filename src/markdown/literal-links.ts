import type { CompileContext, Extension as FromMarkdownExtension } from 'mdast-util-from-markdown';
import type { Code, Construct, Extension, State, Tokenizer } from 'micromark-util-types';
import { findLink } from './find-link.js';
import { spend } from './measured-constructs.js';

/** Longer than any address that somebody writes. */
const MAX_LENGTH = 4_000;
const WEB_PREFIX = /^(?:https?:\/\/[\p{L}\p{N}[]|www\.[\p{L}\p{N}]|sips?:[\w+]|tel:\+?[\d(]|mailto:\w)/iu;
const MAIL_PREFIX = /^[\w.+-]+@[\p{L}\p{N}]/u;

/** A construct that finds addresses which begin with something, in the words that `previous` lets it look at. */
function literalLink(name: string, prefix: RegExp, previous: (before: Code) => boolean): Construct {
  return { name, previous, tokenize: linkTokenizer(prefix) };
}

// Looks ahead to the next blank, and then takes as much of it as is an address.
function linkTokenizer(prefix: RegExp): Tokenizer {
  return function (effects, ok, nok) {
    let text = '';
    let left = 0;
    const lookahead: Construct = {
      partial: true,
      tokenize(inner, found, notFound) {
        text = '';
        const read: State = (code) => {
          const isEnd = code === null || code < 0 || code === 32 || text.length === MAX_LENGTH;
          if (isEnd || (text.length === 16 && !mayBegin(prefix, text))) return end(code);
          text += String.fromCharCode(code);
          inner.consume(code);
          return read;
        };
        const end: State = (code) => {
          inner.exit('data');
          spend(text.length);
          left = prefix.test(text) ? (findLink(text)?.length ?? 0) : 0;
          return left > 0 ? found(code) : notFound(code);
        };
        return (code) => {
          inner.enter('data');
          return read(code);
        };
      },
    };
    const take: State = (code) => {
      effects.consume(code);
      left -= 1;
      if (left > 0) return take;
      effects.exit('literalLink');
      return ok;
    };
    const begin: State = (code) => {
      effects.enter('literalLink');
      return take(code);
    };
    return effects.check(lookahead, begin, nok);
  };
}

/** Whether more of a text can make an address of it: most words are none, and need not be read to their end. */
function mayBegin(prefix: RegExp, text: string): boolean {
  return prefix === MAIL_PREFIX ? /^[\w.+-]+(?:@|$)/.test(text) : prefix.test(text);
}

function characterOf(code: Code): string {
  return code === null || code < 0 ? '' : String.fromCharCode(code);
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
      this.enter(
        { type: 'link', title: null, url: findLink(text)?.url ?? text, children: [], data: { isLiteral: true } },
        token,
      );
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
