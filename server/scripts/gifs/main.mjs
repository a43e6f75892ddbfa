// Draws the collection of GIFs that the server has without a provider, and writes it to server/gifs with its index:
// node server/scripts/gifs/main.mjs [id …]. Needed only when a scene was changed; the same scenes give the same bytes.
import console from 'node:console';
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { URL } from 'node:url';
import { encode, sizeOf } from './encode.mjs';
import { SCENES } from './scenes/index.mjs';

const FOLDER = new URL('../../gifs/', import.meta.url);
const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });

let total = 0;
const index = SCENES.map(({ id, width, height, en, fr, ...scene }) => {
  if (wanted.length === 0 || wanted.includes(id)) {
    const bytes = encode({ width, height, ...scene });
    total += bytes.length;
    console.log(`${id.padEnd(18)} ${(bytes.length / 1000).toFixed(1).padStart(6)} kB`);
    writeFileSync(new URL(`${id}.gif`, FOLDER), bytes);
  }
  return { id, ...sizeOf({ width, height }), en, fr };
});
const lines = index.map((item) => `  ${JSON.stringify(item)}`);
writeFileSync(new URL('index.json', FOLDER), `[\n${lines.join(',\n')}\n]\n`);
console.log(`${SCENES.length} scenes, ${(total / 1000).toFixed(0)} kB written`);
