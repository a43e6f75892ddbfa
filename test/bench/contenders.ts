import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('.', import.meta.url));

/** Peers, by the names of their modules in peers/. */
export const PEERS = ['vue-advanced-chat', 'deep-chat', 'chatscope', 'stream-chat-react'] as const;

/** `bare` is a page with a text field: no contender, but what none can be faster than. */
export type ContenderName = 'ours' | 'bare' | (typeof PEERS)[number];

/** The peers, installed on first use; none when they cannot be, which is said in one line. */
export function installPeers(): readonly ContenderName[] {
  // npm writes this file when everything else is in place.
  if (existsSync(`${BENCH}node_modules/.package-lock.json`)) return PEERS;
  console.log('Installing the chats to compare with into test/bench/node_modules …');
  // Scripts of strangers are not needed to measure what they wrote.
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', words, {
    cwd: BENCH,
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  if (status === 0) return PEERS;
  console.log('The peers could not be installed (npm ci in test/bench failed): the widget is measured without them.');
  return [];
}
