// Finds a browser for the tests, the bench and the demo's files, and on Debian or Ubuntu as root installs what is missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { install, isDebianAsRoot, isUbuntu } from './debian.mjs';

const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
/** Chromium without windows: all that a page sees is the same, and it opens one in half the time. */
const HEADLESS = ['chromium-headless-shell', 'chrome-headless-shell'];
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
 * The path of a browser to test in: CHROME_PATH first, then a headless shell, then what people use. Installs Debian's where it
 * may.
 * @throws {Error} with one line that says what to install.
 */
export function findTestBrowser() {
  return named() ?? shell() ?? findBrowser();
}

/**
 * The path of a browser as people use it: CHROME_PATH first, then the usual places; installs Debian's Chromium where it may.
 * @throws {Error} with one line that says what to install.
 */
export function findBrowser() {
  const found = named() ?? installed() ?? (installOnDebian('chromium') ? installed() : undefined);
  if (found) return found;
  throw new Error('This needs a browser: install Chrome, Chromium or Edge, or set CHROME_PATH to one.');
}

function named() {
  const path = process.env.CHROME_PATH;
  if (!path) return undefined;
  if (isExecutable(path)) return path;
  throw new Error(`CHROME_PATH names ${path}, which is no program that can be run.`);
}

/** Whether a browser found here is one without windows. */
export function isShell(path) {
  return HEADLESS.includes(basename(path));
}

function shell() {
  const find = () => inPath(HEADLESS).find(isExecutable);
  // Ubuntu has no such package.
  return find() ?? (!isUbuntu() && installOnDebian('chromium-headless-shell') ? find() : undefined);
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
  return inPath(NAMES);
}

/** Where programs of these names may be. */
function inPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installOnDebian(name) {
  if (!isDebianAsRoot()) return false;
  // Ubuntu's package of Chromium only starts the snap store, which containers do not have.
  if (isUbuntu() && spawnSync('snap', ['version']).status !== 0) return false;
  console.log(`Installing Debian’s ${name} for the tests…`);
  return install(name, 'fonts-noto-color-emoji');
}
