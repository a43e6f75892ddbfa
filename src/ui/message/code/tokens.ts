import { StringStream } from '@codemirror/streamparser';
import type { Language } from './languages.js';

/** What is coloured alike. */
export type Kind = 'comment' | 'keyword' | 'string' | 'number' | 'type' | 'name' | 'meta' | 'inserted' | 'deleted';

/** A part of a text that has a colour. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: Kind;
}

/** Characters of a block that are coloured; what follows stays plain. */
export const MAX_CODE = 60_000;
/** Characters of a line that are read: no person's line is as long. */
const MAX_LINE = 300;
/** Characters that are read in one go, in a frame: some two milliseconds' worth. */
const SLICE = 2_500;
/** What a line costs beside its characters. */
const LINE = 40;

/** What ends a line for the languages' expressions, in which `.` is none of it, and not for us. */
const OTHER_ENDS = /[\r\u2028\u2029]/g;
/** Questions that a language may ask about a line: many about each character. */
const MAX_QUESTIONS = 20_000;

/** The names that languages give their tokens. Operators, brackets and ordinary names stay plain. */
const WORDS: Readonly<Record<Kind, string>> = {
  comment: 'comment lineComment blockComment docComment quote',
  keyword: 'keyword modifier controlKeyword operatorKeyword definitionKeyword moduleKeyword self unit important',
  string: 'string character regexp url link escape',
  number: 'number integer float atom bool null literal color',
  type: 'type typeName className tag tagName namespace builtin standard heading header',
  name: 'strong def definition property propertyName attribute attributeName labelName macroName special',
  meta: 'meta annotation processingInstruction documentMeta',
  inserted: 'inserted positive',
  deleted: 'deleted negative',
};
const KIND_OF = new Map(
  (Object.keys(WORDS) as Kind[]).flatMap((kind) => WORDS[kind].split(' ').map((word) => [word, kind] as const)),
);

/**
 * The tokens of a text, slice by slice, so that whoever colours it can pause between them. Each line is read once and by
 * itself, which takes linear time whatever is in it.
 */
export function* tokenSlices(text: string, language: Language): Generator<readonly Token[], void> {
  const state = language.startState?.(2) ?? {};
  let tokens: Token[] = [];
  let left = SLICE;
  let start = 0;
  for (const line of text.slice(0, MAX_CODE).split('\n')) {
    if (!readLine(line.slice(0, MAX_LINE).replace(OTHER_ENDS, ' '), start, language, state, tokens)) break;
    start += line.length + 1;
    left -= LINE + Math.min(line.length, MAX_LINE);
    if (left > 0) continue;
    yield tokens;
    [tokens, left] = [[], SLICE];
  }
  yield tokens;
}

/**
 * A line that a language reads. Some go round in circles where a text is not what they expect, and a text is whatever
 * somebody sends: the page of who reads it must not stand still.
 */
class Line extends StringStream {
  #questions = 0;

  override match(...args: Parameters<StringStream['match']>): ReturnType<StringStream['match']> {
    this.#count();
    return super.match(...args);
  }

  override eol(): boolean {
    this.#count();
    return super.eol();
  }

  override peek(): ReturnType<StringStream['peek']> {
    this.#count();
    return super.peek();
  }

  override next(): ReturnType<StringStream['next']> {
    this.#count();
    return super.next();
  }

  override eat(...args: Parameters<StringStream['eat']>): ReturnType<StringStream['eat']> {
    this.#count();
    return super.eat(...args);
  }

  #count(): void {
    this.#questions += 1;
    if (this.#questions > MAX_QUESTIONS) throw new GoesRound();
  }
}

class GoesRound extends Error {}

/** @returns false where the language cannot read on: what follows stays plain */
function readLine(line: string, offset: number, language: Language, state: unknown, tokens: Token[]): boolean {
  try {
    readTokens(line, offset, language, state, tokens);
    return true;
  } catch (error) {
    if (error instanceof GoesRound) return false;
    throw error;
  }
}

function readTokens(line: string, offset: number, language: Language, state: unknown, tokens: Token[]): void {
  if (line === '') {
    language.blankLine?.(state, 2);
    return;
  }
  const stream = new Line(line, 4, 2);
  while (!stream.eol()) {
    const kind = kindOf(readToken(stream, language, state));
    const last = tokens.at(-1);
    const [start, end] = [offset + stream.start, offset + stream.pos];
    // Fewer and longer parts are cheaper to draw.
    if (kind && last?.kind === kind && last.end === start) tokens[tokens.length - 1] = { ...last, end };
    else if (kind && end > start) tokens.push({ start, end, kind });
    stream.start = stream.pos;
  }
}

/** A language may answer without having read anything, if its state is another then; but not for ever. */
function readToken(stream: StringStream, language: Language, state: unknown): string | null {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const style = language.token(stream, state);
    if (stream.pos > stream.start) return style;
  }
  stream.next();
  return null;
}

/** The kind of a token by its names, of which the last says most: `def`, `variableName.definition`, `string property`. */
function kindOf(style: string | null): Kind | undefined {
  const kinds = (style ?? '').split(' ').map((name) => {
    const [first = '', ...modifiers] = name.split('.');
    return KIND_OF.get(first) ?? modifiers.map((word) => KIND_OF.get(word)).find((kind) => kind !== undefined);
  });
  return kinds.findLast((kind) => kind !== undefined);
}
