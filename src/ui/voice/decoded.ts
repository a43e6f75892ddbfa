/** Bars of a wave form. */
export const BARS = 44;
/** Samples that are looked at for each: more say the same. */
const LOOKS = 2_000;

/** What a wave form is drawn from. */
export interface Shape {
  readonly seconds: number;
  /** How loud it is, from 0 to 1, in `BARS` parts. */
  readonly peaks: readonly number[];
}

/** Reads a recording, in one channel. @param rate samples a second @throws where the browser cannot */
export function decode(bytes: ArrayBuffer, rate: number): Promise<AudioBuffer> {
  return new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes);
}

export function shapeOf(buffer: AudioBuffer): Shape {
  return { seconds: buffer.duration, peaks: peaksOf(buffer.getChannelData(0), BARS) };
}

/** The loudest of each part, against the loudest of all: who speaks softly is seen, too. */
export function peaksOf(samples: ArrayLike<number>, bars: number): readonly number[] {
  const peaks = Array.from({ length: bars }, (_, bar) => {
    const [from, to] = [bar, bar + 1].map((at) => Math.floor((at * samples.length) / bars)) as [number, number];
    const step = Math.max(1, Math.floor((to - from) / LOOKS));
    let most = 0;
    for (let at = from; at < to; at += step) most = Math.max(most, Math.abs(samples[at] ?? 0));
    return most;
  });
  // Where nobody speaks, noise is no speech.
  const loudest = Math.max(0.02, ...peaks);
  return peaks.map((peak) => peak / loudest);
}
