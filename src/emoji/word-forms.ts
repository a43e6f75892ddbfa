/**
 * Words that tell no emoji from another, in all languages of the data: they are typed with what is meant ("thank you", "je
 * t'aime") and stand in no keyword. Folded, as searches are.
 */
const FUNCTION_WORDS = new Set(
  [
    'a an and at by for from i im in is it its me my of or our so that the this to very was we with you your much lot lots',
    'au aux avec ce c d de des du elle en est et il j je l la le les ma mes moi mon n nous ou par pour qu que sa se ses son',
    'sur t ta te tes toi ton tres tu un une vos votre vous y beaucoup trop',
  ].flatMap((line) => line.split(' ')),
);

/** Endings of plurals and feminines beside a mere `s` or `x`, and what stands in their place; English and French. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?<=ch|sh|s|x|z|o)es$/, ''],
  [/ies$/, 'y'],
  [/ves$/, 'f'],
  [/ves$/, 'fe'],
  [/aux$/, 'al'],
  [/aux$/, 'ail'],
  [/(?<=.{4})es?$/, ''],
  [/([nlt])\1es?$/, '$1'],
  [/ves?$/, 'f'],
  [/euses?$/, 'eux'],
  [/eres?$/, 'er'],
  [/y$/, 'ies'],
];

const IRREGULAR: Readonly<Record<string, string>> = {
  children: 'child',
  feet: 'foot',
  geese: 'goose',
  men: 'man',
  mice: 'mouse',
  oxen: 'ox',
  teeth: 'tooth',
  women: 'woman',
  yeux: 'oeil',
  ciels: 'ciel',
  cieux: 'ciel',
};

/** Shorter words have no endings: `bus`, `as`, `yes`. */
const SHORTEST = 4;

/** The words that count: all of them where nothing else is left. */
export function contentWords(words: readonly string[]): readonly string[] {
  const content = words.filter((word) => !FUNCTION_WORDS.has(word));
  return content.length > 0 ? content : words;
}

/** What a word is the plural of, if it is one: `hearts`, `cheveux`. */
export function singular(word: string): string | undefined {
  return word.length >= SHORTEST && /[sx]$/.test(word) ? word.slice(0, -1) : undefined;
}

/** What a word may be another form of: `berries` of `berry`, `chevaux` of `cheval`, `allemande` of `allemand`. */
export function otherForms(word: string): readonly string[] {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return [irregular];
  if (word.length < SHORTEST) return [];
  const forms = ENDINGS.filter(([ending]) => ending.test(word)).map(([ending, by]) => word.replace(ending, by));
  return [...new Set(forms)];
}
