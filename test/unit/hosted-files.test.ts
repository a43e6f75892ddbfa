import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { parseMarkdown } from '../../src/markdown/parse.js';
import { NO_FEATURES, STOCK_LIMITS } from '../../src/model/features.js';
import { contentOf, MemoryConnection, room, uuid } from '../support/memory-connection.js';
import type { Part } from '../../src/model/message.js';
import { withLinks, type UploadContext, type Uploader } from '../../src/session/hosted-files.js';
import { loadUploads } from '../../src/session/load-uploads.js';
import { loadStock } from '../../src/session/outbox/post.js';
import { ChatSession } from '../../src/session/session.js';
import { draftFilesOf } from '../../src/store/draft-files.js';

// Files in a page's own storage: on any server, messages carry links to them.

const ROOM = uuid(1);

// Loaded once, since no turn of a test makes it arrive.
await Promise.all([loadStock(), loadUploads()]);

function part(name: string, url: string | null, contentType = 'application/pdf', partUuid: string | null = null): Part {
  return { kind: 'file', uuid: partUuid, name, contentType, size: 1, width: null, height: null, url };
}

interface Link {
  readonly url: string;
  readonly label: string;
}

function textOf(node: Nodes): string {
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}

function linksIn(node: Nodes): Link[] {
  if (node.type === 'link') return [{ url: node.url, label: textOf(node) }];
  if (node.type === 'image') return [{ url: node.url, label: node.alt ?? '' }];
  return 'children' in node ? node.children.flatMap(linksIn) : [];
}

test('a link says the name of the file and leads to it, whatever the two are made of', () => {
  const character = fc.constantFrom(...Array.from('ab1 .-_*~`[]()<>\\|:!#&"\'@/é日🎉'), 'https://x.y');
  const name = fc.array(character, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
  const url = fc.webUrl({ withQueryParameters: true, withFragments: true }).map((each) => new URL(each).href);
  fc.assert(
    fc.property(
      name,
      url,
      fc.boolean(),
      fc.constantFrom('', 'look', '- a list', '> a quote'),
      (n, u, isPicture, text) => {
        fc.pre(n.trim() !== '');
        const body = withLinks(text, [part(n, u, isPicture ? 'image/png' : 'application/pdf')]);
        const link = linksIn(parseMarkdown(body.text).root).at(-1);
        assert.deepEqual(link, { url: u, label: n.replace(/\s+/g, ' ').trim() }, body.text);
      },
    ),
    { numRuns: 200 },
  );
});

test('files of the server stay files, and a text without files stays as it is', () => {
  const own = part('b', 'https://wazo.example/b', 'image/png', 'uuid');
  assert.deepEqual(withLinks('look', [own]), { text: 'look', parts: [own] });
  assert.deepEqual(withLinks('', [part('a', 'https://files.example/a'), own]), {
    text: '[a](<https://files.example/a>)',
    parts: [own],
  });
});

interface Stock {
  readonly session: ChatSession;
  readonly connection: MemoryConnection;
  readonly calls: { readonly file: File; readonly context: UploadContext }[];
}

/** A stock chatd, on a page with a storage of its own. */
async function stock(answer: (file: File) => unknown): Promise<Stock> {
  const connection = new MemoryConnection({ roomList: [room(1)], features: NO_FEATURES, limits: STOCK_LIMITS });
  const session = new ChatSession({ connection });
  const calls: Stock['calls'] = [];
  session.useUploader((async (file, context) => {
    calls.push({ file, context });
    context.onProgress(0.5);
    return answer(file);
  }) as Uploader);
  await session.start();
  await settled();
  return { session, connection, calls };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('on a stock chatd, files go to the page’s storage, and the message carries links', async () => {
  const { session, connection, calls } = await stock((file) => ({ url: `https://files.example/${file.name}` }));
  assert.ok(session.store.state.features.has('attachments'));
  session.attachFiles(ROOM, [{ name: 'plan.pdf', file: new Blob(['plan'], { type: 'application/pdf' }) }]);
  await settled();
  const [call] = calls;
  assert.deepEqual(
    [call?.file.name, call?.file.type, await call?.file.text(), call?.context.room],
    ['plan.pdf', 'application/pdf', 'plan', ROOM],
  );
  assert.equal(session.send(ROOM, 'look'), null);
  await settled();
  assert.deepEqual(connection.stored.map(contentOf), ['look\n\n[plan.pdf](<https://files.example/plan.pdf>)']);
  session.useUploader(null);
  assert.ok(!session.store.state.features.has('attachments'), 'the server itself takes none');
});

for (const [what, answer] of Object.entries({
  throws: (): never => {
    throw new Error('quota');
  },
  'answers nothing': (): undefined => undefined,
  'answers no address': () => ({ url: 'plan.pdf' }),
  'answers an address that no message may carry': () => ({ url: 'javascript:alert(1)' }),
}))
  test(`a storage that ${what} leaves a failed file, which holds the message and can be tried again`, async () => {
    const { session, calls } = await stock(answer);
    session.attachFiles(ROOM, [{ name: 'plan.pdf', file: new Blob(['plan']) }]);
    await settled();
    const [file] = draftFilesOf(session.store.state, ROOM).files;
    assert.deepEqual(
      [file?.status, file?.error?.code, session.send(ROOM, 'look')],
      ['failed', 'uploader-failed', 'uploader-failed'],
    );
    session.retryFile(ROOM, file!.localId);
    await settled();
    assert.equal(calls.length, 2);
    session.removeFile(ROOM, file!.localId);
    assert.equal(calls[0]?.context.signal.aborted, false);
  });

test('what a page’s storage tells of progress is taken with care', async () => {
  const { session, calls } = await stock(() => new Promise(() => undefined));
  session.attachFiles(ROOM, [{ name: 'plan.pdf', file: new Blob(['plan']) }]);
  await settled();
  const report = calls[0]!.context.onProgress;
  const progress = (): number | undefined => draftFilesOf(session.store.state, ROOM).files[0]?.progress;
  assert.equal(progress(), 0.5);
  for (const [told, shown] of [
    [7, 1],
    [-1, 0],
    [NaN, 0],
    [0.25, 0.25],
  ] as const) {
    report(told);
    assert.equal(progress(), shown);
  }
  session.removeFile(ROOM, draftFilesOf(session.store.state, ROOM).files[0]!.localId);
  assert.equal(calls[0]?.context.signal.aborted, true);
});
