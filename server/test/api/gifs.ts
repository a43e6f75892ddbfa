import assert from 'node:assert/strict';
import test from 'node:test';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';
import { upload } from '../support/files.js';

const GIFS = `${ROOMS}/gifs`;
const token = tokens.alice;

const list = (query = '', headers = {}): Promise<Answer> => client.send('GET', `${GIFS}${query}`, { token, headers });
const titles = async (query: string, headers = {}): Promise<string[]> =>
  (await list(query, headers)).body.items.map((item: Json) => item.title as string);

test('gifs: without a search there is a choice of all sorts, page by page', async () => {
  const { status, body } = await list('?limit=10');
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ['filtered', 'items', 'total']);
  assert.ok(body.total >= 40 && body.filtered === body.total);
  const seen = new Set<string>();
  for (let offset = 0; offset < body.total; offset += 10) {
    const page = (await list(`?limit=10&offset=${offset}`)).body;
    for (const { id } of page.items) seen.add(id as string);
  }
  assert.equal(seen.size, body.total);
  assert.deepEqual((await list('?offset=9999')).body.items, []);
  assert.equal((await list('?limit=9999')).body.items.length, 50);
  assert.deepEqual((await list('?limit=0')).body.items, []);
});

test('gifs: each has a title, addresses and a size', async () => {
  for (const item of (await list('?limit=50')).body.items) {
    assert.deepEqual(Object.keys(item).sort(), ['height', 'id', 'preview_url', 'title', 'url', 'width']);
    assert.ok(item.title.length > 1 && item.width >= 100 && item.height >= 100, item.id);
    assert.match(item.url, /^\/api\/chatd\/1\.0\/gifs\//);
  }
});

test('gifs: words are found in both languages, in part, whatever their accents and case', async () => {
  for (const [search, title] of [
    ['thank you', 'Thank you'],
    ['MERCI', 'Thank you'],
    ['café', 'Coffee'],
    ['cafe', 'Coffee'],
    ['  deploy ', 'Ship it'],
    ['good mor', 'Good morning'],
    ["j'aime", 'Thumbs up'],
    ['you thank', 'Thank you'],
  ] as const) {
    assert.ok((await titles(`?search=${encodeURIComponent(search)}`)).includes(title), search);
  }
  // What is called so comes before what is only like it.
  assert.equal((await titles('?search=yes'))[0], 'Yes');
  const none = (await list('?search=zzzzz')).body;
  assert.deepEqual(none, { items: [], filtered: 0, total: 0 });
});

test('gifs: titles are in the language that is asked for, or that of the browser', async () => {
  assert.deepEqual(await titles('?search=merci&lang=fr&limit=1'), ['Merci']);
  assert.deepEqual(await titles('?search=merci&lang=fr-CA&limit=1'), ['Merci']);
  assert.deepEqual(await titles('?search=merci&limit=1', { 'Accept-Language': 'fr-CH, fr;q=0.9' }), ['Merci']);
  assert.deepEqual(await titles('?search=merci&lang=en&limit=1', { 'Accept-Language': 'fr' }), ['Thank you']);
  for (const lang of ['de', '', '%00', '🎉']) {
    const { status, body } = await list(`?search=merci&limit=1&lang=${encodeURIComponent(decodeURIComponent(lang))}`);
    if (lang === '%00') assert.equal(status, 400);
    else assert.equal(body.items[0].title, 'Thank you', lang);
  }
});

test('gifs: who may ask', async () => {
  assertError(await client.send('GET', GIFS), 401, 'unauthorized');
  assertError(await client.send('GET', GIFS, { token: tokens.noacl }), 401, 'unauthorized');
  assertError(await client.send('GET', GIFS.replace('me', USERS.bob), { token }), 401, 'unauthorized');
  assert.equal((await client.send('GET', GIFS.replace('me', USERS.alice), { token })).status, 200);
});

test('gifs: bad input is told', async () => {
  for (const query of ['?limit=x', '?limit=-1', '?offset=1.5', `?search=${'x'.repeat(101)}`, '?search=%00'])
    assertError(await list(query), 400, 'invalid-data');
});

test('gifs: pictures need no token, can be read by pages anywhere, and are kept', async () => {
  const [first] = (await list('?limit=1')).body.items;
  const answer = await fetch(client.url + (first.url as string), { headers: { Origin: 'https://app.example' } });
  assert.equal(answer.status, 200);
  const header = (name: string): string | null => answer.headers.get(name);
  assert.equal(header('content-type'), 'image/gif');
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.equal(header('access-control-allow-origin'), '*');
  // Else what an image has loaded would be loaded again to be sent.
  assert.equal(header('vary'), null);
  assert.equal(header('cross-origin-resource-policy'), 'cross-origin');
  assert.match(header('cache-control') ?? '', /^public, max-age=31536000, immutable$/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.equal(bytes.toString('latin1', 0, 6), 'GIF89a');
  assert.equal(bytes.readUInt16LE(6), first.width);
  assert.equal(bytes.readUInt16LE(8), first.height);
  assert.equal(String(bytes.length), header('content-length'));
});

test('gifs: all of them are small, move without end, and stay within their size', async () => {
  const { items } = (await list('?limit=50')).body;
  let total = 0;
  for (const { id, url } of items) {
    const bytes = Buffer.from(await (await fetch(client.url + (url as string))).arrayBuffer());
    total += bytes.length;
    assert.ok(bytes.length < 60_000, id);
    assert.ok(bytes.includes('NETSCAPE2.0'), id);
  }
  assert.ok(total < 1_500_000, `${total} bytes`);
});

test('gifs: an address that is not ours leads nowhere', async () => {
  for (const path of [
    'nothing/full.gif',
    'hello/other.gif',
    '..%2findex/full.gif',
    '%2e%2e/full.gif',
    'index.json/full.gif',
    '__proto__/full.gif',
  ]) {
    const answer = await client.send('GET', `/api/chatd/1.0/gifs/${path}`);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.headers.get('cache-control'), null, path);
  }
});

test('gifs: one is sent as a file of a message', async () => {
  const room = await client.createRoom(token, [USERS.bob], 'GIFs');
  const [first] = (await list('?search=hello')).body.items;
  const bytes = new Uint8Array(await (await fetch(client.url + (first.url as string))).arrayBuffer());
  const { body } = await upload(client, token, room, 'Hello.gif', bytes);
  assert.deepEqual([body.content_type, body.width, body.height], ['image/gif', first.width, first.height]);
  const message = { content: '', attachments: [body.uuid] };
  const posted = await client.send('POST', `${ROOMS}/${room}/messages`, { token, body: message });
  assert.equal(posted.status, 201, posted.text);
});
