import assert from 'node:assert/strict';
import { get } from 'node:http';
import test from 'node:test';
import { type Answer, assertError, type Client, type Json, ROOMS } from '../support/client.js';
import { GIF, KEY, sendGif, sendJson, withProvider } from '../support/gif-provider.js';
import { clock, tokens } from '../support/shared-server.js';

const token = tokens.alice;

const list = (client: Client, query = ''): Promise<Answer> => client.send('GET', `${ROOMS}/gifs${query}`, { token });

const tenorGif = (origin: string, n: number): Json => {
  const format = (name: string): Json => ({ url: `${origin}/media/${n}/${name}`, dims: [200, 150], size: GIF.length });
  return {
    id: String(n),
    title: '',
    content_description: `Cat ${n}`,
    media_formats: { mediumgif: format('medium.gif'), tinygif: format('tiny.gif') },
  };
};

const giphyGif = (origin: string, n: number): Json => ({
  id: `g${n}`,
  title: `Dog ${n}`,
  images: {
    downsized: { url: `${origin}/media/g${n}/full.gif`, width: '320', height: '240' },
    fixed_width: { url: `${origin}/media/g${n}/small.gif`, width: '200', height: '150' },
  },
});

const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, index) => first + index);

/** Tenor with 60 cats, in pages of 50; their pictures are all the same. */
const cats = (url: URL, response: Parameters<typeof sendJson>[0]): void => {
  if (url.pathname.startsWith('/media/')) {
    sendGif(response);
    return;
  }
  const isSecond = url.searchParams.get('pos') === 'further';
  const results = isSecond ? numbers(50, 10) : numbers(0, 50);
  sendJson(response, { results: results.map((n) => tenorGif(url.origin, n)), next: isSecond ? '' : 'further' });
};

test('gif providers: Tenor is asked page by page, once, with its filter on', () =>
  withProvider('tenor', cats, async ({ client, provider }) => {
    const first = (await list(client, '?search=cat&limit=20&lang=fr-CA')).body;
    assert.deepEqual([first.items.length, first.items[0].title, first.items[0].width], [20, 'Cat 0', 200]);
    assert.ok(first.total > 20);
    const query = new URL(provider.searches[0]!, provider.origin);
    assert.equal(query.pathname, '/v2/search');
    assert.deepEqual(
      ['q', 'contentfilter', 'locale', 'key'].map((name) => query.searchParams.get(name)),
      ['cat', 'high', 'fr_FR', KEY],
    );
    await list(client, '?search=cat&limit=20&lang=fr');
    const second = (await list(client, '?search=cat&limit=20&offset=20&lang=fr')).body;
    assert.equal(provider.searches.length, 1);
    const last = (await list(client, '?search=cat&limit=20&offset=40&lang=fr')).body;
    assert.equal(provider.searches.length, 2);
    const ids = [first, second, last].flatMap(({ items }: Json) => items.map((item: Json) => item.id as string));
    assert.deepEqual(ids, numbers(0, 60).map(String));
    assert.deepEqual([last.total, last.filtered], [60, 60]);
    clock.advance(11 * 60_000);
    await list(client, '?search=cat&limit=20&lang=fr');
    assert.equal(provider.searches.length, 3);
    await list(client);
    assert.match(provider.searches[3]!, /^\/v2\/featured\?/);
  }));

test('gif providers: those who ask for the same at once share one answer', () =>
  withProvider('tenor', cats, async ({ client, provider }) => {
    const answers = await Promise.all(numbers(0, 8).map(() => list(client, '?search=cat')));
    assert.ok(answers.every(({ body }) => body.items.length === 24));
    assert.equal(provider.searches.length, 1);
  }));

