import type { Construct, Token, TokenizeContext } from 'micromark-util-types';

/**
 * Steps that one parse may spend beyond what the length of its text explains (see limits.ts): on looking back over what
 * it has found, on reading the same characters again, on containers within containers. A step takes some nanoseconds.
 */
export const MAX_STEPS = 500_000;

/** Characters that CommonMark allows between `[` and `]` of a reference. */
const LONGEST_LABEL = 999;

/** What an attempt at a construct costs beside the characters that it reads. */
export type Price = (context: TokenizeContext, work: Work, isFound: boolean) => number;

/** What one parse has spent. It counts steps and not time, so that a text looks the same on every device. */
export class Work {
  steps = 0;
  readonly source: string;
  /** Without an `@` no word begins an address, so that none need be tried as one. */
  readonly mayHaveAddress: boolean;
  #line = 0;
  #containers = 0;
  /** The `[` of each text that may still begin a link, the last one last. */
  readonly #labels = new WeakMap<TokenizeContext, Token[]>();

  /** @param source a byte order mark before it is no part of it for the parser */
  constructor(source: string) {
    this.source = source.replace(/^\ufeff/, '');
    this.mayHaveAddress = source.includes('@');
  }

  get isSpent(): boolean {
    return this.steps > MAX_STEPS;
  }

  /** A container is looked for: each time micromark copies the list of those around it, and later walks through all. */
  spendOnContainer(line: number): void {
    this.#containers = line === this.#line ? this.#containers + 1 : 1;
    this.#line = line;
    this.steps += 8 * this.#containers ** 2;
  }

  /** How many characters may have been read behind a `]` before it showed that they belong to no link. */
  readInVain(offset: number): number {
    const next = this.source.charAt(offset);
    if (next === '[') return LONGEST_LABEL;
    if (next !== '(') return 0;
    const end = this.source.indexOf('\n\n', offset);
    return (end < 0 ? this.source.length : end) - offset;
  }

  addLabel(context: TokenizeContext, label: Token): void {
    const labels = this.#labels.get(context);
    if (labels) labels.push(label);
    else this.#labels.set(context, [label]);
  }

  dropLabel(context: TokenizeContext): void {
    this.#labels.get(context)?.pop();
  }

  /** The last `[` that may begin a link, unless its `]` has come. */
  openLabel(context: TokenizeContext): Token | undefined {
    const labels = this.#labels.get(context);
    while (labels?.at(-1)?._balanced) labels.pop();
    return labels?.at(-1);
  }
}

/** What is found is put into its place by a move of the events behind it. */
const priceOfSpan: Price = ({ events }, _work, isFound) => (isFound ? events.length >> 3 : 1);

/** Micromark compares each closing mark with all events before it, and again for each pair of marks around it. */
const priceOfMark: Price = ({ events }) => events.length * 2;

const priceOfLabelStart: Price = (context, work, isFound) => {
  const label = context.events.at(-1)?.[1];
  if (isFound && label) work.addLabel(context, label);
  return priceOfSpan(context, work, isFound);
};

/** What stands between `[` and `]` is read again; where it is no link, so is what might have been its address. */
const priceOfLabelEnd: Price = (context, work, isFound) => {
  const label = work.openLabel(context);
  const { offset } = context.now();
  const size = label ? offset - label.end.offset : 0;
  if (!isFound) return size + 2 * work.readInVain(offset);
  work.dropLabel(context);
  return size + (context.events.length >> 1);
};

const PRICES: Readonly<Record<string, Price>> = {
  'chat:attention': priceOfMark,
  'chat:strikethrough': priceOfMark,
  'chat:spoiler': priceOfMark,
  labelStartImage: priceOfLabelStart,
  labelStartLink: priceOfLabelStart,
  labelEnd: priceOfLabelEnd,
  'chat:lineEnding': () => 1,
};

export function priceOf({ name = '' }: Construct): Price {
  return PRICES[name] ?? priceOfSpan;
}
