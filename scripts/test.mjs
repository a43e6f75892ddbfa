// Runs the tests: all of them, or the suites named: npm test -- unit components
// Prints, last, how many passed and failed; exits with 1 when any failed or a suite did not run.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'wazo-group-chat-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const SUITES = {
  unit: () => nodeTests('test/unit'),
  server: () => nodeTests('server/test'),
  contract: () => nodeTests('test/contract'),
  components: () => browserTests(),
  e2e: () => nodeTests('test/e2e'),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in SUITES));
if (unknown.length > 0) fail(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(SUITES).join(', ')}.`);
const chosen = named.length > 0 ? named : Object.keys(SUITES);

// Missing tools are said before minutes of tests have run.
if (chosen.includes('components') || chosen.includes('e2e')) {
  try {
    process.env.CHROME_PATH = findBrowser();
  } catch (error) {
    fail(error.message);
  }
}
run('scripts/generate.mjs') || fail('The SDK could not be prepared.');
if (chosen.includes('e2e')) run('scripts/build.mjs') || fail('The build failed.');

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const name of chosen) {
  const started = Date.now();
  const { passed, failed, skipped } = await SUITES[name]();
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(`\n${name}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
}
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status === 0;
}

/** node:test in one process per file, TypeScript included; counted from the summary that it prints. */
async function nodeTests(folder) {
  const files = testFiles(folder);
  if (files.length === 0) fail(`No tests in ${folder}.`);
  const args = ['--import', 'tsx', '--test', '--test-reporter', 'spec', ...files];
  const { ok, output } = await runAndRead(...args);
  const count = (word) => Number(new RegExp(`^. ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return outcome(ok, { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') });
}

/** Runs node with its output shown and kept. */
async function runAndRead(...args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const [code] = await once(child, 'close');
  return { ok: code === 0, output };
}

function browserTests() {
  const report = join(scratch, 'components.json');
  process.env.TEST_REPORT = report;
  const ok = run('node_modules/@web/test-runner/dist/bin.js');
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : { passed: 0, failed: 0, skipped: 0 };
  return outcome(ok, counts);
}

/** A runner that failed without a failed test (a file that does not load) is one failure. */
function outcome(ok, counts) {
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function testFiles(folder) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: true })
    .filter((file) => file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(folder, file));
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
