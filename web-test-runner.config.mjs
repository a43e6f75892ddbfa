import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { BROWSER_ARGS, findTestBrowser, isShell } from './scripts/find-browser.mjs';

/** Writes how many tests passed, failed and were skipped to the file that TEST_REPORT names. */
function countReporter(file) {
  const count = (suite) => {
    const all = [...suite.tests, ...suite.suites.flatMap((inner) => count(inner))];
    return all;
  };
  return {
    stop({ sessions }) {
      const tests = [...sessions].flatMap((session) => (session.testResults ? count(session.testResults) : []));
      const broken = [...sessions].filter((session) => !session.passed && !session.testResults).length;
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      const failed = tests.length - passed - skipped + broken;
      writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
    },
  };
}

/** Seeds of `npm run drift`, from the environment: DRIFT_SEEDS=7,8,9 or DRIFT_SEEDS=100-160. None: those of the test. */
function driftSeeds() {
  return (process.env.DRIFT_SEEDS ?? '')
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const [from, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}

const seeds = driftSeeds();
const browser = findTestBrowser();

export default {
  files: 'test/components/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser'] },
  // Scrolling, resizing and intersections are what is tested: a page in the background gets no frames, but where all are in
  // front, since there are no windows.
  concurrency: isShell(browser) ? 2 : 1,
  testsFinishTimeout: 120_000 + seeds.length * 20_000,
  testFramework: { config: { timeout: 20_000 } },
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: browser, args: BROWSER_ARGS },
      // Pages that are there at once share no storage, locks or channels.
      createPage: async (launched) => (await launched.browser.createBrowserContext()).newPage(),
    }),
  ],
  plugins: [
    esbuildPlugin({
      ts: true,
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
      define: { DRIFT_SEEDS: JSON.stringify(seeds) },
    }),
  ],
  // Lit says once that it runs in development mode; every other line a test's page prints is worth reading.
  filterBrowserLogs: ({ args }) => !args.some((arg) => typeof arg === 'string' && arg.startsWith('Lit is in dev mode')),
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    ...(process.env.TEST_REPORT ? [countReporter(process.env.TEST_REPORT)] : []),
  ],
};