test('gif providers: GIPHY is asked in its way', () =>
  withProvider(
    'giphy',
    (url, response) => {
      if (url.pathname.startsWith('/media/')) {
        sendGif(response);
        return;
      }
      const data = numbers(Number(url.searchParams.get('offset')), 50).map((n) => giphyGif(url.origin, n));
      sendJson(response, { data, pagination: { total_count: 5_000 } });
    },
    async ({ client, provider }) => {
      const { items } = (await list(client, '?search=dog&offset=40&limit=20&lang=fr')).body;
      assert.deepEqual([items[0].id, items[19].id, items[0].height], ['g40', 'g59', 240]);
      const query = new URL(provider.searches[1]!, provider.origin);
      assert.equal(query.pathname, '/v1/gifs/search');
      assert.deepEqual(
        ['q', 'rating', 'lang', 'offset', 'api_key'].map((name) => query.searchParams.get(name)),
        ['dog', 'g', 'fr', '50', KEY],
      );
      // Nobody looks at thousands.
      assert.deepEqual((await list(client, '?search=dog&offset=900&limit=20&lang=fr')).body.items, []);
      assert.equal(provider.searches.length, 6);
      assert.equal((await list(client)).body.items.length, 24);
      assert.match(provider.searches.at(-1)!, /^\/v1\/gifs\/trending\?/);
    },
  ));

test('gif providers: pictures come through the server, by addresses that it has made', () =>
  withProvider('tenor', cats, async ({ client, provider }) => {
    const answer = await list(client, '?search=cat&limit=2');
    assert.ok(!answer.text.includes(KEY) && !answer.text.includes(provider.origin));
    const [{ url, preview_url }] = answer.body.items;
    for (const path of [url, preview_url, url]) {
      const picture = await fetch(client.url + (path as string));
      assert.equal(picture.status, 200);
      assert.equal(picture.headers.get('content-type'), 'image/gif');
      assert.equal(picture.headers.get('x-content-type-options'), 'nosniff');
      assert.deepEqual(Buffer.from(await picture.arrayBuffer()), GIF);
    }
    const loaded = provider.asked.filter((path) => path.startsWith('/media/'));
    assert.deepEqual(loaded, ['/media/0/medium.gif', '/media/0/tiny.gif']);
    const forged = [
      (url as string).replace('/0/', '/1/'),
      (url as string).replace('full', 'preview'),
      (url as string).split('?')[0]!,
      `${(url as string).slice(0, -4)}AAAA`,
    ];
    for (const path of forged) assertError(await client.send('GET', path), 404, 'unknown-gif');
  }));

test('gif providers: a picture is found again by a server that was started since', async () => {
  let url = '';
  await withProvider('tenor', cats, async ({ client }) => {
    url = (await list(client, '?search=cat&limit=1')).body.items[0].url;
  });
  await withProvider(
    'tenor',
    (asked, response) => {
      if (asked.pathname !== '/v2/posts') {
        cats(asked, response);
        return;
      }
      sendJson(response, { results: asked.searchParams.get('ids') === '0' ? [tenorGif(asked.origin, 0)] : [] });
    },
    async ({ client, provider }) => {
      assert.equal((await fetch(client.url + url)).status, 200);
      provider.answer = (_url, response) => response.writeHead(404).end();
    },
  );
  await withProvider(
    'tenor',
    (_url, response) => sendJson(response, { results: [] }),
    async ({ client }) => assertError(await client.send('GET', url), 404, 'unknown-gif'),
  );
});

const FAULTS: readonly [
  what: string,
  answer: (url: URL, response: Parameters<typeof sendJson>[0]) => void,
  status: number,
  id: string,
  logged: RegExp,
][] = [
  ['a key that is refused', (_, r) => r.writeHead(403).end('{}'), 502, 'gif-provider-failed', /answered 403/],
  ['a fault of its own', (_, r) => r.writeHead(500).end(), 503, 'gif-provider-unavailable', /answered 500/],
  ['broken JSON', (_, r) => r.end('{"results": ['), 502, 'gif-provider-failed', /no JSON/],
  ['another shape', (_, r) => sendJson(r, { results: 'none' }), 502, 'gif-provider-failed', /another shape/],
  ['a page in place of JSON', (_, r) => r.end('<html>'), 502, 'gif-provider-failed', /no JSON/],
  [
    'a redirection',
    (_, r) => r.writeHead(302, { Location: 'http://127.0.0.1:1/secret' }).end(),
    502,
    'gif-provider-failed',
    /answered 302/,
  ],
  ['a connection that breaks', (_, r) => r.destroy(), 503, 'gif-provider-unavailable', /.+/],
  ['an answer without end', (_, r) => r.end(Buffer.alloc(5_000_000, ' ')), 502, 'gif-provider-failed', /more than/],
];
for (const [what, answer, status, id, logged] of FAULTS) {
  test(`gif providers: ${what} is told, without the key`, () =>
    withProvider('tenor', answer, async ({ client, log }) => {
      const told = await list(client, '?search=cat');
      assertError(told, status, id);
      assert.ok(!told.text.includes(KEY));
      assert.match(log.join('\n'), logged);
      assert.ok(!log.join('\n').includes(KEY));
    }));
}

