// Makes the files that the demo's messages carry, and writes them to server/demo-files:
// node server/scripts/demo-files/main.mjs [name …]. Needed only when one is to be another; film and voice are recorded.
import console from 'node:console';
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';
import { papers } from './papers.mjs';
import { pictures } from './pictures.mjs';
import { recorded, tune } from './recorded.mjs';

const FOLDER = new URL('../../demo-files/', import.meta.url);
const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const all = [...papers(), ...pictures(), ['jingle.wav', tune()], ...(await recorded())];
for (const [name, bytes] of all) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  writeFileSync(new URL(name, FOLDER), bytes);
  console.log(`${name.padEnd(16)} ${(bytes.length / 1000).toFixed(1).padStart(6)} kB`);
}
