// Writes src/connection/wazo/sdk.gen.js: the two classes of @wazo/sdk that the widget uses, without its telephony.
// The SDK's package exports only its whole index (220 kB gzip), so its modules are bundled here by path. What they load
// for nothing is left out: a reporter of log lines, which would have to be switched on (and `moment` with it), and a
// base64 for browsers that have none.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'src/connection/wazo/sdk.gen.js');
const sdk = findPackage('@wazo/sdk');
const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'));
const banner = `/*! @wazo/sdk ${version}: api-requester and websocket-client. MIT, Copyright Wazo Communication Inc. */`;

if (isCurrent()) process.exit(0);

const ENTRY = '\0wazo-sdk-entry';
const STAND_INS = {
  'js-base64': 'export const Base64 = { encode: (text) => btoa(text) };',
  '../service/IssueReporter': reporter(),
  './service/IssueReporter': reporter(),
};
const bundle = await rollup({
  input: ENTRY,
  plugins: [
    {
      name: 'slim-wazo-sdk',
      resolveId(source) {
        if (source === ENTRY) return ENTRY;
        return source in STAND_INS ? `\0${source}` : null;
      },
      load(id) {
        if (id === ENTRY) {
          return [
            `export { default as ApiRequester } from ${JSON.stringify(join(sdk, 'esm/utils/api-requester.js'))};`,
            `export { default as WebSocketClient } from ${JSON.stringify(join(sdk, 'esm/websocket-client.js'))};`,
          ].join('\n');
        }
        if (id.startsWith('\0')) return STAND_INS[id.slice(1)] ?? null;
        return null;
      },
    },
    nodeResolve({ browser: true, preferBuiltins: false }),
    commonjs(),
  ],
  onwarn(warning, warn) {
    if (warning.code !== 'THIS_IS_UNDEFINED' && warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning);
  },
});
await bundle.write({ file: out, format: 'es', banner });
await bundle.close();

/** The SDK's reporter, switched off. */
function reporter() {
  return `
    const nothing = () => {};
    const logger = { trace: nothing, debug: nothing, info: nothing, log: nothing, warn: nothing, error: nothing };
    export default { loggerFor: () => logger, logRequest: nothing, removeSlashes: (text) => text };
  `;
}

function isCurrent() {
  if (!existsSync(out)) return false;
  const newerThanScript = statSync(out).mtimeMs >= statSync(fileURLToPath(import.meta.url)).mtimeMs;
  return newerThanScript && readFileSync(out, 'utf8').startsWith(banner);
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
