import { languageNamed, loadLanguage } from './languages.js';
import { Painting } from './paint.js';
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

/** What was read of a text whose block may come back: rows come and go. By what the text belongs to. */
const read = new WeakMap<object, Token[][]>();

/** The colours of one block of code, for as long as it is in view. */
export class Colouring {
  readonly #owner: object;
  readonly #text: Text;
  #painting: Painting | undefined;
  #slices: Iterator<readonly Token[], void> | undefined;
  #tokens: Token[][] = [];

  /** @param owner what the text belongs to, kept as long as the message is */
  constructor(owner: object, text: Text) {
    this.#owner = owner;
    this.#text = text;
  }

  /** Colours the text, if its language is known and arrives. */
  async show(languageWord: string | null | undefined): Promise<void> {
    if (this.#painting) return;
    const painting = (this.#painting = new Painting(this.#text));
    const known = read.get(this.#owner);
    if (known) {
      for (const tokens of known) painting.add(tokens);
      return;
    }
    const name = languageNamed(languageWord);
    const language = name && (await loadLanguage(name));
    // It went out of view meanwhile; when it comes back, it asks again.
    if (!language || this.#painting !== painting) return;
    this.#slices = tokenSlices(this.#text.data, language);
    waiting.push(this);
    frame ||= requestAnimationFrame(readNext);
  }

  hide(): void {
    this.#painting?.remove();
    this.#painting = undefined;
    this.#slices = undefined;
    this.#tokens = [];
    const index = waiting.indexOf(this);
    if (index >= 0) waiting.splice(index, 1);
  }

  /** @returns whether there is more */
  readSlice(): boolean {
    const next = this.#slices?.next();
    if (!next || next.done) {
      if (next?.done) read.set(this.#owner, this.#tokens);
      return false;
    }
    const tokens = [...next.value];
    this.#tokens.push(tokens);
    this.#painting?.add(tokens);
    return true;
  }
}
