// Builds everything: dist/lib (ES modules for npm), dist/cdn (script tags), custom-elements.json, server/dist.
import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs a program that npm installed, or a script of ours; its output is shown, its failure ends the build. */
function run(program, ...args) {
  const windows = process.platform === 'win32';
  const file = program.endsWith('.mjs')
    ? process.execPath
    : `${root}node_modules/.bin/${program}${windows ? '.cmd' : ''}`;
  const words = program.endsWith('.mjs') ? [program, ...args] : args;
  execFileSync(file, words, { cwd: root, stdio: 'inherit', shell: windows });
}

try {
  rmSync(`${root}dist`, { recursive: true, force: true });
  rmSync(`${root}server/dist`, { recursive: true, force: true });
  run('scripts/generate.mjs');
  run('tsc', '-p', 'tsconfig.build.json');
  for (const file of ['sdk.gen.js', 'sdk.gen.d.ts']) {
    copyFileSync(`${root}src/wazo/${file}`, `${root}dist/lib/wazo/${file}`);
  }
  copyFileSync(`${root}src/styles/lucide.d.ts`, `${root}dist/lib/styles/lucide.d.ts`);
  run('rollup', '--config', 'rollup.config.mjs', '--silent');
  run('scripts/compress.mjs');
  run(
    'cem',
    'analyze',
    '--litelement',
    '--quiet',
    '--globs',
    'src/ui/group-chat/*.ts',
    'src/events/*.ts',
    '--outdir',
    'dist',
  );
  run('tsc', '-p', 'server/tsconfig.build.json');
} catch (error) {
  // The program has said what is wrong.
  if (error.status === undefined || error.status === null) console.error(error);
  process.exit(1);
}
