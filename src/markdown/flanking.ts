import type { Code, Construct } from 'micromark-util-types';

/** Letters of languages that put no blank between words, or none before their endings: emphasis begins and ends anywhere. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** After these a mark is a part of a path, a pattern or a formula. */
const NO_OPENER_AFTER = './\\)]}=<&%$#@^';
const NO_OPENER_BEFORE = ')]},;';

/** Whether a character is part of a word that ends at a blank. */
export function isWordy(code: Code): boolean {
  const character = characterOf(code);
  return WORD.test(character) && !UNSPACED.test(character);
}

/** Whether there is nothing: an end, a line's end, a blank. */
export function isBlank(code: Code): boolean {
  return code === null || code < 0 || /\s/.test(characterOf(code));
}

/** Whether `*`, `_` or `~~` between two characters may open something: not within a word, and before what it is about. */
export function canOpen(before: Code, after: Code): boolean {
  if (isBlank(after) || isWordy(before)) return false;
  return !isOneOf(NO_OPENER_AFTER, before) && !isOneOf(NO_OPENER_BEFORE, after);
}

/** Whether it may close something: after what it is about; within a word only where it is double, as in `**PR**s`. */
export function canClose(before: Code, after: Code, size: number): boolean {
  return !isBlank(before) && (size > 1 || !isWordy(after));
}

/**
 * A construct of marks in pairs that open and close as in a chat. CommonMark's rules know no language without blanks
 * (`**重要：**です` stays as typed there), and make emphasis of `2*pi*5`.
 */
export function withChatFlanking(construct: Construct): Construct {
  return {
    ...construct,
    name: `chat:${construct.name ?? ''}`,
    tokenize(effects, ok, nok) {
      const before = this.previous;
      return construct.tokenize.call(
        this,
        effects,
        (code) => {
          const marks = this.events.at(-1)?.[1];
          if (marks) {
            marks._open = canOpen(before, code);
            marks._close = canClose(before, code, marks.end.offset - marks.start.offset);
          }
          return ok(code);
        },
        nok,
      );
    },
  };
}

/** Nothing for a line's end or a blank that stands for a tab's width. */
export function characterOf(code: Code): string {
  return code === null || code < 0 ? '' : String.fromCharCode(code);
}

function isOneOf(characters: string, code: Code): boolean {
  return code !== null && code > 0 && characters.includes(String.fromCharCode(code));
}
