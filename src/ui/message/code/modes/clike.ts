// The languages with braces that are asked for: the others of this mode are left out by the bundler.
import { c, clike, cpp, csharp, java, kotlin } from '@codemirror/legacy-modes/mode/clike';
import type { StringStream } from '@codemirror/streamparser';

export { c, cpp, csharp, java, kotlin };

const words = (list: string): Record<string, true> => Object.fromEntries(list.split(' ').map((word) => [word, true]));

/** PHP as one pastes it, with or without `<?php`; HTML around it is read as PHP, too. */
export const php = clike({
  name: 'php',
  keywords: words(
    'abstract and array as break callable case catch class clone const continue declare default die do echo else elseif ' +
      'empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends final finally fn for foreach ' +
      'function global goto if implements include include_once instanceof insteadof interface isset list match namespace ' +
      'new or print private protected public readonly require require_once return static switch throw trait try unset use ' +
      'var while xor yield',
  ),
  types: words('bool false float int iterable mixed never null object parent self string true void'),
  atoms: words('true false null TRUE FALSE NULL __CLASS__ __DIR__ __FILE__ __FUNCTION__ __LINE__ __METHOD__'),
  blockKeywords: words('catch do else elseif for foreach if switch try while finally'),
  multiLineStrings: true,
  hooks: {
    $: (stream: StringStream) => {
      stream.eatWhile(/\w/);
      return 'variableName.special';
    },
    '#': (stream: StringStream) => {
      // An attribute: `#[Route('/')]`.
      if (stream.eat('[')) return 'meta';
      stream.skipToEnd();
      return 'comment';
    },
    '<': (stream: StringStream) => (stream.match(/^\?(?:php|=)?/) ? 'meta' : false),
    '?': (stream: StringStream) => (stream.eat('>') ? 'meta' : false),
  },
});
