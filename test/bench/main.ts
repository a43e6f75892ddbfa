// Prints the project's figures as one table and writes them to test/bench/results/latest.json. Build first: it measures
// what `npm run build` wrote. Arguments choose sections: widget, markdown, peers (the widget beside them), server; all
// without any. Parts of the widget's and one of the server's can be had alone: fling, mixture, completion; files.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { App } from '../support/app.js';
import { launchUsualBrowser } from '../support/browser.js';
import { BURST_SEED, measureBurst } from './burst.js';
import { compare, measureAlone } from './comparison.js';
import { installPeers } from './contenders.js';
import { measureLatency } from './latency.js';
import { measureFiles } from './load-files.js';
import { measureMarkdown } from './markdown.js';
import { measurePhone } from './phone.js';
import { measurePosting } from './posting.js';
import { measureServerLoad } from './server-load.js';
import { measureSize } from './size.js';
import { formatTable, isReached, type Figure } from './table.js';
import { COMPLETION, FLINGS, MIXTURE } from './visits.js';
import { Yardstick } from './yardstick.js';

const RESULTS = fileURLToPath(new URL('results/latest.json', import.meta.url));
const SECTIONS = ['widget', 'markdown', 'peers', 'server', 'fling', 'mixture', 'completion', 'files'] as const;
type Section = (typeof SECTIONS)[number];
/** Parts of the widget's section. */
const PARTS = { fling: FLINGS, mixture: MIXTURE, completion: COMPLETION };

const chosen = process.argv.slice(2);
const unknown = chosen.filter((word) => !SECTIONS.includes(word as Section));
if (unknown.length > 0) {
  console.error(`Unknown section ${unknown.join(', ')}: choose from ${SECTIONS.join(', ')}.`);
  process.exit(2);
}
const wants = (section: Section): boolean => chosen.length === 0 || chosen.includes(section);

/** What needs the server: the script's size and latency on the demo's page, and the server itself. */
async function measureApp(yardstick: Yardstick): Promise<readonly Figure[]> {
  const app = await App.start(BURST_SEED);
  const browser = await launchUsualBrowser();
  try {
    return [
      ...(wants('widget')
        ? [
            ...(await measureSize(browser, app)),
            ...(await measureLatency(browser, app)),
            ...(await measurePhone(browser, app, yardstick.slowness)),
          ]
        : []),
      ...(wants('server') ? [...(await measureBurst(app)), ...(await measurePosting())] : []),
    ];
  } finally {
    await browser.close();
    await app.dispose();
  }
}

async function measureTexts(): Promise<readonly Figure[]> {
  const browser = await launchUsualBrowser();
  try {
    return await measureMarkdown(browser);
  } finally {
    await browser.close();
  }
}

const figures: Figure[] = [];
const yardstick = await Yardstick.start();
if (wants('markdown')) figures.push(...(await measureTexts()));
if (wants('widget') || wants('server')) figures.push(...(await measureApp(yardstick)));
if (wants('server')) figures.push(...(await measureServerLoad()));
if (wants('server') || wants('files')) figures.push(...(await measureFiles()));
if (wants('widget') || wants('peers')) {
  figures.push(...(await compare(wants('peers') ? installPeers() : [], yardstick, (line) => console.error(line))));
} else {
  const parts = Object.entries(PARTS).flatMap(([name, visits]) => (wants(name as Section) ? visits : []));
  if (parts.length > 0)
    figures.push(...(await measureAlone([...new Set(parts)], yardstick, (line) => console.error(line))));
}

figures.unshift(...yardstick.figures());
await yardstick.stop();

console.log(formatTable(figures));
const machine = { node: process.version, system: `${process.platform} ${release()}`, cpus: cpus().length };
await mkdir(fileURLToPath(new URL('results', import.meta.url)), { recursive: true });
// JSON has no Infinity: null is what was never reached.
await writeFile(RESULTS, `${JSON.stringify({ date: new Date().toISOString(), machine, figures }, null, 2)}\n`);
// A figure that is missed is a failure of the bench, so that it cannot be overlooked.
process.exitCode = figures.every(isReached) ? 0 : 1;
