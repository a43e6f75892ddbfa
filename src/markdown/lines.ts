import type { Construct } from 'micromark-util-types';

/** The blanks from which on CommonMark sees code. */
const DEEP = 4;

/** A line's end in a paragraph. The blanks of the next line, which CommonMark drops, stay. */
export const lineEnd: Construct = {
  name: 'chat:lineEnding',
  tokenize(effects, ok) {
    return (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return ok;
    };
  },
};

/**
 * Ends a paragraph before a line that is outside its container: an answer on the line after a `>` line is not quoted, and
 * what follows a list's last item is not part of it. (CommonMark calls such lines lazy.) Nothing is consumed: that it is
 * found makes an interruption.
 */
export const outsideLine: Construct = {
  name: 'chat:outsideLine',
  tokenize(_effects, ok, nok) {
    return (code) => (this.interrupt && this.parser.lazy[this.now().line] ? ok(code) : nok(code));
  },
};

/** A construct of blocks that is none in a line of code: `    # comment` is no heading. */
export function notDeep(construct: Construct): Construct {
  return {
    ...construct,
    name: `chat:${construct.name ?? ''}`,
    tokenize(effects, ok, nok) {
      const [, prefix, context] = this.events.at(-1) ?? [];
      const isDeep = prefix?.type === 'linePrefix' && (context?.sliceSerialize(prefix, true).length ?? 0) >= DEEP;
      return isDeep ? nok : construct.tokenize.call(this, effects, ok, nok);
    },
  };
}
