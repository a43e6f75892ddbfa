// What moves and what sounds, recorded by a browser: a film of a drawing, a voice that hums, and a tune.
import { Buffer } from 'node:buffer';
import { chromium } from 'playwright-core';
import { BROWSER_ARGS, findBrowser } from '../../../scripts/find-browser.mjs';

/* global document, AudioContext, MediaRecorder, requestAnimationFrame, performance, setTimeout, btoa, Blob, window */

/** Runs in the page. @returns base64 */
async function recordFilm() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 270 });
  document.body.append(canvas);
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(20), {
    mimeType: 'video/webm;codecs=vp8',
    videoBitsPerSecond: 120_000,
  });
  const start = performance.now();
  const draw = () => {
    const t = (performance.now() - start) / 4_000;
    const disc = (x, y, r, color) => {
      pen.fillStyle = color;
      pen.beginPath();
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.fill();
    };
    pen.fillStyle = '#6bb7ff';
    pen.fillRect(0, 0, 480, 270);
    disc(60 + 360 * t, 190 - 130 * Math.sin(Math.PI * t), 34, '#ffc94d');
    for (const [x, r, color] of [
      [110, 120, '#b79bff'],
      [370, 150, '#b79bff'],
      [240, 130, '#5ed3a5'],
    ])
      disc(x, 330, r, color);
    pen.fillStyle = '#2d2346';
    pen.fillRect(140, 226, 200 * Math.min(1, t * 1.3), 16);
    if (t < 1) requestAnimationFrame(draw);
  };
  draw();
  return window.recorded(recorder, 4_000);
}

/** Vowels at the pace of speech: five seconds. */
async function recordVoice() {
  const context = new AudioContext();
  const [output, source, loudness] = [
    context.createMediaStreamDestination(),
    context.createOscillator(),
    context.createGain(),
  ];
  source.type = 'sawtooth';
  loudness.gain.value = 0;
  const vowels = [
    [730, 1_090],
    [570, 840],
    [270, 2_290],
    [390, 1_990],
    [660, 1_720],
  ];
  const filters = [0, 1].map((nth) => {
    const filter = context.createBiquadFilter();
    Object.assign(filter, { type: 'bandpass' });
    filter.Q.value = 9;
    source.connect(filter).connect(loudness);
    for (let n = 0; n < 22; n += 1) filter.frequency.setValueAtTime(vowels[(n * 3) % 5][nth], n * 0.23);
    return filter;
  });
  for (let n = 0; n < 22; n += 1) {
    const at = n * 0.23;
    source.frequency.setValueAtTime(118 + 18 * Math.sin(n * 1.7), at);
    // A breath between two phrases.
    const loud = n % 8 === 7 ? 0 : 0.35 + 0.35 * Math.abs(Math.sin(n * 2.3));
    loudness.gain.setTargetAtTime(loud, at, 0.03);
    loudness.gain.setTargetAtTime(0.04, at + 0.16, 0.03);
  }
  loudness.connect(output);
  source.start();
  const bytes = await window.recorded(
    new MediaRecorder(output.stream, { mimeType: 'audio/webm;codecs=opus', audioBitsPerSecond: 16_000 }),
    5_000,
  );
  filters.forEach((filter) => filter.disconnect());
  return bytes;
}

function installRecorded() {
  window.recorded = async (recorder, ms) => {
    const pieces = [];
    recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    setTimeout(() => recorder.stop(), ms);
    await stopped;
    const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
    return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''));
  };
}

/** A tune of eight bits, as a WAV. */
export function tune() {
  const rate = 8_000;
  const notes = [523, 659, 784, 1_047, 784, 1_047];
  const samples = Buffer.alloc(notes.length * 0.3 * rate);
  for (let n = 0; n < samples.length; n += 1) {
    const [note, at] = [Math.floor(n / (0.3 * rate)), (n / rate) % 0.3];
    samples[n] = 128 + 70 * Math.exp(-6 * at) * Math.sin(2 * Math.PI * notes[note] * at);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.writeUInt32LE(16, 16);
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 1],
    [34, 8],
  ])
    head.writeUInt16LE(value, at);
  for (const at of [24, 28]) head.writeUInt32LE(rate, at);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

/** @returns names with bytes; other ones each time */
export async function recorded() {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [...BROWSER_ARGS, '--autoplay-policy=no-user-gesture-required'],
  });
  try {
    const page = await browser.newPage();
    await page.evaluate(installRecorded);
    const film = await page.evaluate(recordFilm);
    const voice = await page.evaluate(recordVoice);
    return [
      ['teaser.webm', Buffer.from(film, 'base64')],
      ['voice-message-2026-11-25-10.12.webm', Buffer.from(voice, 'base64')],
    ];
  } finally {
    await browser.close();
  }
}
