import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RefusedError, type Microphone, type MicrophoneEvents } from '../../src/ui/voice/microphone.js';
import { LONGEST, Recording, type RecordingOptions } from '../../src/ui/voice/recording.js';

/** A microphone that does what it is told, and writes down what is asked of it. */
class FakeMicrophone implements Microphone {
  readonly calls: string[] = [];
  events: MicrophoneEvents | undefined;
  /** What it has recorded. */
  content = 'words';
  readonly #leave: Promise<unknown>;

  constructor(leave: Promise<unknown> = Promise.resolve()) {
    this.#leave = leave;
  }

  async open(events: MicrophoneEvents): ReturnType<Microphone['open']> {
    this.events = events;
    await this.#leave;
    const write = (call: string): void => void this.calls.push(call);
    return {
      pause: () => write('pause'),
      resume: () => write('resume'),
      level: () => 0.5,
      close: () => write('close'),
      recorded: () => new Blob([this.content]),
      stop: () => {
        write('stop');
        return Promise.resolve(new Blob([this.content]));
      },
    };
  }
}

interface Made {
  readonly recording: Recording<string>;
  readonly microphone: FakeMicrophone;
  readonly seen: string[];
  readonly wait: (seconds: number) => void;
}

function make(microphone = new FakeMicrophone(), options: Partial<RecordingOptions<string>> = {}): Made {
  let now = 0;
  const seen: string[] = [];
  const recording = new Recording<string>({
    microphone,
    now: () => now,
    maxBytes: 1_000_000,
    keep: () => undefined,
    finish: (file, seconds) => Promise.resolve({ file, seconds, sound: 'sound' }),
    onChange: () => {
      if (seen.at(-1) !== recording.status) seen.push(recording.status);
    },
    ...options,
  });
  return { recording, microphone, seen, wait: (seconds) => (now += seconds * 1_000) };
}

test('a recording is paused, goes on and is stopped; what was paused does not count', async () => {
  const { recording, microphone, seen, wait } = make();
  await recording.start();
  wait(3);
  recording.tick();
  recording.pause();
  wait(100);
  recording.tick();
  recording.resume();
  wait(2);
  const recorded = await recording.stop();
  assert.equal(recorded?.seconds, 5);
  assert.equal(await recorded.file.text(), 'words');
  assert.deepEqual(seen, ['recording', 'paused', 'recording', 'stopping', 'recorded']);
  assert.deepEqual(microphone.calls, ['pause', 'resume', 'stop', 'close']);
  assert.deepEqual(recording.levels, [0.5]);
  assert.equal(recording.end, 'person');
});

for (const refusal of ['blocked', 'missing', 'busy', 'failed'] as const)
  test(`a microphone that is ${refusal} is said to be so`, async () => {
    const { recording } = make(new FakeMicrophone(Promise.reject(new RefusedError(refusal))));
    await recording.start();
    assert.deepEqual([recording.status, recording.refusal, recording.hasSound], ['refused', refusal, false]);
  });

test('an error that nobody foresaw is a failure', async () => {
  const { recording } = make(new FakeMicrophone(Promise.reject(new TypeError('?'))));
  await recording.start();
  assert.deepEqual([recording.status, recording.refusal], ['refused', 'failed']);
});

test('the microphone that is given after nobody wants it any more is let go at once', async () => {
  let give: (value?: unknown) => void = () => undefined;
  const leave = new Promise((resolve) => (give = resolve));
  const { recording, microphone } = make(new FakeMicrophone(leave));
  const starting = recording.start();
  recording.close();
  give();
  await starting;
  assert.deepEqual(microphone.calls, ['close']);
  assert.equal(recording.status, 'closed');
});

test('a recording that is discarded lets go of the microphone', async () => {
  const { recording, microphone, wait } = make();
  await recording.start();
  wait(3);
  recording.close();
  recording.tick();
  assert.deepEqual(microphone.calls, ['close']);
  assert.equal(await recording.stop(), undefined);
});

test('the longest recording stops and is kept', async () => {
  const { recording, microphone, wait } = make();
  await recording.start();
  wait(LONGEST);
  recording.tick();
  const recorded = await recording.stop();
  assert.deepEqual([recorded?.seconds, recording.end], [LONGEST, 'limit']);
  assert.deepEqual(microphone.calls, ['stop', 'close']);
});

test('so it does while the page is hidden and nobody looks: the pieces tell', async () => {
  const { recording, microphone, wait } = make();
  await recording.start();
  wait(LONGEST + 1);
  microphone.events?.onBytes(5_000);
  assert.ok(await recording.stop());
  assert.equal(recording.end, 'limit');
});

test('a recording that is as large as a file may be stops before it is too large', async () => {
  const { recording, microphone, wait } = make();
  await recording.start();
  wait(1);
  microphone.events?.onBytes(900_000);
  assert.equal(recording.status, 'recording');
  microphone.events?.onBytes(940_000);
  assert.ok(await recording.stop());
  assert.equal(recording.end, 'limit');
});

test('what was recorded before the microphone was unplugged is kept, even when it was paused', async () => {
  for (const isPaused of [false, true]) {
    const { recording, microphone, wait } = make();
    await recording.start();
    wait(4);
    if (isPaused) recording.pause();
    microphone.events?.onEnded();
    assert.equal((await recording.stop())?.seconds, 4);
    assert.equal(recording.end, 'ended');
    assert.equal(microphone.calls.at(-1), 'close');
  }
});

test('where nothing was recorded, that is said, and the microphone is let go', async () => {
  const { recording, microphone } = make();
  microphone.content = '';
  await recording.start();
  assert.equal(await recording.stop(), undefined);
  assert.deepEqual([recording.status, recording.refusal], ['refused', 'failed']);
  assert.ok(microphone.calls.includes('close'));
});

test('stopped twice, it is one recording', async () => {
  const { recording, microphone, wait } = make();
  await recording.start();
  wait(1);
  const both = await Promise.all([recording.stop(), recording.stop()]);
  assert.equal(both[0], both[1]);
  assert.equal(microphone.calls.filter((call) => call === 'stop').length, 1);
});

test('what is being made ready when it is closed still comes to who waits for it', async () => {
  const { recording, wait } = make();
  await recording.start();
  wait(2);
  const stopping = recording.stop();
  assert.ok(recording.hasSound);
  recording.close();
  assert.equal((await stopping)?.seconds, 2);
  assert.equal(recording.status, 'closed');
});

test('what there is is kept every few seconds, less often the longer it is, at a pause and at the end', async () => {
  const kept: number[] = [];
  const { recording, microphone, wait } = make(new FakeMicrophone(), {
    keep: (_blob, seconds) => void kept.push(seconds),
  });
  await recording.start();
  const speak = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      wait(1);
      microphone.events?.onBytes(1_000);
    }
  };
  speak(10);
  assert.deepEqual(kept, [3, 6, 9]);
  recording.pause();
  microphone.events?.onBytes(2_000);
  assert.deepEqual(kept, [3, 6, 9, 10]);
  recording.resume();
  speak(200);
  const [last = 0, before = 0] = kept.slice().reverse();
  assert.ok(last - before > 9 && last > 198, `${before}, ${last}`);
  await recording.stop();
  assert.equal(kept.at(-1), 210);
  const count = kept.length;
  recording.close();
  recording.keep();
  assert.equal(kept.length, count);
});
