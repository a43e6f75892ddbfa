import type { Code, Construct, State, TokenizeContext } from 'micromark-util-types';
import { canOpen, isBlank, isWordy } from './flanking.js';
import { isSign } from './limits.js';
import { BAR } from './spoiler.js';

const BACKSLASH = 92;
const COLON = 58;
const PAIRED = '*_~';
/** What a backslash protects from meaning anything even where it stays itself. */
const PROTECTED = '*_~[]<\\';
/** What begins a block where it begins a line. */
const LINE_START = '#>+-|=';

/** The signs that were kept from opening something, by the text in which they stand: only those may be kept from closing. */
const opened = new WeakMap<TokenizeContext, Set<number>>();

/**
 * Markdown's escapes, but only those that keep a sign from formatting: `\*not this\*`, `\# 1`, `1\. May`. In a chat most
 * backslashes are none: `¯\_(ツ)_/¯`, `\\server\share\_docs`, `\d+\.\d`.
 */
export const escape: Construct = {
  name: 'chat:escape',
  tokenize(effects, ok, nok) {
    const before = this.previous;
    let sign: Code = null;
    const atSign: State = (code) => {
      if (code === null || !isSign(code)) return nok(code);
      sign = code;
      effects.enter('characterEscapeValue');
      effects.consume(code);
      effects.exit('characterEscapeValue');
      effects.exit('characterEscape');
      return afterSign;
    };
    const afterSign: State = (code) => (sign !== null && escapes(this, before, sign, code) ? ok(code) : nok(code));
    return (code) => {
      effects.enter('characterEscape');
      effects.enter('escapeMarker');
      effects.consume(code);
      effects.exit('escapeMarker');
      return atSign;
    };
  },
};

/** A backslash that stays, and the sign behind it, which formats nothing. */
export const keptBackslash: Construct = {
  name: 'chat:keptBackslash',
  tokenize(effects, ok, nok) {
    const atSign: State = (code) => {
      if (code === null || code < 0 || !PROTECTED.includes(String.fromCharCode(code))) return nok(code);
      effects.consume(code);
      effects.exit('data');
      return ok;
    };
    return (code) => {
      effects.enter('data');
      effects.consume(code);
      return atSign;
    };
  },
};

function escapes(context: TokenizeContext, before: Code, sign: number, after: Code): boolean {
  const character = String.fromCharCode(sign);
  if (character === '`') return true;
  if (PAIRED.includes(character))
    return escapesOpener(context, before, sign, after) || escapesCloser(context, sign, before);
  if (character === '.' || character === ')') return isDigit(before) && isBlank(after);
  if (sign === BAR && after === BAR) return !isWordy(before);
  return LINE_START.includes(character) && (before === null || before < 0);
}

/** Without the backslash it would open something, and a letter or another mark follows; but `C:\_old` is a path. */
function escapesOpener(context: TokenizeContext, before: Code, sign: number, after: Code): boolean {
  if (before === COLON || !canOpen(before, after) || !isLetterOrMark(after)) return false;
  opened.set(context, (opened.get(context) ?? new Set()).add(sign));
  return true;
}

function escapesCloser(context: TokenizeContext, sign: number, before: Code): boolean {
  return opened.get(context)?.has(sign) === true && !isBlank(before) && before !== BACKSLASH;
}

function isLetterOrMark(code: Code): boolean {
  if (code === null || code < 0) return false;
  return /[\p{L}\p{N}*_~\\]/u.test(String.fromCharCode(code));
}

function isDigit(code: Code): boolean {
  return code !== null && code > 47 && code < 58;
}
