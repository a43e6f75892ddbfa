// Prints the project's figures as a table and writes them to test/bench/results/latest.json. Build first: it measures
// what `npm run build` wrote.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { BURST_SEED, measureBurst } from './burst.js';
import { measureLatency } from './latency.js';
import { measurePosting } from './posting.js';
import { measureSize } from './size.js';
import { formatTable, type Figure } from './table.js';

const RESULTS = fileURLToPath(new URL('results/latest.json', import.meta.url));

const app = await App.start(BURST_SEED);
const browser = await launchBrowser();
const figures: Figure[] = [];
try {
  figures.push(...(await measureSize(browser, app)));
  figures.push(...(await measureLatency(browser, app)));
  figures.push(...(await measureBurst(app)));
  figures.push(...(await measurePosting()));
} finally {
  await browser.close();
  await app.dispose();
}

console.log(formatTable(figures));
const machine = { node: process.version, system: `${process.platform} ${release()}`, cpus: cpus().length };
await mkdir(fileURLToPath(new URL('results', import.meta.url)), { recursive: true });
await writeFile(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), machine, figures }, null, 2)}\n`);
// A figure that is missed is a failure of the bench, so that it cannot be overlooked.
process.exitCode = figures.some(({ value, limit }) => limit !== undefined && value > limit) ? 1 : 0;
