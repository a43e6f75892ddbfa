// Writes src/wazo/sdk.gen.js: the two classes of @wazo/sdk that the widget uses, without its telephony.
// The SDK's package exports only its whole index (220 kB gzip), so its modules are bundled here by path. What they load
// for nothing, or do in a way that the widget does better, is replaced: see scripts/sdk-stand-ins.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { withoutIdleCode } from './without-idle-code.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'src/wazo/sdk.gen.js');
const sdk = findPackage('@wazo/sdk');
const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'));
const banner = `/*! @wazo/sdk ${version}: api-requester and websocket-client. MIT, Copyright Wazo Communication Inc. */`;

const ENTRY = '\0wazo-sdk-entry';
const standIn = (name) => fileURLToPath(new URL(`sdk-stand-ins/${name}.js`, import.meta.url));
const STAND_INS = new Map([
  ['events', standIn('events')],
  ['reconnecting-websocket', standIn('reconnecting-websocket')],
  ['../service/IssueReporter', standIn('issue-reporter')],
  ['./service/IssueReporter', standIn('issue-reporter')],
  ['./utils/Heartbeat', standIn('heartbeat')],
]);
if (isCurrent()) process.exit(0);

const bundle = await rollup({
  input: ENTRY,
  plugins: [
    {
      name: 'slim-wazo-sdk',
      resolveId(source) {
        if (source === ENTRY) return ENTRY;
        return STAND_INS.get(source) ?? null;
      },
      load(id) {
        if (id === ENTRY) {
          return [
            `export { default as ApiRequester } from ${JSON.stringify(join(sdk, 'esm/utils/api-requester.js'))};`,
            `export { default as WebSocketClient } from ${JSON.stringify(join(sdk, 'esm/websocket-client.js'))};`,
          ].join('\n');
        }
        return null;
      },
    },
    {
      name: 'no-event-list',
      // A list of every event of the platform, for those who want them all.
      transform: (code) => ({ code: code.replace(/^WebSocketClient\.eventLists = \[[^\]]*\];$/m, ''), map: null }),
    },
    withoutIdleCode,
    nodeResolve({ browser: true, preferBuiltins: false }),
  ],
  onwarn(warning, warn) {
    if (warning.code !== 'THIS_IS_UNDEFINED' && warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning);
  },
});
await bundle.write({ file: out, format: 'es', banner });
await bundle.close();

function isCurrent() {
  if (!existsSync(out)) return false;
  const scripts = ['generate.mjs', 'without-idle-code.mjs'].map((name) => join(root, 'scripts', name));
  const sources = [...scripts, ...STAND_INS.values()];
  const isNewer = sources.every((source) => statSync(out).mtimeMs >= statSync(source).mtimeMs);
  return isNewer && readFileSync(out, 'utf8').startsWith(banner);
}

/** The package's folder, wherever npm put it; its `exports` hide its package.json from `require.resolve`. */
function findPackage(name) {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (
    !existsSync(join(folder, 'package.json')) ||
    !readFileSync(join(folder, 'package.json'), 'utf8').includes(`"name": "${name}"`)
  ) {
    folder = dirname(folder);
  }
  return folder;
}
