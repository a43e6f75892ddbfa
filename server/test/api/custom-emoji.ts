import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { EMOJIS } from '../../src/demo/emojis.js';
import { importSeed } from '../../src/seed/import.js';
import type { SeedEmoji } from '../../src/seed/seed.js';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { webp } from '../support/pictures.js';
import { client, clock, server, tokens } from '../support/shared-server.js';
import { createFiles } from '../support/test-files.js';
import { OTHER_TENANT, TENANT, USERS } from '../support/test-server.js';

const EMOJI = `${ROOMS}/emojis`;
const folder = mkdtempSync(join(tmpdir(), 'wazo-emojis-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const list = async (token = tokens.alice): Promise<Json[]> =>
  (await client.send('GET', EMOJI, { token })).body.items as Json[];
const urlOf = async (shortcode: string, token = tokens.alice): Promise<string> =>
  (await list(token)).find((item) => item.shortcode === shortcode)?.url as string;

function fileOf(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Brings emoji in as the server does at its start, for one of the tenants. */
async function seedWith(emojis: readonly SeedEmoji[], uuid = TENANT): Promise<void> {
  const { files, drop } = createFiles();
  const name = uuid === TENANT ? 'Widget Test' : 'Other Tenant';
  await importSeed({ database: server.database, files }, { tenants: [{ uuid, name, users: [], emojis }] }, '', clock);
  drop();
}

const picture = (name: string): string => EMOJIS.find(({ shortcode }) => shortcode === name)?.file ?? '';

test('custom emoji: those of the seed are listed by name, for the people of their tenant', async () => {
  const { status, body } = await client.send('GET', EMOJI, { token: tokens.alice });
  assert.equal(status, 200);
  const names = ['approved', 'hold_music', 'on_hold', 'party_friend'];
  assert.deepEqual(
    body.items.map((item: Json) => item.shortcode as string),
    names,
  );
  assert.deepEqual([body.filtered, body.total], [4, 4]);
  assert.deepEqual(Object.keys(body.items[0]).sort(), ['shortcode', 'url']);
  // Erin is of another one.
  assert.deepEqual((await client.send('GET', EMOJI, { token: tokens.erin })).body, {
    items: [],
    filtered: 0,
    total: 0,
  });
  const { features } = (await client.send('GET', `${ROOMS}/features`, { token: tokens.alice })).body;
  assert.ok(features.includes('custom_emoji'));
});

test('custom emoji: a picture needs no token, is kept for ever, and can run nothing', async () => {
  for (const { shortcode, url } of await list()) {
    const answer = await fetch(client.url + (url as string), { headers: { Origin: 'https://app.example' } });
    assert.equal(answer.status, 200, shortcode);
    const header = (name: string): string | null => answer.headers.get(name);
    assert.equal(header('content-type'), `image/${picture(shortcode as string).slice(-3)}`);
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(header('access-control-allow-origin'), '*');
    assert.equal(header('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(header('vary'), null);
    assert.equal(header('cache-control'), 'public, max-age=31536000, immutable');
    assert.match(header('content-disposition') ?? '', new RegExp(`^inline; filename="?${shortcode as string}\\.`));
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.deepEqual(bytes, readFileSync(picture(shortcode as string)));
    assert.equal(header('content-length'), String(bytes.length));
  }
});

test('custom emoji: nobody finds a picture who was not told its address', async () => {
  for (const name of ['approved', 'approved.png', randomUUID(), '..%2fapproved', '__proto__', '%00']) {
    const answer = await client.send('GET', `/api/chatd/1.0/emojis/${name}`);
    assertError(answer, 404, 'unknown-emoji', 'https://app.example');
    assert.equal(answer.headers.get('cache-control'), null, name);
  }
  const [first, second] = await list();
  assert.match(first.url, /\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(first.url, second.url);
});

test('custom emoji: an address stays for as long as the picture does', async () => {
  await seedWith([{ shortcode: 'acme_own', file: picture('approved') }], OTHER_TENANT);
  const before = await urlOf('acme_own', tokens.erin);
  await seedWith([{ shortcode: 'acme_own', file: picture('approved') }], OTHER_TENANT);
  assert.equal(await urlOf('acme_own', tokens.erin), before);
  await seedWith([{ shortcode: 'acme_own', file: picture('on_hold') }], OTHER_TENANT);
  const changed = await urlOf('acme_own', tokens.erin);
  assert.notEqual(changed, before);
  assert.equal((await client.send('GET', before)).status, 404);
  assert.equal((await client.send('GET', changed)).status, 200);
  // What the seed does not name any more is still shown.
  await seedWith([], OTHER_TENANT);
  assert.equal(await urlOf('acme_own', tokens.erin), changed);
  await server.database.query('DELETE FROM chatd_custom_emoji WHERE tenant_uuid = $1', [OTHER_TENANT]);
});

async function newMessage(): Promise<string> {
  const room = await client.createRoom(tokens.alice, [USERS.bob], 'Custom emoji');
  const { uuid } = await client.post(tokens.alice, room, 'react!');
  return `${ROOMS}/${room}/messages/${uuid as string}/reactions`;
}

test('custom emoji: one reacts with those that there are, and with nothing that is like them', async () => {
  const url = await newMessage();
  const add = (emoji: string): Promise<Answer> => client.send('POST', url, { token: tokens.bob, body: { emoji } });
  const added = await add(':approved:');
  assert.equal(added.status, 201, added.text);
  assert.equal(added.body.emoji, ':approved:');
  assert.equal((await add(':approved:')).status, 200);
  for (const emoji of [
    ':nope:',
    'approved',
    ':approved',
    ':APPROVED:',
    ':approved: ',
    ':approved::on_hold:',
    '::',
    ':smile:',
    `:${'a'.repeat(33)}:`,
    ":a' OR true --:",
  ])
    assertError(await add(emoji), 400, 'invalid-data');
  const { items } = (await client.send('GET', url, { token: tokens.alice })).body;
  assert.deepEqual(
    items.map(({ emoji }: Json) => emoji as string),
    [':approved:'],
  );
  // One that is there can be taken back, whatever became of the emoji.
  await server.database.query(`DELETE FROM chatd_custom_emoji WHERE shortcode = 'approved'`);
  const remove = (emoji: string): Promise<Answer> =>
    client.send('DELETE', `${url}?emoji=${encodeURIComponent(emoji)}`, { token: tokens.bob });
  assertError(await add(':approved:'), 400, 'invalid-data');
  assert.equal((await remove(':approved:')).status, 204);
  assertError(await remove(':approved:'), 404, 'unknown-reaction');
  assertError(await remove('approved'), 400, 'invalid-data');
  await seedWith(EMOJIS);
});

test('custom emoji: those of another tenant are none', async () => {
  await seedWith([{ shortcode: 'theirs', file: picture('approved') }], OTHER_TENANT);
  const url = await newMessage();
  const answer = await client.send('POST', url, { token: tokens.alice, body: { emoji: ':theirs:' } });
  assertError(answer, 400, 'invalid-data');
  await server.database.query('DELETE FROM chatd_custom_emoji WHERE tenant_uuid = $1', [OTHER_TENANT]);
});

const png = picture('approved');
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const WRONG: readonly (readonly [what: string, emojis: () => readonly SeedEmoji[], message: RegExp])[] = [
  [
    'a blank in its name',
    () => [{ shortcode: 'a b', file: png }],
    /":a b:" must be called by 1 to 32 of the characters/,
  ],
  ['capitals', () => [{ shortcode: 'Ship', file: png }], /":Ship:" must be called by/],
  ['no name', () => [{ shortcode: '', file: png }], /"::" must be called by/],
  ['a long name', () => [{ shortcode: 'a'.repeat(33), file: png }], /must be called by/],
  ['the name of a standard emoji', () => [{ shortcode: 'tada', file: png }], /":tada:" has the name of an emoji/],
  ['the French name of one', () => [{ shortcode: 'coeur', file: png }], /":coeur:" has the name of an emoji/],
  [
    'the name of another',
    () => [
      { shortcode: 'acme', file: png },
      { shortcode: 'acme', file: picture('on_hold') },
    ],
    /":acme:" is there twice/,
  ],
  ['no picture', () => [{ shortcode: 'acme', file: join(folder, 'none.png') }], /":acme:", .*none\.png: ENOENT/],
  ['a page', () => [{ shortcode: 'acme', file: fileOf('page.png', '<html></html>') }], /is neither a PNG nor a GIF/],
  ['a drawing that may hold scripts', () => [{ shortcode: 'acme', file: fileOf('a.svg', svg) }], /is neither a PNG/],
  ['nothing', () => [{ shortcode: 'acme', file: fileOf('empty.png', '') }], /is neither a PNG/],
  [
    'the beginning of a picture',
    () => [{ shortcode: 'acme', file: fileOf('broken.gif', 'GIF89a') }],
    /broken\.gif: (is broken|is neither)/,
  ],
  ['too many pixels', () => [{ shortcode: 'acme', file: fileOf('wide.webp', webp(1)) }], /640 × 480 pixels; 512/],
  [
    'too many bytes',
    () => [{ shortcode: 'acme', file: fileOf('large.png', Buffer.concat([readFileSync(png), Buffer.alloc(300_000)])) }],
    /bytes; 262144 is the most/,
  ],
];

for (const [what, emojis, message] of WRONG) {
  test(`custom emoji: a seed with one that has ${what} is refused, and changes nothing`, async () => {
    const before = await list();
    await assert.rejects(
      seedWith([{ shortcode: 'acme_right', file: png }, ...emojis()]),
      (error: Error) => message.test(error.message) || assert.fail(error.message),
    );
    assert.deepEqual(await list(), before);
  });
}
