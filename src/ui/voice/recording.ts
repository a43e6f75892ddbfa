import { RefusedError, type Microphone, type OpenMicrophone, type Refusal } from './microphone.js';

/** Seconds after which a recording ends. */
export const LONGEST = 600;
/** Seconds after which what there is is kept anew, and the share of its length: each time, all of it is written. */
const KEEP = 3;
const KEEP_SHARE = 0.05;
/** Bytes that must be left below the server's limit: what comes when it is stopped. */
const RESERVE = 64_000;

/** What was recorded, ready to be heard and sent. */
export interface Recorded<Sound> {
  readonly file: Blob;
  readonly seconds: number;
  /** For who listens here; null where the browser cannot read its own recording. */
  readonly sound: Sound | null;
}

export interface RecordingOptions<Sound> {
  readonly microphone: Microphone;
  /** Milliseconds of a clock that is never set. */
  readonly now: () => number;
  /** Bytes of a file at most. */
  readonly maxBytes: number;
  /** Makes a file of what came from the microphone. @param seconds by the clock */
  readonly finish: (blob: Blob, seconds: number) => Promise<Recorded<Sound>>;
  /** Keeps what there is, in case that the page ends before the recording does. */
  readonly keep: (blob: Blob, seconds: number) => void;
  readonly onChange: () => void;
}

/** `limit`: it was long or large enough; `ended`: the microphone is gone. */
type End = 'person' | 'limit' | 'ended';

/**
 * One recording, from the question for the microphone to the file:
 *
 *     asking ──▶ recording ⇄ paused ──▶ stopping ──▶ recorded
 *        └──▶ refused                       └──▶ refused (nothing came)
 *
 * `close` ends it in any state, and lets go of the microphone.
 */
export class Recording<Sound> {
  readonly #options: RecordingOptions<Sound>;
  status: 'asking' | 'recording' | 'paused' | 'stopping' | 'recorded' | 'refused' | 'closed' = 'asking';
  refusal: Refusal | undefined;
  /** Why it was stopped. */
  end: End | undefined;
  recorded: Recorded<Sound> | undefined;
  /** How loud it was, oldest first. */
  readonly levels: number[] = [];
  #open: OpenMicrophone | undefined;
  /** Milliseconds before the last pause, and when it went on. */
  #before = 0;
  #since: number | undefined;
  /** Seconds that are kept. */
  #kept = 0;
  #stopping: Promise<Recorded<Sound> | undefined> | undefined;

  constructor(options: RecordingOptions<Sound>) {
    this.#options = options;
  }

  /** Seconds that were recorded. */
  get seconds(): number {
    const { now } = this.#options;
    return (this.#before + (this.#since === undefined ? 0 : now() - this.#since)) / 1_000;
  }

  /** Whether there is something that would be lost. */
  get hasSound(): boolean {
    return this.status === 'recorded' || this.status === 'stopping' || (this.#open !== undefined && this.seconds > 0);
  }

  async start(): Promise<void> {
    try {
      const open = await this.#options.microphone.open({
        onBytes: (bytes) => this.#handleBytes(bytes),
        onEnded: () => void this.stop('ended'),
      });
      // It was given up while the browser asked.
      if (this.status !== 'asking') open.close();
      else this.#begin(open);
    } catch (error) {
      this.#refuse(error instanceof RefusedError ? error.refusal : 'failed');
    }
  }

  pause(): void {
    if (this.status !== 'recording') return;
    this.#open?.pause();
    this.#halt();
    this.#become('paused');
  }

  resume(): void {
    if (this.status !== 'paused') return;
    this.#open?.resume();
    this.#since = this.#options.now();
    this.#become('recording');
  }

  /** To be called ten times a second, about: hears how loud it is, and stops what has become too long. */
  tick(): void {
    if (this.status !== 'recording') return;
    this.levels.push(this.#open?.level() ?? 0);
    if (this.seconds >= LONGEST) void this.stop('limit');
    else this.#options.onChange();
  }

  /** Ends it and keeps what there is. @returns undefined where there is nothing */
  stop(end: End = 'person'): Promise<Recorded<Sound> | undefined> {
    if (this.status === 'recording' || this.status === 'paused') this.#stopping = this.#finish(end);
    return this.#stopping ?? Promise.resolve(undefined);
  }

  /** Lets go of everything. What was stopped before is still made ready for who waits for it. */
  close(): void {
    this.#letGo();
    this.#halt();
    this.status = 'closed';
  }

  #letGo(): void {
    this.#open?.close();
    this.#open = undefined;
  }

  #begin(open: OpenMicrophone): void {
    this.#open = open;
    this.#since = this.#options.now();
    this.#become('recording');
  }

  #handleBytes(bytes: number): void {
    if (bytes >= this.#options.maxBytes - RESERVE) void this.stop('limit');
    else if (this.status === 'recording' && this.seconds >= LONGEST) void this.stop('limit');
    else if (this.status === 'paused' || this.seconds - this.#kept >= this.#patience) this.keep();
  }

  get #patience(): number {
    return Math.max(KEEP, this.seconds * KEEP_SHARE);
  }

  /** Keeps what there is now. */
  keep(): void {
    if (!this.#open || this.status === 'stopping') return;
    this.#kept = this.seconds;
    this.#options.keep(this.#open.recorded(), this.seconds);
  }

  async #finish(end: End): Promise<Recorded<Sound> | undefined> {
    const { seconds } = this;
    const open = this.#open;
    this.end = end;
    this.#halt();
    this.#become('stopping');
    try {
      const blob = (await open?.stop()) ?? new Blob();
      this.#letGo();
      if (blob.size === 0) throw new RefusedError('failed');
      this.recorded = await this.#options.finish(blob, seconds);
      this.#options.keep(this.recorded.file, this.recorded.seconds);
      this.#become('recorded');
    } catch {
      this.#letGo();
      this.#refuse('failed');
    }
    return this.recorded;
  }

  #halt(): void {
    this.#before = this.seconds * 1_000;
    this.#since = undefined;
  }

  #refuse(refusal: Refusal): void {
    this.refusal = refusal;
    this.#become('refused');
  }

  #become(status: Recording<Sound>['status']): void {
    if (this.status === 'closed') return;
    this.status = status;
    this.#options.onChange();
  }
}
