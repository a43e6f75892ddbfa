// What it costs a browser to lay a text out. Some scripts take tens of times as long as Latin: line breaks are found by a
// dictionary (Thai), fonts are searched for each new character, the direction changes from letter to letter. In
// microseconds, measured in Chromium on one core of a small server; docs/decisions/markdown-parser.md has the figures.

/** What may be laid out in one go, and is drawn in one frame. */
export const MAX_COST = 16_000;
/** A row or a block, as Markdown may make of a line. */
const LINE = 65;
/** Each sign of ASCII may be syntax and make an element. */
const SIGN = 8;
/** A letter or digit before the scripts of India, reading it included. */
const LETTER = 2;
const IDEOGRAPH = 5;
/** Half of a character beyond the first 65,536, of which most are emoji. */
const SURROGATE = 8;
const OTHER = 10;
/** For a character that is new, and for the first of a script (a block of 128), the browser searches fonts. */
const NEW = 30;
const NEW_SCRIPT = 2_000;
const TURN = 20;

const LINE_BREAK = 10;
const FIRST_RIGHT_TO_LEFT = 0x590;
const FIRST_INDIC = 0x900;

/** The cost of a text up to each of its characters: what is between two of them costs the difference. */
export type Costs = Float64Array;

export function costsOf(text: string): Costs {
  const costs = new Float64Array(text.length + 1);
  const meter = new Meter();
  for (let index = 0; index < text.length; index += 1)
    costs[index + 1] = (costs[index] ?? 0) + meter.costOf(text, index);
  return costs;
}

export function totalOf(costs: Costs): number {
  return costs.at(-1) ?? 0;
}

class Meter {
  readonly #seen = new Set<number>();
  readonly #scripts = new Set<number>();
  /** Whether the last letter was of a script from right to left. */
  #wasRightToLeft = false;

  costOf(text: string, index: number): number {
    const code = text.charCodeAt(index);
    if (code === LINE_BREAK) return LINE;
    if (code < 128) return isAlphanumeric(code) ? LETTER + this.#turn(false) : costOfSign(code);
    const own = costOfLetter(code);
    return own + this.#turn(isRightToLeft(code)) + this.#font(own, text.codePointAt(index) ?? code);
  }

  #turn(isRightToLeft: boolean): number {
    if (isRightToLeft === this.#wasRightToLeft) return 0;
    this.#wasRightToLeft = isRightToLeft;
    return TURN;
  }

  #font(own: number, character: number): number {
    if (own === IDEOGRAPH || !isNew(this.#seen, character)) return 0;
    return NEW + (isNew(this.#scripts, character >> 7) ? NEW_SCRIPT : 0);
  }
}

function isNew(seen: Set<number>, value: number): boolean {
  const before = seen.size;
  return seen.add(value).size > before;
}

// By comparisons, because each character of a text passes here; a regular expression takes ten times as long.

function isAlphanumeric(code: number): boolean {
  return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
}

function costOfSign(code: number): number {
  return code > 32 ? SIGN : LETTER;
}

function isRightToLeft(code: number): boolean {
  if (code < FIRST_INDIC) return code >= FIRST_RIGHT_TO_LEFT;
  return (code > 0xfb1c && code < 0xfe00) || (code > 0xfe6f && code < 0xfeff);
}

function costOfLetter(code: number): number {
  if (code < FIRST_INDIC || isRightToLeft(code)) return LETTER;
  if (isIdeograph(code)) return IDEOGRAPH;
  return code > 0xd7ff && code < 0xe000 ? SURROGATE : OTHER;
}

/** Of Chinese, Japanese and Korean. */
function isIdeograph(code: number): boolean {
  return (code > 0x2e7f && code < 0xa000) || (code > 0xabff && code < 0xd7a4) || code > 0xfeff;
}
