import type { ShownCode } from '../../../markdown/context.js';
import { languageNamed, loadLanguage } from './languages.js';
import { PaintedPart, partsOf } from './painted-part.js';
import { tokenSlices, type Token } from './tokens.js';

/** Blocks that are being read, of all messages in sight: in a frame one slice of one of them. */
const waiting: Colouring[] = [];
let frame = 0;

function readNext(): void {
  frame = 0;
  const next = waiting.shift();
  if (next?.readSlice()) waiting.push(next);
  if (waiting.length > 0) frame = requestAnimationFrame(readNext);
}

/** What was read of code whose block may come back: rows come and go. It is kept as long as the message is. */
const read = new WeakMap<ShownCode, readonly Token[]>();

/** The colours of one block of code, for as long as it is in view. */
export class Colouring {
  readonly #code: ShownCode;
  readonly #element: Element;
  /** Another one each time that it is shown. */
  #shown: object | undefined;
  #parts: readonly PaintedPart[] | undefined;
  #slices: Iterator<readonly Token[], void> | undefined;
  #tokens: Token[] = [];

  /** @param element what it is drawn in, perhaps part by part */
  constructor(code: ShownCode, element: Element) {
    this.#code = code;
    this.#element = element;
  }

  /** Colours it, if its language is known and arrives. */
  async show(): Promise<void> {
    if (this.#shown) return;
    const shown = (this.#shown = {});
    const known = read.get(this.#code);
    if (known) {
      this.#tokens = [...known];
      if (!this.#findParts()) this.#wait();
      return;
    }
    const name = languageNamed(this.#code.lang);
    const language = name && (await loadLanguage(name));
    // It went out of view meanwhile; when it comes back, another one asks again.
    if (!language || this.#shown !== shown) return;
    this.#slices = tokenSlices(this.#code.value, language);
    this.#wait();
  }

  hide(): void {
    this.#shown = undefined;
    for (const part of this.#parts ?? []) part.remove();
    this.#parts = undefined;
    this.#slices = undefined;
    this.#tokens = [];
    const index = waiting.indexOf(this);
    if (index >= 0) waiting.splice(index, 1);
  }

  /** @returns whether there is more, or not all of the text yet */
  readSlice(): boolean {
    if (!this.#parts && !this.#findParts()) return true;
    const next = this.#slices?.next();
    if (!next || next.done) {
      if (next?.done) read.set(this.#code, this.#tokens);
      return false;
    }
    this.#tokens.push(...next.value);
    for (const part of this.#parts ?? []) part.add(next.value);
    return true;
  }

  #wait(): void {
    waiting.push(this);
    frame ||= requestAnimationFrame(readNext);
  }

  /** @returns whether the text is there as a whole */
  #findParts(): boolean {
    const parts = partsOf(this.#element);
    if ((parts.at(-1)?.end ?? 0) < this.#code.value.length) return false;
    this.#parts = parts.map(({ text, start }) => new PaintedPart(text, start));
    // One of one is in view, where the block is.
    for (const part of this.#parts) part.show(this.#tokens, parts.length > 1);
    return true;
  }
}
