import { playAlone } from '../shared/one-player.js';

/** Milliseconds between two looks at where it is. */
const LOOK = 200;

/**
 * Plays what is on this device only. Not by a player of the browser: a strict policy forbids these what is at a `blob:` address.
 * It has of an audio element what the voice player needs of one.
 */
export class BufferSound {
  readonly #buffer: AudioBuffer;
  readonly #onChange: () => void;
  #context: AudioContext | undefined;
  #node: AudioBufferSourceNode | undefined;
  #looking: ReturnType<typeof setInterval> | undefined;
  /** Where it was when it was last started, and when that was by the context's clock. */
  #from = 0;
  #since = 0;

  constructor(buffer: AudioBuffer, onChange: () => void) {
    this.#buffer = buffer;
    this.#onChange = onChange;
  }

  get paused(): boolean {
    return this.#node === undefined;
  }

  get duration(): number {
    return this.#buffer.duration;
  }

  get currentTime(): number {
    const gone = this.#node && this.#context ? this.#context.currentTime - this.#since : 0;
    return Math.min(this.duration, this.#from + gone);
  }

  set currentTime(seconds: number) {
    const wasPlaying = !this.paused;
    this.#end();
    this.#from = seconds;
    if (wasPlaying) void this.play();
    else this.#onChange();
  }

  async play(): Promise<void> {
    if (!this.paused) return;
    this.#context ??= new AudioContext();
    const [context, node] = [this.#context, new AudioBufferSourceNode(this.#context, { buffer: this.#buffer })];
    playAlone(this);
    node.connect(context.destination);
    node.addEventListener('ended', () => this.#handleEnded(node));
    this.#node = node;
    this.#since = context.currentTime;
    node.start(0, this.#from);
    this.#looking = setInterval(this.#onChange, LOOK);
    this.#onChange();
    await context.resume();
  }

  pause(): void {
    if (this.paused) return;
    this.#from = this.currentTime;
    this.#end();
    this.#onChange();
  }

  close(): void {
    this.#end();
    void this.#context?.close();
    this.#context = undefined;
  }

  #handleEnded(node: AudioBufferSourceNode): void {
    // Stopped by us, it ends as well.
    if (node !== this.#node) return;
    this.#end();
    this.#from = 0;
    this.#onChange();
  }

  #end(): void {
    const node = this.#node;
    clearInterval(this.#looking);
    this.#node = undefined;
    node?.stop();
    node?.disconnect();
  }
}
