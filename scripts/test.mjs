// Runs the tests: all of them, or the suites named: npm test -- unit components
// Prints, last, how many passed and failed; exits with 1 when any failed or a suite did not run. The suites on PostgreSQL run
// when they are asked for, by name or by TEST_POSTGRES=required as .ci/run does; else they are named as left out.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTestBrowser } from './find-browser.mjs';
import { findPostgres, startPostgres } from './throw-away-postgres.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'wazo-group-chat-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

// Only the suites that say so run on PostgreSQL, and no test in a database that somebody uses.
const { TEST_DATABASE_URL: givenServer, ...environment } = process.env;
delete environment.DATABASE_URL;
const isOnPostgres = (name) => name.endsWith('-postgres');

const SUITES = {
  unit: () => nodeTests(testFiles('test/unit')),
  server: () => nodeTests(testFiles('server/test').filter((file) => !/[\\/]postgres[\\/]/.test(file))),
  contract: () => nodeTests(testFiles('test/contract')),
  'server-postgres': () => postgresTests(['server/test/api.test.ts', ...testFiles('server/test/postgres')]),
  'contract-postgres': () => postgresTests(['test/contract/wazo.test.ts', 'test/contract/connection.test.ts']),
  components: () => browserTests(),
  e2e: () => nodeTests(testFiles('test/e2e'), { TEST_APP_TEMPLATE: scratch }, filesAtOnce(2, 1)),
};

/** The random runs of the suites above, ten times as long and more; `npm run soak`. */
const SOAK = {
  soak: () =>
    nodeTests(
      ['test/unit/simulation.test.ts', 'test/unit/ending-page.test.ts', 'test/e2e/faults.test.ts'],
      { SIM_RUNS: '10000', FAULT_MESSAGES: '280', ...environment },
      1,
    ),
};

const named = process.argv.slice(2);
const known = { ...SUITES, ...SOAK };
const unknown = named.filter((name) => !(name in known));
if (unknown.length > 0) fail(`No such suite: ${unknown.join(', ')}. There are: ${Object.keys(known).join(', ')}.`);
const wanted = named.length > 0 ? named : Object.keys(SUITES);

// Missing tools are said before minutes of tests have run.
const postgres = await openPostgres();
const chosen = wanted.filter((name) => postgres || !isOnPostgres(name));
const isBuilt = chosen.includes('e2e') || chosen.includes('soak');
if (chosen.includes('components') || isBuilt) {
  try {
    environment.CHROME_PATH = findTestBrowser();
  } catch (error) {
    fail(error.message);
  }
}
run('scripts/generate.mjs') || fail('The SDK could not be prepared.');
if (isBuilt) run('scripts/build.mjs') || fail('The build failed.');

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const name of chosen) {
  const started = Date.now();
  const { passed, failed, skipped } = await known[name]();
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  console.log(`\n${name}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
}
await postgres?.stop();
const leftOut = wanted.filter((name) => !chosen.includes(name));
if (leftOut.length > 0) console.log(`\nNot run without TEST_POSTGRES=required: ${leftOut.join(', ')}`);
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''}`,
);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

/** The server that TEST_DATABASE_URL names, or one of our own; undefined where nobody asked for it. */
async function openPostgres() {
  const isAsked = named.some(isOnPostgres) || environment.TEST_POSTGRES === 'required';
  if (!isAsked || !wanted.some(isOnPostgres)) return undefined;
  if (givenServer) return { url: givenServer, stop: () => Promise.resolve() };
  const bin = findPostgres();
  if (!bin) fail('These tests need PostgreSQL: install it, or set POSTGRES_BIN to the folder of its programs.');
  return startPostgres(bin);
}

function run(...args) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: environment }).status === 0;
}

function postgresTests(files) {
  return nodeTests(files, { TEST_DATABASE_URL: postgres.url });
}

/** node:test in one process per file, TypeScript included; counted from the summary that it prints. */
async function nodeTests(files, variables = {}, atOnce = filesAtOnce(1, 2)) {
  if (files.length === 0) fail('A suite has no tests.');
  const args = ['--import', 'tsx', '--test', `--test-concurrency=${atOnce}`, '--test-reporter', 'spec', ...files];
  const { ok, output } = await runAndRead(args, { ...environment, ...variables });
  const count = (word) => Number(new RegExp(`^. ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
  return outcome(ok, { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped') });
}

/**
 * As many as the processors can keep busy; what one waits for, another uses.
 *
 * @param busy how many processors a file keeps busy: a browser, a server and the test are more than one
 */
function filesAtOnce(busy, least) {
  return Math.min(4, Math.max(least, Math.floor(availableParallelism() / busy)));
}

/** Runs node with its output shown and kept. */
async function runAndRead(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env });
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
  environment.TEST_REPORT = report;
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
