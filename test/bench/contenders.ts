import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('.', import.meta.url));

/** Peers, by the names of their modules in peers/. */
export const PEERS = ['vue-advanced-chat', 'deep-chat', 'chatscope', 'stream-chat-react'] as const;

export type ContenderName = 'ours' | (typeof PEERS)[number];

/** The peers, installed on first use; none when they cannot be, which is said in one line. */
export function installPeers(): readonly ContenderName[] {
  if (existsSync(`${BENCH}node_modules/esbuild`)) return PEERS;
  console.log('Installing the chats to compare with into test/bench/node_modules …');
  // Scripts of strangers are not needed to measure what they wrote.
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', words, {
    cwd: BENCH,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return PEERS;
  console.log('The peers could not be installed (npm failed): the widget is measured without them.');
  return [];
}
