import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { Worker } from 'node:worker_threads';
import { lockFolder } from '../src/db/folder-lock.js';

const root = mkdtempSync(join(tmpdir(), 'wazo-group-chat-lock-'));
after(() => rmSync(root, { recursive: true, force: true }));

/** No process has this number: Linux gives none above 4,194,304. */
const DEAD = '99999999 1\n';

const newFolder = (): string => mkdtempSync(join(root, 'data-'));

test('a folder has one holder at a time', () => {
  const folder = newFolder();
  for (let round = 0; round < 3; round++) {
    const unlock = lockFolder(folder);
    assert.throws(() => lockFolder(folder), {
      message: `The data folder ${folder} is in use by process ${process.pid}`,
    });
    unlock();
  }
  assert.equal(readdirSync(folder).length, 1);
});

for (const name of ['lock', 'lock.7']) {
  test(`what a killed process left behind (${name}) does not hold the folder, what a living one wrote does`, () => {
    const folder = newFolder();
    writeFileSync(join(folder, name), `${process.ppid}\n`);
    assert.throws(() => lockFolder(folder), /in use by process/);
    writeFileSync(join(folder, name), DEAD);
    const unlock = lockFolder(folder);
    assert.throws(() => lockFolder(folder), /in use by process/);
    unlock();
  });
}

/** A thread that tries to get each folder, at the same moment as the others. */
const STARTER = `
const { parentPort, workerData } = require('node:worker_threads');
const gate = new Int32Array(workerData.gate);
import(workerData.tsx).then(({ register }) => register()).then(() => import(workerData.module)).then(({ lockFolder }) => {
  for (const [round, folder] of workerData.folders.entries()) {
    Atomics.add(gate, round, 1);
    while (Atomics.load(gate, round) < workerData.starters);
    try {
      lockFolder(folder);
      parentPort.postMessage(round);
    } catch {}
  }
});`;

test('of starters that find the lock of a dead process at the same moment, one gets the folder', async () => {
  const starters = 2;
  const folders = Array.from({ length: 150 }, newFolder);
  for (const folder of folders) writeFileSync(join(folder, 'lock'), DEAD);
  const gate = new SharedArrayBuffer(4 * folders.length);
  const module = new URL('../src/db/folder-lock.ts', import.meta.url).href;
  // A thread does not inherit what reads TypeScript.
  const tsx = import.meta.resolve('tsx/esm/api');
  const winners = folders.map(() => 0);
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(STARTER, { eval: true, workerData: { tsx, module, gate, folders, starters } });
      worker.on('message', (round: number) => (winners[round]! += 1));
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: starters }, run));
  assert.deepEqual(
    winners,
    folders.map(() => 1),
  );
});