test('gif providers: one that wants to be left alone is, for as long as it says', () =>
  withProvider(
    'tenor',
    (_url, response) => response.writeHead(429, { 'Retry-After': '20' }).end(),
    async ({ client, provider }) => {
      assert.equal((await list(client, '?search=cat')).body.details.retry_after, 20);
      provider.answer = cats;
      assertError(await list(client, '?search=dog'), 503, 'gif-provider-unavailable');
      assert.equal(provider.asked.length, 1);
      clock.advance(20_000);
      assert.equal((await list(client, '?search=dog')).status, 200);
    },
  ));

test('gif providers: one that says nothing is not waited for', () =>
  withProvider(
    'tenor',
    () => undefined,
    async ({ client, provider }) => {
      const asked = list(client, '?search=cat');
      while (provider.asked.length === 0) await new Promise(setImmediate);
      clock.advance(8_000);
      assertError(await asked, 503, 'gif-provider-unavailable');
    },
  ));

/** What a server answers for the picture of a GIF whose provider answers so. */
async function pictureFor(
  answer: (response: Parameters<typeof sendJson>[0]) => void,
  body: (ask: () => Promise<Response>, client: Client, url: string) => Promise<void>,
  mediaOrigin?: string,
): Promise<void> {
  await withProvider(
    'tenor',
    (url, response) => {
      if (url.pathname.startsWith('/media/')) answer(response);
      else sendJson(response, { results: [tenorGif(mediaOrigin ?? url.origin, 7)] });
    },
    async ({ client }) => {
      const { url } = (await list(client, '?search=cat')).body.items[0];
      const address = client.url + (url as string);
      await body(() => fetch(address), client, address);
    },
  );
}

const PICTURE_FAULTS: readonly [
  what: string,
  answer: (response: Parameters<typeof sendJson>[0]) => void,
  status: number,
][] = [
  ['a page', (r) => r.setHeader('Content-Type', 'image/gif').end('<script>alert(1)</script>'), 502],
  ['nothing', (r) => r.end(), 502],
  ['a fault', (r) => r.writeHead(500).end(), 503],
  ['a redirection into the network', (r) => r.writeHead(302, { Location: 'http://169.254.169.254/' }).end(), 502],
  ['a huge one', (r) => r.writeHead(200, { 'Content-Length': '99000000' }).end(GIF), 502],
];
for (const [what, answer, status] of PICTURE_FAULTS) {
  test(`gif providers: ${what} in place of a picture is refused, and not kept`, () =>
    pictureFor(answer, async (ask) => {
      const told = await ask();
      assert.equal(told.status, status);
      assert.match(told.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(told.headers.get('cache-control'), null);
    }));
}

test('gif providers: pictures on hosts that are not the provider’s are not loaded', async () => {
  for (const origin of ['http://169.254.169.254', 'https://eviltenor.com', 'http://media.tenor.com', 'file://'])
    await pictureFor(sendGif, async (ask) => assert.equal((await ask()).status, 502), origin);
});

test('gif providers: a picture that grows beyond all bounds breaks off', () =>
  pictureFor(
    (response) => {
      response.write(GIF);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    },
    async (ask) => {
      const told = await ask();
      assert.equal(told.status, 200);
      await assert.rejects(told.arrayBuffer());
    },
  ));

/** Asks, and is gone as soon as something comes. */
function leave(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent: false }, (answer) => {
      resolve(answer.statusCode);
      asked.destroy();
    });
    asked.on('error', reject);
  });
}

test('gif providers: who goes away in the middle of pictures takes no place from others', () =>
  pictureFor(
    (response) => response.write(Buffer.concat([GIF, Buffer.alloc(1_000)])),
    async (_ask, client, url) => {
      for (let round = 0; round < 70; round += 1) {
        assert.equal(await leave(url), 200, String(round));
        // The server has heard of it when it answers the next request.
        await client.send('GET', '/api/chatd/1.0/gifs/none/full.gif');
      }
    },
  ));
