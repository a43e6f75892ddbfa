import fc from 'fast-check';

/** As long as a text may be that must not hold the page. */
export const PATHOLOGICAL_LENGTH = 20_000;

const SIGNS = Array.from('*_~`[]()!<>&|\\#+-=:@./"\'^');
const BLANKS = [' ', ' ', ' ', '\n', '\n', '\n\n', '  \n', '    ', '\t', '\r\n'];
const WORDS = ['a', 'ab', 'a ', 'é', '1', 'س', '😀', '\u0301', '\u200d', '\u202e'];
const PIECES = [
  ...[
    '- ',
    '> ',
    '1. ',
    '**',
    '~~',
    '](',
    '![',
    '```',
    '*a*',
    '\\*',
    '[a](b)',
    '- [ ] ',
    '# ',
    '|-|',
    '|a|b|\n|-|-|\n',
  ],
  ...[
    '&amp;',
    '&#65;',
    'http://a.b',
    'www.a.b',
    'a@b.c',
    '[a]: b\n',
    '<a:b>',
    ':smile:',
    '[a](b "',
    '![a](http://b.c/d)',
  ],
];

const unit = fc
  .array(fc.constantFrom(...SIGNS, ...BLANKS, ...WORDS, ...PIECES), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const repeated = fc
  .tuple(unit, fc.constantFrom(1, 1, 10, 100, 1_000, PATHOLOGICAL_LENGTH))
  .map(([text, count]) => text.repeat(Math.min(count, Math.ceil(PATHOLOGICAL_LENGTH / text.length))));

/** Texts of at most 20,000 characters that repeat Markdown's syntax, as nobody would write it but for its cost. */
export const pathological = fc
  .array(repeated, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('').slice(0, PATHOLOGICAL_LENGTH));
