/** Why nothing can be recorded: not allowed, none there, taken by another program, anything else. */
export type Refusal = 'blocked' | 'missing' | 'busy' | 'failed';

/** What a microphone tells while it is open. */
export interface MicrophoneEvents {
  /** Bytes that were recorded up to now. */
  readonly onBytes: (bytes: number) => void;
  /** It was unplugged, taken away or has failed: nothing more comes. */
  readonly onEnded: () => void;
}

/** A microphone that records. It is closed once, whatever becomes of it. */
export interface OpenMicrophone {
  pause(): void;
  resume(): void;
  /** How loud it is at this moment, from 0 to 1. */
  level(): number;
  /** What has been recorded up to now. */
  recorded(): Blob;
  /** Ends the recording. @returns all of it */
  stop(): Promise<Blob>;
  /** Lets go of the microphone. */
  close(): void;
}

/** Where recordings come from. */
export interface Microphone {
  /** Asks the person for leave where that is needed. @throws RefusedError */
  open(events: MicrophoneEvents): Promise<OpenMicrophone>;
}

export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(`The microphone cannot be used: ${refusal}.`, options);
    this.refusal = refusal;
  }
}
