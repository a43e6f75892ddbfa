import {
  RefusedError,
  type Microphone,
  type MicrophoneEvents,
  type OpenMicrophone,
  type Refusal,
} from './microphone.js';

/** What a recording may be, the best first: AAC is heard by every browser, Opus in WebM not by older ones of Apple. */
const TYPES = [
  'audio/mp4;codecs=mp4a.40.2',
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/mp4',
  'audio/webm',
];
/** Bits a second: speech is clear, and ten minutes are less than 3 MB. */
const RATE = 32_000;
/** Milliseconds between two pieces. */
const PIECE = 1_000;

const REFUSALS: Readonly<Record<string, Refusal>> = {
  NotAllowedError: 'blocked',
  SecurityError: 'blocked',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** The microphone of a page. */
export const browserMicrophone: Microphone = {
  async open(events) {
    let stream: MediaStream | undefined;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      return openMicrophone(stream, events);
    } catch (error) {
      stopTracks(stream);
      throw new RefusedError(REFUSALS[error instanceof DOMException ? error.name : ''] ?? 'failed', { cause: error });
    }
  },
};

function openMicrophone(stream: MediaStream, { onBytes, onEnded }: MicrophoneEvents): OpenMicrophone {
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { ...(mimeType && { mimeType }), audioBitsPerSecond: RATE });
  const pieces: Blob[] = [];
  const meter = meterOf(stream);
  const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve()));
  recorder.addEventListener('dataavailable', ({ data }) => {
    pieces.push(data);
    onBytes(pieces.reduce((sum, { size }) => sum + size, 0));
  });
  recorder.addEventListener('error', onEnded);
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnded);
  const recorded = (): Blob =>
    new Blob(pieces, { type: (recorder.mimeType || mimeType || 'audio/webm').split(';')[0] ?? '' });
  const mute = (isMuted: boolean): void => stream.getTracks().forEach((track) => (track.enabled = !isMuted));
  recorder.start(PIECE);
  return {
    pause() {
      // The piece that was begun comes now: a pause may be long.
      recorder.requestData();
      recorder.pause();
      mute(true);
    },
    resume() {
      mute(false);
      recorder.resume();
    },
    level: () => meter.level(),
    recorded,
    async stop() {
      // Without its microphone it has stopped by itself.
      if (recorder.state !== 'inactive') recorder.stop();
      await stopped;
      return recorded();
    },
    close() {
      stopTracks(stream);
      meter.close();
    },
  };
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Says how loud a microphone is. Without Web Audio, it says that it is still. */
function meterOf(stream: MediaStream): { readonly level: () => number; readonly close: () => void } {
  try {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1_024 });
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const level = (): number => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
    return { level, close: () => void context.close() };
  } catch {
    return { level: () => 0, close: () => undefined };
  }
}
