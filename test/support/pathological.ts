import fc from 'fast-check';

/** As long as a text may be that must not hold the page. */
export const PATHOLOGICAL_LENGTH = 20_000;

const SIGNS = Array.from('*_~`[]()!<>&|\\#+-=:@./"\'^');
const BLANKS = [' ', ' ', ' ', '\n', '\n', '\n\n', '  \n', '    ', '\t', '\r\n'];
const WORDS = ['a', 'ab', 'a ', 'é', '1', 'س', '😀', '\u0301', '\u200d', '\u202e', '\u2067', '\u2069', '☎\ufe0f'];
/** Words that no blank divides, scripts that few fonts have. */
const SCRIPTS = ['ภาษาไทย', 'ພາສາລາວ', 'ភាសាខ្មែរ', 'မြန်မာ', 'हिन्दी', 'བོད་', '漢字かな', '한국어', 'ሀማ', 'ꀀꔀᎠ'];
const PIECES = [
  ...[
    '- ',
    '> ',
    '1. ',
    '**',
    '~~',
    '||',
    '||a||',
    ' ||a ',
    'a|| ',
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
  .array(fc.constantFrom(...SIGNS, ...BLANKS, ...WORDS, ...SCRIPTS, ...PIECES), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const repeated = fc
  .tuple(unit, fc.constantFrom(1, 1, 10, 100, 1_000, PATHOLOGICAL_LENGTH))
  .map(([text, count]) => text.repeat(Math.min(count, Math.ceil(PATHOLOGICAL_LENGTH / text.length))));

/** Characters of all scripts, hardly one of them twice. */
const many = fc
  .array(fc.integer({ min: 0xa0, max: 0xd7ff }), { minLength: 100, maxLength: 2_000 })
  .map((codes) => String.fromCharCode(...codes));

/** Texts of at most 20,000 characters that repeat syntax, or scripts, as nobody would write them but for their cost. */
export const pathological = fc
  .array(fc.oneof({ arbitrary: repeated, weight: 9 }, many), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('').slice(0, PATHOLOGICAL_LENGTH));
