import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Localize } from '../../src/i18n/localize.js';
import type { Part } from '../../src/model/message.js';
import { filesLine } from '../../src/ui/shared/files-line.js';
import { isVoiceMessage, voiceName } from '../../src/ui/shared/voice-file.js';
import { clockTime } from '../../src/ui/voice/clock-time.js';
import { peaksOf } from '../../src/ui/voice/decoded.js';
import { withLength } from '../../src/ui/voice/webm-length.js';

for (const [type, ending] of [
  ['audio/webm', 'webm'],
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/mp4', 'm4a'],
  ['audio/ogg', 'ogg'],
] as const)
  test(`what is recorded as ${type} is known by its name`, () => {
    const name = voiceName(new Date(2026, 10, 28, 14, 5), type);
    assert.equal(name, `voice-message-2026-11-28-14.05.${ending}`);
    assert.ok(isVoiceMessage({ name, contentType: type }));
  });

for (const [name, contentType] of [
  ['voice-message-2026-11-28-14.05.webm', 'video/webm'],
  ['voice-message-2026-11-28-14.05.exe', 'audio/webm'],
  ['my voice-message-2026-11-28-14.05.webm', 'audio/webm'],
  ['song.webm', 'audio/webm'],
] as const)
  test(`${name} of ${contentType} is another file`, () => {
    assert.ok(!isVoiceMessage({ name, contentType }));
  });

test('a line says that it is a voice message, not how its file is called', () => {
  const localize = { term: (name: string, count?: number) => `${name}${count ?? ''}` } as unknown as Localize;
  const part = { name: 'voice-message-2026-11-28-14.05.webm', contentType: 'audio/webm' } as Part;
  assert.equal(filesLine([part], localize), '🎤 voiceMessage');
  assert.equal(filesLine([part, part], localize), '📎 fileCount2');
});

for (const [seconds, text] of [
  [0, '0:00'],
  [7.9, '0:07'],
  [754, '12:34'],
  [Infinity, '–:––'],
  [NaN, '–:––'],
] as const)
  test(`${seconds} seconds are written ${text}`, () => {
    assert.equal(clockTime(seconds), text);
  });

test('a wave form is as high as its loudest, and noise alone is no speech', () => {
  assert.deepEqual(peaksOf([0, 0.1, -0.2, 0, 0.05, 0.1], 3), [0.5, 1, 0.5]);
  assert.ok(Math.max(...peaksOf([0.001, -0.001], 2)) < 0.1);
  assert.deepEqual(peaksOf([], 2), [0, 0]);
});

/** As Chromium 148 begins what it records. */
const HEAD =
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff' +
  '1549a966992ad7b1830f42404d80864368726f6d655741864368726f6d65' +
  '1654ae6bbfaebdd7810173c5871c38f791bd4d938381028686415f4f50555363a2934f707573486561640101000080bb0000000000e18db584473b80009f810162648120' +
  '1f43b67501ffffffffffffffe78100';

async function hexOf(file: Blob): Promise<string> {
  return Buffer.from(await file.arrayBuffer()).toString('hex');
}

test('a WebM without its length gets it', async () => {
  const file = new Blob([Buffer.from(HEAD, 'hex')], { type: 'audio/webm' });
  const whole = await withLength(file, 1.5);
  // 1,500 milliseconds as a 64-bit number, within notes that are eleven bytes longer.
  const expected = HEAD.replace('1549a96699', '1549a966a4').replace('1654ae6b', '4489884097700000000000' + '1654ae6b');
  assert.equal(await hexOf(whole), expected);
  assert.equal(whole.type, 'audio/webm');
  assert.equal(await hexOf(await withLength(whole, 9)), expected, 'it says it already');
});

for (const [what, hex] of [
  ['an MP4', '000000246674797069736f6d'],
  ['nothing', ''],
  ['a WebM that breaks off', HEAD.slice(0, 110)],
  ['a WebM with a list of places', HEAD.replace('1654ae6b', '114d9b74801654ae6b')],
] as const)
  test(`${what} stays as it is`, async () => {
    assert.equal(await hexOf(await withLength(new Blob([Buffer.from(hex, 'hex')]), 3)), hex);
  });
