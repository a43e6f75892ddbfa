import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { App } from '../support/app.js';

// How the server hands out the build's files.

const CDN = fileURLToPath(new URL('../../dist/cdn/', import.meta.url));
const ENTRY = 'wazo-group-chat.js';

let app: App;

before(async () => {
  app = await App.start();
});

after(() => app.dispose());

interface Answer {
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function ask(name: string, encodings: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(`${app.origin}/dist/cdn/${name}`, { headers: { 'Accept-Encoding': encodings } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

async function scripts(): Promise<string[]> {
  return (await readdir(CDN)).filter((name) => name.endsWith('.js'));
}

const FORMS = [
  { encodings: 'gzip, deflate, br', form: 'br', decompress: brotliDecompressSync },
  { encodings: 'gzip', form: 'gzip', decompress: gunzipSync },
  { encodings: 'identity', form: undefined, decompress: (body: Buffer) => body },
] as const;

test('every script goes out as small as the browser takes it, and is the one that was built', async () => {
  for (const name of await scripts()) {
    const built = await readFile(CDN + name);
    for (const { encodings, form, decompress } of FORMS) {
      const { headers, body } = await ask(name, encodings);
      assert.equal(headers['content-encoding'], form, name);
      assert.match(headers['content-type'] ?? '', /^(text|application)\/javascript/);
      assert.match(headers.vary ?? '', /accept-encoding/i);
      assert.ok(decompress(body).equals(built), name);
    }
  }
});

test('what is named by its content may be kept for ever; what is not is asked for again', async () => {
  for (const name of await scripts()) {
    const { headers } = await ask(name, 'br');
    const isFixed = name !== ENTRY && !name.endsWith('.iife.js');
    assert.equal(headers['cache-control'], isFixed ? 'public, max-age=31536000, immutable' : 'no-cache', name);
  }
});
