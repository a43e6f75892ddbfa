/** Reads a stream of bytes piece by piece, whatever pieces it comes in. */
export class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);
  #isAtEnd = false;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `count` bytes; fewer only at the end. They are looked at and stay. */
  async peek(count: number): Promise<Buffer> {
    const pieces = [this.#held];
    let length = this.#held.length;
    while (length < count && !this.#isAtEnd) {
      const piece = await this.#pull();
      pieces.push(piece);
      length += piece.length;
    }
    if (pieces.length > 1) this.#held = Buffer.concat(pieces);
    return this.#held.subarray(0, count);
  }

  /** The next `count` bytes; fewer only at the end. */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count);
    this.#held = this.#held.subarray(taken.length);
    return taken;
  }

  /** The next `count` bytes in pieces, so that few are held at a time. */
  async *pass(count: number): AsyncGenerator<Buffer> {
    let left = count;
    while (left > 0) {
      if (this.#held.length === 0) this.#held = Buffer.from(await this.#pull());
      if (this.#isAtEnd && this.#held.length === 0) return;
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }

  /** As `pass`, with another byte in place of each. */
  async *blank(count: number, byte: string | number): AsyncGenerator<Buffer> {
    for await (const piece of this.pass(count)) yield Buffer.alloc(piece.length, byte);
  }

  /** All that is left. */
  rest(): AsyncGenerator<Buffer> {
    return this.pass(Infinity);
  }

  /** Reads what is left and drops it; an end that is none is told to who reads, and not here. */
  async drain(): Promise<void> {
    this.#held = Buffer.alloc(0);
    try {
      while (!this.#isAtEnd) await this.#pull();
    } catch {
      this.#isAtEnd = true;
    }
  }

  async #pull(): Promise<Buffer> {
    const next = await this.#source.next();
    if (!next.done) return next.value;
    this.#isAtEnd = true;
    return Buffer.alloc(0);
  }
}
