import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import test from 'node:test';
import { assertError, type Json } from '../support/client.js';
import { client, server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';
import { download, upload } from '../support/files.js';
import { box, still } from '../support/boxes.js';
import { exif, jpeg, png, SECRET, webp } from '../support/pictures.js';
import { orientationOf } from '../../src/features/attachments/picture/exif.js';

const { alice } = tokens;
const room = await client.createRoom(alice, [USERS.bob], 'Kinds of files');

async function sent(name: string, content: string | Uint8Array): Promise<Json> {
  const answer = await upload(client, alice, room, name, content);
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

async function received(url: string): Promise<Buffer> {
  return Buffer.from(await (await download(client, url)).arrayBuffer());
}

const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const EXE = Buffer.concat([Buffer.from('MZ\x90\0', 'latin1'), Buffer.alloc(200)]);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

/** As browsers begin what they record: a WebM with its tracks, each of them Opus or VP8. */
function webm(...tracks: readonly ('film' | 'sound')[]): Buffer {
  const head = '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff';
  const notes = '1549a966992ad7b1830f42404d80864368726f6d655741864368726f6d65';
  const types = { film: 'ae8ad7810283810186825650', sound: 'ae8ad7810183810286824f70' };
  const all = tracks.map((track) => types[track]).join('');
  const length = (0x80 + all.length / 2).toString(16);
  return Buffer.from(`${head}${notes}1654ae6b${length}${all}1f43b67501ffffffffffffffe78100`, 'hex');
}

/** An MP4 with its tracks, by what handles them. */
function mp4(...handlers: readonly ('soun' | 'vide')[]): Buffer {
  const tracks = handlers.map((handler) => {
    const what = Buffer.concat([Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(13)]);
    return box('trak', box('tkhd', Buffer.alloc(84)), box('mdia', box('hdlr', what)));
  });
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\x02\0isomiso6mp41', 'latin1')), box('moov', ...tracks)]);
}

/** Name, bytes, and what they are. */
const KINDS: readonly (readonly [name: string, content: string | Uint8Array, type: string, isInline: boolean])[] = [
  ['IMG_0001.HEIC', still('heic'), 'image/heic', false],
  ['new.avif', still('avif'), 'image/avif', true],
  ['a.gif', GIF, 'image/gif', true],
  ['a', GIF, 'image/gif', true],
  ['page.html', '<!doctype html><script>alert(1)</script>', 'text/plain', false],
  ['picture.svg', SVG, 'text/plain', false],
  ['picture.svg', `<?xml version="1.0"?>${SVG}`, 'application/xml', false],
  ['photo.png', EXE, 'application/x-msdownload', false],
  ['page.png', '<script>alert(1)</script>', 'text/plain', false],
  ['both.gif', Buffer.concat([GIF, Buffer.from('<script>alert(1)</script>')]), 'image/gif', true],
  ['log.txt', '\u001b[31mred\u001b[0m\tü\n', 'text/plain', false],
  ['latin1.txt', Buffer.from([0xe9, 0x20, 0xe8]), 'application/octet-stream', false],
  ['sound.wav', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1'), 'audio/wav', true],
  ['voice.webm', webm('sound'), 'audio/webm', true],
  ['film.webm', webm('sound', 'film'), 'video/webm', true],
  ['silent.webm', webm('film'), 'video/webm', true],
  ['nothing.webm', webm(), 'video/webm', true],
  ['short.webm', webm('sound').subarray(0, 70), 'video/webm', true],
  ['voice.m4a', mp4('soun'), 'audio/mp4', true],
  ['film.mp4', mp4('vide', 'soun'), 'video/mp4', true],
  ['short.mp4', mp4('soun').subarray(0, 100), 'video/mp4', true],
  ['doc.pdf', '%PDF-1.7\n', 'application/pdf', false],
];

test('attachments: what a file is, its bytes say; what could run is only ever saved', async () => {
  for (const [name, content, type, isInline] of KINDS) {
    const { url, content_type } = await sent(name, content);
    assert.equal(content_type, type, name);
    const answer = await download(client, url);
    const header = (key: string): string | null => answer.headers.get(key);
    assert.equal(header('content-type'), isInline ? type : 'application/octet-stream', name);
    assert.match(header('content-disposition') ?? '', isInline ? /^inline;/ : /^attachment;/, name);
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.match(header('content-security-policy') ?? '', /default-src 'none';.*sandbox/);
    assert.equal(header('cross-origin-resource-policy'), 'cross-origin');
    assert.equal(header('access-control-allow-origin'), 'https://app.example');
    assert.match(header('cache-control') ?? '', /^private,/);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(content as Uint8Array), name);
  }
});

const NAMES: readonly (readonly [given: string, kept: string])[] = [
  ['中文文件.rtf', '中文文件.rtf'],
  ['Ünïcode 🎉.pdf', 'Ünïcode 🎉.pdf'],
  ['Banner-%20.jpg', 'Banner-%20.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\a.txt', 'a.txt'],
  ['photo.\u202egpj.exe', 'photo.gpj.exe'],
  ['.htaccess', 'htaccess'],
  ['..', 'file'],
  [' a . ', 'a'],
  ['a;b=c, d.txt', 'a;b=c, d.txt'],
  [`${'x'.repeat(300)}.tar.gz`, `${'x'.repeat(193)}.tar.gz`],
  ['🎉'.repeat(300), '🎉'.repeat(200)],
];

test('attachments: names stay as they are but for what misleads, and are saved under', async () => {
  for (const [given, kept] of NAMES) {
    const { name, url } = await sent(given, 'a');
    assert.equal(name, kept);
    const disposition = (await download(client, url)).headers.get('content-disposition') ?? '';
    const encoded = /filename\*=UTF-8''(.+)$/.exec(disposition)?.[1];
    const plain = /filename="?([^"]*)"?$/.exec(disposition)?.[1];
    assert.equal(encoded === undefined ? plain : decodeURIComponent(encoded), kept, disposition);
  }
});

