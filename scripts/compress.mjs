// Writes beside each script for script tags its compressed forms (.br, .gz), for servers that send files as they lie there.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const folder = fileURLToPath(new URL('../dist/cdn/', import.meta.url));

const FORMS = {
  br: (text) =>
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  gz: (text) => promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION }),
};

const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'));
await Promise.all(
  scripts.map(async (name) => {
    const text = await readFile(folder + name);
    for (const [extension, compress] of Object.entries(FORMS))
      await writeFile(`${folder}${name}.${extension}`, await compress(text));
  }),
);
