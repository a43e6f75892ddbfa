// Finds a Chrome, Chromium or Edge for the tests, and on Debian or Ubuntu as root installs Chromium when there is none.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { install, isDebianAsRoot, isUbuntu } from './debian.mjs';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** Flags under which a test browser starts anywhere (as root too) and stays off the network. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The path of a browser to test in: CHROME_PATH first, then the usual places; installs Debian's Chromium where it may.
 * @throws {Error} with one line that says what to install.
 */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is no program that can be run.`);
  }
  const found = installed() ?? (installOnDebian() ? installed() : undefined);
  if (found) return found;
  throw new Error('The tests need a browser: install Chrome, Chromium or Edge, or set CHROME_PATH to one.');
}

function installed() {
  return candidates().find(isExecutable);
}

function candidates() {
  if (process.platform === 'darwin') return MAC;
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
      Boolean,
    );
    return roots.flatMap((root) => WINDOWS.map((path) => join(root, path)));
  }
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installOnDebian() {
  if (!isDebianAsRoot()) return false;
  // Ubuntu's package of that name only starts the snap store, which containers do not have.
  if (isUbuntu() && spawnSync('snap', ['version']).status !== 0) return false;
  console.log('No browser found: installing Debian’s chromium for the tests…');
  return install('chromium', 'fonts-noto-color-emoji');
}
