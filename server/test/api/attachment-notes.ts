import assert from 'node:assert/strict';
import test from 'node:test';
import { client, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';
import { box, filmWithNotes, number, PIXELS, still, stillWithNotes, type Writing } from '../support/boxes.js';
import { download, upload } from '../support/files.js';
import { SECRET } from '../support/pictures.js';
import { orientationOf } from '../../src/features/attachments/picture/exif.js';
import type { Json } from '../support/client.js';

const { alice } = tokens;
const room = await client.createRoom(alice, [USERS.bob], 'Notes in boxes');

async function sent(content: Buffer): Promise<{ readonly answer: Json; readonly kept: Buffer }> {
  const { status, body, text } = await upload(client, alice, room, 'file', content);
  assert.equal(status, 201, text);
  return { answer: body, kept: Buffer.from(await (await download(client, body.url as string)).arrayBuffer()) };
}

const WRITINGS: readonly Writing[] = [
  { version: 0, isInMeta: false },
  { version: 1, isInMeta: false },
  { version: 1, isInMeta: true },
  { version: 2, isInMeta: true },
];

test('attachments: HEIC and AVIF lose the place where they were taken, and nothing moves in them', async () => {
  for (const brand of ['heic', 'avif'] as const)
    for (const writing of WRITINGS) {
      const given = stillWithNotes(brand, writing);
      const { answer, kept } = await sent(given);
      assert.equal(answer.content_type, `image/${brand}`);
      assert.equal(kept.includes(SECRET), false, JSON.stringify(writing));
      assert.equal(kept.length, given.length);
      assert.equal(kept.indexOf(PIXELS), given.indexOf(PIXELS));
      // For those who go by it.
      assert.equal(orientationOf(kept.subarray(kept.indexOf('MM\0*', 0, 'latin1'))), 6);
    }
});

test('attachments: films lose it, too, wherever in them it is written', async () => {
  for (const isLong of [false, true]) {
    const given = filmWithNotes(isLong);
    const { answer, kept } = await sent(given);
    assert.equal(answer.content_type, 'video/mp4');
    assert.equal(kept.includes(SECRET), false);
    assert.equal(kept.length, given.length);
    for (const name of ['mvhd', 'trak', 'tkhd', 'mdia', 'mdat'])
      assert.equal(kept.indexOf(name), given.indexOf(name), name);
    assert.equal(kept.indexOf(PIXELS), given.indexOf(PIXELS));
  }
});

test('attachments: an AVIF that is turned is measured upright', async () => {
  for (const [quarters, size] of [
    [0, [640, 480]],
    [1, [480, 640]],
    [2, [640, 480]],
    [3, [480, 640]],
  ] as const) {
    const { answer } = await sent(still('avif', quarters));
    assert.deepEqual([answer.width, answer.height], size, String(quarters));
  }
});

test('attachments: what is broken, cut off or made up is kept as far as it goes', async () => {
  const picture = stillWithNotes('heic', { version: 1, isInMeta: false });
  const film = filmWithNotes();
  const meta = picture.indexOf('meta');
  const places = picture.indexOf('iloc');
  const type = picture.subarray(0, meta - 4);
  // 65,535 parts of nothing for each of 40,000 items.
  const items = Buffer.alloc(40_000 * 6, Buffer.from([0, 1, 0, 0, 0xff, 0xff]));
  const bomb = box('iloc', number(0, 4), number(0, 2), number(40_000, 2), items);
  const broken = [
    ...[meta + 2, meta + 60, places + 9, picture.length - 120_000].map((end) => picture.subarray(0, end)),
    ...[40, 200, film.length - 150].map((end) => film.subarray(0, end)),
    Buffer.concat([type, box('meta', number(0, 4), box('iinf', number(0, 6)), bomb), box('mdat', PIXELS)]),
    Buffer.concat([type, number(3, 4), Buffer.from('meta'), PIXELS]),
    Buffer.concat([type, number(0xffffffff, 4), Buffer.from('meta'), PIXELS]),
  ];
  for (const content of broken) {
    const { answer, kept } = await sent(content);
    assert.equal(kept.length, content.length);
    assert.equal(answer.size, content.length);
  }
});
