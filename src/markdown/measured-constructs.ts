import { parse } from 'micromark';
import type { Construct, ConstructRecord, Extension, State, Tokenizer } from 'micromark-util-types';
import { priceOf, Work } from './work.js';

/** What it costs to go on reading where no construct was found is no construct's, so that these are never refused. */
const ALWAYS: ReadonlySet<string> = new Set(['chat:lineEnding']);

// A parse runs in one go, so that there is one at a time.
let work = new Work('');

/** Runs one parse of `source`; answers with what it gives and with the steps that it took. */
export function measure<Result>(
  source: string,
  run: () => Result,
): { readonly result: Result; readonly steps: number } {
  work = new Work(source);
  return { result: run(), steps: work.steps };
}

/** The text that is being parsed, as the parser counts its characters. */
export function sourceOfParse(): string {
  return work.source;
}

/** Counts what a construct did that the characters it found do not show. */
export function spend(steps: number): void {
  work.steps += steps;
}

/**
 * An extension for micromark that makes its constructs, and those of the given extensions, count what they cost. Once the
 * budget of a parse is spent they find nothing more: what follows is read as plain text, which takes linear time.
 */
export function measuredConstructs(extensions: readonly Extension[]): Extension[] {
  const { constructs } = parse({ extensions: [...extensions] });
  const off = constructs.disable.null ?? [];
  const { contentInitial, string, text } = constructs;
  // Those of blocks stay what they are, because they call each other: their cost grows with the number of lines, except
  // that of containers.
  const blocks = extensions.map((extension) => ({ ...extension, contentInitial: {}, string: {}, text: {} }));
  return [
    ...blocks,
    {
      document: mapRecord(constructs.document, () => [containerGuard]),
      contentInitial: measuredRecord(contentInitial, off),
      string: measuredRecord(string, off),
      text: measuredRecord(text, off),
      disable: { null: [contentInitial, string, text].flatMap(namesIn) },
    },
  ];
}

function measuredRecord(record: ConstructRecord, off: readonly string[]): ConstructRecord {
  const isEnabled = ({ name }: Construct): boolean => name === undefined || !off.includes(name);
  return mapRecord(record, (constructs) => constructs.filter(isEnabled).map(measured));
}

function mapRecord(record: ConstructRecord, change: (constructs: Construct[]) => Construct[]): ConstructRecord {
  const changed = Object.entries(record).map(([code, value]) => [code, change([value ?? []].flat())] as const);
  return Object.fromEntries(changed);
}

function namesIn(record: ConstructRecord): string[] {
  const constructs = Object.values(record).flatMap((value) => value ?? []);
  return constructs.flatMap(({ name }) => name ?? []);
}

/** A copy under another name, because the original is switched off by its own. */
function measured(construct: Construct): Construct {
  const { name = '', previous } = construct;
  const copy: Construct = { ...construct, name: `measured:${name}`, tokenize: measuredTokenizer(construct) };
  if (!previous || ALWAYS.has(name)) return copy;
  const isAddress = name === 'mailLink';
  return {
    ...copy,
    previous(code) {
      return !work.isSpent && (!isAddress || work.mayHaveAddress) && previous.call(this, code);
    },
  };
}

function measuredTokenizer(construct: Construct): Tokenizer {
  const price = priceOf(construct);
  const isRefusable = !ALWAYS.has(construct.name ?? '');
  return function (effects, ok, nok) {
    if (isRefusable && work.isSpent) return nok;
    const start = this.now().offset;
    const spending =
      (next: State, isFound: boolean): State =>
      (code) => {
        work.steps += this.now().offset - start + price(this, work, isFound);
        return next(code);
      };
    return construct.tokenize.call(this, effects, spending(ok, true), spending(nok, false));
  };
}

/** Finds nothing; counts how often containers are looked for, and switches them off when the budget is spent. */
const containerGuard: Construct = {
  name: 'containerGuard',
  tokenize(_effects, _ok, nok) {
    work.spendOnContainer(this.now().line);
    const off = this.parser.constructs.disable.null;
    if (work.isSpent && off && !off.includes('list')) off.push('list', 'blockQuote');
    return nok;
  },
};
