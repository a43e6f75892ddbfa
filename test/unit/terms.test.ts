import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { en } from '../../src/i18n/en.js';
import { enConversation } from '../../src/i18n/en-conversation.js';
import { fr } from '../../src/i18n/fr.js';

const ENTRY = fileURLToPath(new URL('../../src/define.ts', import.meta.url));
/** An import that is there at run time and comes at once; the path of ours that it names. */
const IMPORT = /^(?:import|export)(?! type)[^;]*?from '(\.[^']+)\.js';|^import '(\.[^']+)\.js';/gm;

/** The modules that come with a file. */
function comingWith(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, from, alone] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const next = join(dirname(file), `${from ?? alone}.ts`);
    if (existsSync(next)) comingWith(next, found);
  }
  return found;
}

test('what is there from the start says only what is known from the start', () => {
  const files = [...comingWith(ENTRY)];
  const said = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\.term\(\s*'(\w+)'/g)].map(([, term = '']) => ({ file, term })),
  );
  assert.ok(said.length > 30, `${said.length} of ${files.length} files`);
  assert.deepEqual(
    said.filter(({ term }) => !(term in en)),
    [],
  );
});

test('each word is in one place, and in every language', () => {
  const [first, later] = [Object.keys(en), Object.keys(enConversation)];
  assert.deepEqual(
    first.filter((term) => term in enConversation),
    [],
  );
  assert.deepEqual([...first, ...later].sort(), Object.keys(fr).sort());
});