test('attachments: photos lose the place where they were taken and stay upright', async () => {
  const makers = { jpeg, png, webp } as const;
  for (const [kind, make] of Object.entries(makers)) {
    for (const orientation of [1, 6]) {
      const given = make(orientation);
      assert.ok(given.includes(SECRET));
      const { url, width, height, size, content_type } = await sent(`photo.${kind}`, given);
      const kept = await received(url);
      assert.equal(content_type, `image/${kind}`);
      assert.equal(kept.includes(SECRET), false, kind);
      assert.equal(kept.length, size);
      // Browsers do not turn a WebP.
      assert.deepEqual([width, height], orientation === 6 && kind !== 'webp' ? [480, 640] : [640, 480], kind);
      const at = Math.max(kept.indexOf('MM\0*', 0, 'latin1'), 0);
      assert.equal(orientationOf(kept.subarray(at)), orientation, kind);
      // The picture itself is as it was.
      assert.ok(kept.includes(Buffer.alloc(100_000, 7)), kind);
    }
  }
  const { url } = await sent('photo.jpg', jpeg(1));
  assert.ok((await received(url)).includes('ICC_PROFILE'));
});

test('attachments: what follows a picture is taken and dropped, however long it is', async () => {
  const film = Buffer.alloc(5_000_000, 9);
  for (const picture of [jpeg(1), png(1), webp(1)]) {
    const { url, size } = await sent('moving.jpg', Buffer.concat([picture, film]));
    assert.ok(size < 300_000);
    assert.equal((await received(url)).includes(film.subarray(0, 1_000)), false);
  }
});

test('attachments: pictures that are broken or cut off are taken, without their notes', async () => {
  const whole = jpeg(6);
  const broken: readonly Uint8Array[] = [
    ...[3, 4, 21, 60, 200, 250_000].map((length) => whole.subarray(0, length)),
    Buffer.concat([whole.subarray(0, 2), Buffer.from('no marker at all'), Buffer.alloc(50)]),
    png(1).subarray(0, 40),
    webp(6).subarray(0, 30),
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 20]), exif(6).subarray(0, 12)]),
  ];
  for (const content of broken) {
    const { url, size } = await sent('broken.jpg', content);
    const kept = await received(url);
    assert.equal(kept.length, size);
    assert.equal(kept.includes(SECRET), false);
    assert.deepEqual(kept.subarray(0, 2), Buffer.from(content.subarray(0, 2)));
  }
});

test('attachments: parts of a file can be read, as players do', async () => {
  const { url } = await sent('sound.txt', '0123456789');
  const part = async (range: string, more: Record<string, string> = {}) => {
    const answer = await download(client, url, { Range: range, ...more });
    return [answer.status, answer.headers.get('content-range'), await answer.text()];
  };
  assert.deepEqual(await part('bytes=0-3'), [206, 'bytes 0-3/10', '0123']);
  assert.deepEqual(await part('bytes=7-'), [206, 'bytes 7-9/10', '789']);
  assert.deepEqual(await part('bytes=-2'), [206, 'bytes 8-9/10', '89']);
  assert.deepEqual(await part('bytes=8-100'), [206, 'bytes 8-9/10', '89']);
  assert.deepEqual((await part('bytes=10-')).slice(0, 2), [416, 'bytes */10']);
  for (const range of ['bytes=0-1,4-5', 'nonsense', 'lines=1-2'])
    assert.deepEqual(await part(range), [200, null, '0123456789']);
  const whole = await download(client, url);
  assert.equal(whole.headers.get('accept-ranges'), 'bytes');
  const tag = whole.headers.get('etag') ?? '';
  assert.deepEqual(await part('bytes=0-3', { 'If-Range': tag }), [206, 'bytes 0-3/10', '0123']);
  assert.deepEqual(await part('bytes=0-3', { 'If-Range': '"other"' }), [200, null, '0123456789']);
  assert.equal((await download(client, url, { 'If-None-Match': tag })).status, 304);
  const head = await fetch(`${client.url}${url}`, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '10', '']);
});

test('attachments: a file that somebody took out of the storage is 404', async () => {
  const { url, uuid } = await sent('a', 'a');
  await rm(`${server.files}/kept/${uuid.slice(0, 2)}/${uuid.slice(2, 4)}/${uuid}`);
  const answer = await client.send('GET', url);
  assertError(answer, 404, 'unknown-attachment');
  assert.equal(answer.headers.get('cache-control'), null);
  assert.equal(answer.headers.get('etag'), null);
});

test('attachments: an AVIF has its size; a HEIC, which hardly any browser draws, is a file with a type', async () => {
  const avif = await sent('new.avif', still('avif'));
  assert.deepEqual([avif.content_type, avif.width, avif.height], ['image/avif', 640, 480]);
  const heic = await sent('IMG_0001.HEIC', still('heic'));
  assert.deepEqual([heic.content_type, heic.width, heic.height], ['image/heic', null, null]);
  assert.deepEqual(await received(heic.url as string), still('heic'));
});
