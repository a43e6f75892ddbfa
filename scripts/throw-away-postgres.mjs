// A PostgreSQL server for the tests: a cluster of its own in a temporary folder, on a free port of loopback.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { install, isDebianAsRoot } from './debian.mjs';

/** Where Debian keeps the programs of each version, away from PATH. */
const DEBIAN = '/usr/lib/postgresql';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Nothing in it outlives the tests.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
};

/**
 * The folder of PostgreSQL's programs: POSTGRES_BIN first, then PATH and Debian's place; installs Debian's where it may.
 * @returns {string | undefined}
 */
export function findPostgres() {
  return installed() ?? (installOnDebian() ? installed() : undefined);
}

function installed() {
  const named = process.env.POSTGRES_BIN ? [process.env.POSTGRES_BIN] : [];
  const path = (process.env.PATH ?? '').split(':').filter(Boolean);
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...named, ...path, ...versions.map((version) => join(DEBIAN, version, 'bin'))];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

function installOnDebian() {
  if (!isDebianAsRoot()) return false;
  console.log('No PostgreSQL found: installing Debian’s for the tests…');
  return install('postgresql');
}

/**
 * Starts an empty server, which everyone on this machine may use without a password.
 * @param {string} bin the folder of its programs
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `postgresql://postgres@127.0.0.1:PORT/postgres`
 */
export async function startPostgres(bin) {
  const folder = mkdtempSync(join(tmpdir(), 'wazo-group-chat-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const port = await freePort();
  const server = launch(bin, folder, port);
  // Also when the tests break off.
  const end = () => {
    server.kill('SIGKILL');
    remove();
  };
  process.once('exit', end);
  await ready(server);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      process.off('exit', end);
      // The fast end: whoever is still connected is not waited for.
      server.kill('SIGINT');
      await once(server, 'exit');
      remove();
    },
  };
}

function launch(bin, folder, port) {
  const user = plainUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const options = { ...user, cwd: folder, env: { LC_ALL: 'C', HOME: folder } };
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const words = ['--auth=trust', '--username=postgres', '--encoding=UTF8', `--locale=${locale}`, '--no-sync'];
  const made = spawnSync(join(bin, 'initdb'), ['--pgdata', folder, ...words], { ...options, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error}`);
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(join(bin, 'postgres'), ['-D', folder, ...settings], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** PostgreSQL refuses to run as root: the user of Debian's package does it then, or nobody. */
function plainUser() {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const line = ['postgres', 'nobody'].flatMap((name) => lines.find((one) => one.startsWith(`${name}:`)) ?? [])[0];
  if (!line) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody');
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Reads its log until it takes connections; the rest is read, too, so that it never waits for a reader. */
function ready(server) {
  const lines = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: server.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${lines.join('\n')}`)));
  });
}
