import { expect } from '@open-wc/testing';
import { browserEnvironment } from '../../src/device/browser/environment.js';
import { openIndexedDb, VERSION, type IndexedDbStorage } from '../../src/device/browser/indexeddb.js';
import { MemoryQuickStorage, PLAIN_PACE, SILENCE } from '../../src/device/memory.js';
import { SafeStorage } from '../../src/device/safe-storage.js';
import type { NewOperation, StoredFile, StoredOperation } from '../../src/device/storage.js';
import { ChatFailure } from '../../src/model/errors.js';
import { textBody, type PendingMessage } from '../../src/model/message.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { ChatSession } from '../../src/session/session.js';
import type { ChatState } from '../../src/store/state.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { ALICE, MemoryConnection, message, room, uuid, contentOf } from '../support/memory-connection.js';
import { viewOf } from '../support/view.js';

const ROOM = uuid(1);
/** A version of the chat that this one does not know. */
const LATER = VERSION + 1;
const MONTH = 31 * 24 * 60 * 60 * 1_000;

const WRITTEN = '2026-11-22T18:00:00.000000Z';

const SEEN: Snapshot = {
  rooms: [room(1)],
  lastMessages: [message(2)],
  users: [{ uuid: ALICE, name: 'Alice', email: null }],
  roomUuid: ROOM,
  page: { roomUuid: ROOM, messages: [message(1), message(2)], hasOlder: true, revision: 2 },
};

function unsent(n: number): NewOperation {
  const intent = { kind: 'post', body: textBody(`text ${n}`) } as const;
  return { ...operation(n), intent, lane: ROOM, slot: null };
}

function reaction(n: number, on: boolean): NewOperation {
  const slot = 'react message 🎉';
  return { ...operation(n), intent: { kind: 'react', messageUuid: 'message', emoji: '🎉', on }, lane: slot, slot };
}

function operation(n: number): Omit<NewOperation, 'intent' | 'lane' | 'slot'> {
  const initial = { status: 'sending', error: null, base: null, hasBegun: false, after: null, triedAt: null } as const;
  return { localId: uuid(0x500 + n), roomUuid: ROOM, createdAt: WRITTEN, ...initial };
}

function textOf({ intent }: StoredOperation): string {
  return intent.kind === 'post' ? intent.body.text : intent.kind;
}

/** A database of its own for each test, which two tabs can open. */
describe('what is kept on the device', () => {
  let name: string;
  const open: IndexedDbStorage[] = [];
  const tab = async (now = Date.now()): Promise<IndexedDbStorage> => {
    const storage = await openIndexedDb({ now: () => now }, name);
    open.push(storage);
    return storage;
  };

  beforeEach(() => {
    name = `test ${crypto.randomUUID()}`;
  });

  afterEach(() => {
    for (const storage of open.splice(0)) storage.close();
    indexedDB.deleteDatabase(name);
  });

  it('is seen by every tab, in the order of writing', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.add('a', unsent(1));
    await other.add('a', unsent(2));
    await one.add('a', unsent(3));
    const kept = await other.operations('a');
    expect(kept.map(textOf)).to.deep.equal(['text 1', 'text 2', 'text 3']);
  });

  it('belongs to one owner', async () => {
    const storage = await tab();
    await storage.add('a', unsent(1));
    await storage.setDraft('a', ROOM, 'draft');
    expect(await storage.operations('b')).to.deep.equal([]);
    expect([...(await storage.drafts('b'))]).to.deep.equal([]);
    expect(await storage.update('b', unsent(1).localId, () => null)).to.equal(null);
    expect(await storage.operations('a')).to.have.length(1);
  });

  it('is changed by one tab at a time', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.add('a', unsent(1));
    const { localId } = unsent(1);
    const count = (storage: IndexedDbStorage): Promise<unknown> =>
      storage.update('a', localId, (message) => ({ ...message, triedAt: (message.triedAt ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => count(n % 2 ? one : other)));
    expect((await one.operations('a'))[0]?.triedAt).to.equal(20);
  });

  it('remembers what was sent when the message goes', async () => {
    const storage = await tab();
    await storage.add('a', unsent(1));
    const sent = { uuid: uuid(9), createdAt: '2026-11-22T18:00:01.000000Z' };
    expect(await storage.update('a', unsent(1).localId, () => null, sent)).to.equal(null);
    expect(await storage.operations('a')).to.deep.equal([]);
    expect(await storage.mark('a', ROOM)).to.include({ ...sent });
    expect((await storage.mark('a', ROOM))?.sent).to.deep.equal([uuid(9)]);
  });

  it('holds the last text of a draft, and nothing of an empty one', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.setDraft('a', ROOM, 'one');
    await other.setDraft('a', ROOM, 'other');
    expect([...(await one.drafts('a'))]).to.deep.equal([[ROOM, 'other']]);
    await one.setDraft('a', ROOM, '');
    expect([...(await other.drafts('a'))]).to.deep.equal([]);
  });

  it('holds what each owner saw last, until it is to be forgotten', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.setSnapshot('a', SEEN);
    await one.setSnapshot('b', { ...SEEN, roomUuid: null });
    expect(await other.snapshot('a')).to.deep.equal(SEEN);
    expect((await other.snapshot('b'))?.roomUuid).to.equal(null);
    expect(await other.snapshot('c')).to.equal(null);
    await other.clearSnapshots();
    expect([await one.snapshot('a'), await one.snapshot('b')]).to.deep.equal([null, null]);
  });

  it('is not answered and then forgotten when nobody has come back for a month', async () => {
    const now = Date.now();
    const before = await tab(now - MONTH);
    await before.add('a', unsent(1), [new Blob(['old'])]);
    await before.setDraft('a', ROOM, 'old');
    await before.setSnapshot('a', SEEN);
    const today = await tab(now);
    expect(await today.operations('a')).to.deep.equal([]);
    expect([...(await today.drafts('a'))]).to.deep.equal([]);
    expect(await today.snapshot('a')).to.equal(null);
    expect(await before.operations('a')).to.have.length(1);
    await today.forgetOld();
    expect(await before.snapshot('a')).to.equal(null);
    expect([await before.operations('a'), [...(await before.drafts('a'))]]).to.deep.equal([[], []]);
    expect(await before.files('a', unsent(1).localId)).to.deep.equal([]);
  });

  it('holds the last of several operations of a slot, with what it takes over from the first', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.add('a', { ...reaction(1, true), base: false });
    await one.update('a', reaction(1, true).localId, (now) => ({ ...now, hasBegun: true }));
    await one.add('b', reaction(2, true));
    const { operation: last } = await other.add('a', reaction(3, false));
    expect(await one.operations('a')).to.deep.equal([last]);
    expect(last).to.deep.include({ base: false, hasBegun: true });
    expect(await one.operations('b')).to.have.length(1);
  });

  it('holds the files of a message as long as the message', async () => {
    const [one, other] = [await tab(), await tab()];
    const { localId } = unsent(1);
    await one.add('a', unsent(1), [null, new Blob(['picture'])]);
    const [sent, picture] = await other.files('a', localId);
    expect([sent, await picture?.text()]).to.deep.equal([null, 'picture']);
    expect(await other.files('b', localId)).to.deep.equal([]);
    await one.update('a', localId, () => null);
    expect(await other.files('a', localId)).to.deep.equal([]);
  });

  it('holds the files of drafts in their order, until they are taken away or a message has them', async () => {
    const [one, other] = [await tab(), await tab()];
    const part = { kind: 'file', uuid: null, name: 'a', contentType: 'text/plain', size: 1 } as const;
    const file = (n: number): StoredFile => ({
      localId: uuid(0x600 + n),
      roomUuid: ROOM,
      order: n,
      part: { ...part, width: null, height: null, url: null },
      file: n === 3 ? null : new Blob([`file ${n}`]),
      arrivedAt: null,
    });
    for (const n of [2, 1, 3]) await one.keepFile('a', file(n));
    const arrival = { part: { ...file(1).part, uuid: 'on the server' }, arrivedAt: 5 };
    await other.fileArrived('a', file(1).localId, arrival);
    await other.fileArrived('a', file(4).localId, arrival);
    const kept = await other.draftFiles('a');
    const texts = await Promise.all(kept.map(async ({ file: bytes }) => (await bytes?.text()) ?? null));
    expect(texts).to.deep.equal(['file 1', 'file 2', null]);
    expect(kept[0]).to.deep.include(arrival);
    expect(await one.draftFiles('b')).to.deep.equal([]);
    await one.add('a', unsent(1), [], [file(1).localId]);
    await one.dropFile('a', file(2).localId);
    expect((await other.draftFiles('a')).map(({ order }) => order)).to.deep.equal([3]);
    for (const n of [1, 2]) expect(await other.files('a', file(n).localId)).to.deep.equal([]);
  });

  it('goes on in memory where the browser refuses, and comes back after the browser has closed the database', async () => {
    const refused = safe(() => Promise.reject(new DOMException('no', 'SecurityError')));
    expect((await refused.add('a', unsent(1))).shared).to.equal(false);
    expect(await refused.operations('a')).to.have.length(1);
    expect(await refused.update('a', unsent(1).localId, () => null)).to.equal(null);
    expect(await refused.operations('a')).to.have.length(0);
    const reopened = safe(() => tab());
    await reopened.add('a', unsent(1));
    open[open.length - 1]!.close();
    expect((await reopened.add('a', unsent(2))).shared).to.equal(true);
    expect(await reopened.operations('a')).to.have.length(2);
  });

  // Versions of what lies on the device

  /** A tab with another version of the chat. @param yields whether it closes the database for a later version */
  async function otherVersion(version: number, { yields = true, rows = [] as object[] } = {}): Promise<IDBDatabase> {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      if (version < LATER) createVersion1(request.result);
      if (version === 2) addVersion2(request);
    };
    const db = await answer(request);
    if (yields) db.onversionchange = () => db.close();
    if (rows.length > 0) {
      const outbox = db.transaction('outbox', 'readwrite').objectStore('outbox');
      for (const row of rows) await answer(outbox.add(row));
    }
    return db;
  }

  it('is brought over from version 1: texts, marks and drafts', async () => {
    const text = { content: 'old text', createdAt: WRITTEN, status: 'waiting', error: null, triedAt: 5 };
    const after = { uuid: uuid(7), createdAt: WRITTEN };
    const row = { ...text, after, localId: uuid(0x501), roomUuid: ROOM, owner: 'a', savedAt: Date.now() };
    const old = await otherVersion(1, { rows: [row, { ...row, localId: uuid(0x502), content: 'another' }] });
    const kept = { owner: 'a', roomUuid: ROOM, savedAt: Date.now() };
    await answer(
      old
        .transaction('drafts', 'readwrite')
        .objectStore('drafts')
        .add({ ...kept, text: 'half' }),
    );
    const mark = { ...kept, ...after, sent: [uuid(7)] };
    await answer(old.transaction('marks', 'readwrite').objectStore('marks').add(mark));
    const storage = await tab();
    const [first, second] = await storage.operations('a');
    expect(first).to.deep.include({
      localId: uuid(0x501),
      intent: { kind: 'post', body: textBody('old text') },
      lane: ROOM,
      slot: null,
      status: 'waiting',
      after,
      triedAt: 5,
    });
    expect(textOf(second!)).to.equal('another');
    expect([...(await storage.drafts('a'))]).to.deep.equal([[ROOM, 'half']]);
    expect((await storage.mark('a', ROOM))?.sent).to.deep.equal([uuid(7)]);
    const { operation: added } = await storage.add('a', unsent(3));
    expect(added.sequence).to.be.greaterThan(second!.sequence);
  });

  it('is brought over from version 2: operations and files, with room for what was seen last', async () => {
    const kept = { owner: 'a', savedAt: Date.now() };
    const old = await otherVersion(2, { rows: [{ ...unsent(1), ...kept }] });
    const files = { ...kept, localId: unsent(1).localId, files: [new Blob(['file'])] };
    await answer(old.transaction('files', 'readwrite').objectStore('files').add(files));
    const storage = await tab();
    expect((await storage.operations('a')).map(textOf)).to.deep.equal(['text 1']);
    expect(await storage.files('a', unsent(1).localId)).to.have.length(1);
    await storage.setSnapshot('a', SEEN);
    expect(await storage.snapshot('a')).to.deep.equal(SEEN);
    expect(await storage.draftFiles('a')).to.deep.equal([]);
  });

  it('goes on in memory while a tab with an earlier version does not close it, and on the device afterwards', async () => {
    const old = await otherVersion(1, { yields: false });
    let expire = (): void => undefined;
    const after = (_ms: number, callback: () => void): (() => void) => {
      expire = callback;
      return () => undefined;
    };
    const storage = new SafeStorage(() => tab(), { ...PLAIN_PACE, after }, new MemoryQuickStorage());
    const adding = storage.add('a', unsent(1));
    await turns();
    expire();
    expect((await adding).shared).to.equal(false);
    old.close();
    await until(() => open.length === 1);
    // The device takes the first one after all; it goes on in memory, once.
    while ((await open[0]!.operations('a')).length === 0) await turns();
    await turns();
    // What comes after it in its room stays in memory, too, and in order.
    await storage.add('a', unsent(2));
    expect((await storage.add('a', { ...unsent(3), roomUuid: uuid(2), lane: uuid(2) })).shared).to.equal(true);
    expect((await storage.operations('a')).map(textOf).sort()).to.deep.equal(['text 1', 'text 2', 'text 3']);
  });

  it('is left to a later version in another tab, and what this one holds goes on in memory', async () => {
    const storage = safe(() => tab());
    await storage.add('a', unsent(1));
    const later = await otherVersion(LATER);
    expect((await storage.add('a', unsent(2))).shared).to.equal(false);
    expect((await storage.operations('a')).map(textOf)).to.deep.equal(['text 1', 'text 2']);
    expect(await storage.update('a', unsent(1).localId, (now) => ({ ...now, status: 'waiting' }))).to.include({
      status: 'waiting',
    });
    later.close();
  });

  it('is left to a later version, and the session sends what it had kept there and what is written then', async () => {
    const connection = new MemoryConnection({ roomList: [room(1)] });
    const environment = { ...browserEnvironment(), openStorage: () => tab(), channel: () => SILENCE };
    const session = new ChatSession({ connection, host: 'https://a.example', environment });
    viewOf(session).open(ROOM);
    void session.start();
    const pending = (): readonly PendingMessage[] =>
      session.store.state.timelines.get(roomTimeline(ROOM))?.pending ?? [];
    await until(() => session.store.state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
    connection.fail('sendMessage');
    session.send(ROOM, 'kept');
    await until(() => pending()[0]?.status === 'waiting');
    const later = await otherVersion(LATER);
    session.send(ROOM, 'written then');
    session.retry(pending()[0]!.localId);
    await until(() => connection.stored.length === 2 && pending().length === 0);
    expect(connection.stored.map(contentOf)).to.deep.equal(['kept', 'written then']);
    session.stop();
    later.close();
  });

  it('of a later version is left as it is', async () => {
    (await otherVersion(LATER)).close();
    const storage = safe(() => tab());
    expect((await storage.add('a', unsent(1))).shared).to.equal(false);
    await storage.setDraft('a', ROOM, 'half');
    expect([...(await storage.drafts('a'))]).to.deep.equal([[ROOM, 'half']]);
    const later = await otherVersion(LATER);
    expect(later.version).to.equal(LATER);
    later.close();
  });

  // What is voided

  describe('in a transaction that aborts', () => {
    const unhandled: unknown[] = [];
    const note = (event: PromiseRejectionEvent): void => {
      event.preventDefault();
      unhandled.push(event.reason);
    };

    beforeEach(() => {
      unhandled.length = 0;
      window.addEventListener('unhandledrejection', note);
    });

    afterEach(() => {
      window.removeEventListener('unhandledrejection', note);
      restoreAll();
    });

    /** As when the disk is full, or the person clears the site's data: what was asked for is voided. */
    function abortWrites(): void {
      const prototypes = [IDBObjectStore.prototype, IDBCursor.prototype];
      for (const prototype of prototypes)
        for (const name of ['put', 'add', 'delete']) {
          const method = Reflect.get(prototype, name) as ((...args: unknown[]) => IDBRequest) | undefined;
          if (!method) continue;
          const aborting = function (this: object, ...args: unknown[]): IDBRequest {
            const request = method.apply(this, args);
            request.transaction?.abort();
            return request;
          };
          replace(prototype, name, { value: aborting });
        }
    }

    it('rejects where it was asked for, and nowhere else', async () => {
      const storage = await tab();
      await storage.add('a', reaction(1, true), [new Blob(['file'])]);
      abortWrites();
      const sent = { uuid: uuid(9), createdAt: WRITTEN };
      const { localId } = reaction(1, true);
      const attempts = [
        () => storage.add('a', unsent(2), [new Blob(['file'])]),
        () => storage.add('a', reaction(2, false)),
        () => storage.update('a', localId, (now) => now, sent),
        () => storage.update('a', localId, () => null, sent),
        () => storage.setDraft('a', ROOM, 'text'),
        () => storage.setDraft('a', ROOM, ''),
      ];
      for (const attempt of attempts) expect(await failure(attempt())).to.equal('AbortError', String(attempt));
      const old = await tab(Date.now() + MONTH);
      expect(await failure(old.forgetOld())).to.equal('AbortError');
      await turns();
      expect(unhandled).to.deep.equal([]);
    });

    it('takes the upgrade back, and the next one succeeds', async () => {
      const row = { content: 'text', createdAt: WRITTEN, localId: uuid(0x501), roomUuid: ROOM, owner: 'a' };
      const kept = { ...row, savedAt: Date.now(), status: 'sending', error: null, after: null, triedAt: null };
      await otherVersion(1, { rows: [kept] });
      const full = (): never => {
        throw new DOMException('no', 'QuotaExceededError');
      };
      replace(IDBCursor.prototype, 'update', { value: full });
      const outcome = await failure(tab());
      restoreAll();
      expect(outcome).to.equal('AbortError');
      await turns();
      expect(unhandled).to.deep.equal([]);
      expect((await (await tab()).operations('a')).map(textOf)).to.deep.equal(['text']);
    });
  });
});

function safe(openStorage: () => Promise<IndexedDbStorage>): SafeStorage {
  return new SafeStorage(openStorage, PLAIN_PACE, new MemoryQuickStorage());
}

const restores: (() => void)[] = [];

/** Replaces a property until `restoreAll`. */
function replace(target: object, name: string, descriptor: PropertyDescriptor): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
  restores.push(() => {
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  });
}

function restoreAll(): void {
  for (const restore of restores.splice(0).reverse()) restore();
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}

/** As the first version of the chat made it. */
function createVersion1(db: IDBDatabase): void {
  const outbox = db.createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true });
  outbox.createIndex('owner', 'owner');
  outbox.createIndex('localId', 'localId', { unique: true });
  for (const store of ['drafts', 'marks'])
    db.createObjectStore(store, { keyPath: ['owner', 'roomUuid'] }).createIndex('owner', 'owner');
}

/** What the second version added. */
function addVersion2({ result, transaction }: IDBOpenDBRequest): void {
  result.createObjectStore('files', { keyPath: ['owner', 'localId'] }).createIndex('owner', 'owner');
  transaction?.objectStore('outbox').createIndex('slot', ['owner', 'slot']);
}

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (thrown) {
    return (thrown as Error).name;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turns();
}

/** Some turns of the event loop: what the database has answered has been heard. */
async function turns(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  port1.close();
}

describe('two tabs of one person', () => {
  const host = `https://${crypto.randomUUID()}.example`;
  const sessions: ChatSession[] = [];

  /** A session with the browser's own storage, locks and channels. */
  async function open(connection: MemoryConnection): Promise<ChatSession> {
    const session = new ChatSession({ connection, host, environment: browserEnvironment() });
    sessions.push(session);
    viewOf(session).open(ROOM);
    void session.start();
    await reached(session, (state) => state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
    return session;
  }

  function reached(session: ChatSession, condition: (state: ChatState) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stop = session.store.subscribe(() => check());
      const check = (): void => {
        if (!condition(session.store.state)) return;
        stop();
        resolve();
      };
      check();
    });
  }

  const statuses = ({ store }: ChatSession): string[] =>
    (store.state.timelines.get(roomTimeline(ROOM))?.pending ?? []).map(({ body, status }) => `${body.text} ${status}`);

  afterEach(() => {
    for (const session of sessions.splice(0)) session.stop();
  });

  it('show what the other one writes, what becomes of it, and send each text once', async () => {
    const connection = new MemoryConnection({ roomList: [room(1)] });
    const [one, other] = [await open(connection), await open(connection)];
    connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
    one.send(ROOM, 'hello');
    await reached(other, () => statuses(other).join() === 'hello failed');
    const { localId } = other.store.state.timelines.get(roomTimeline(ROOM))!.pending[0]!;
    other.retry(localId);
    await reached(one, (state) => state.timelines.get(roomTimeline(ROOM))!.messages.length === 1);
    expect(statuses(one)).to.deep.equal([]);
    expect(connection.stored.map(contentOf)).to.deep.equal(['hello']);
  });

  it('find again what was left unsent and half written', async () => {
    const connection = new MemoryConnection({ roomList: [room(1)] });
    const first = await open(connection);
    connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
    first.send(ROOM, 'refused');
    first.setDraft(ROOM, 'half a thou');
    await reached(first, () => statuses(first).join() === 'refused failed');
    first.stop();
    const next = await open(new MemoryConnection({ roomList: [room(1)] }));
    await reached(next, () => statuses(next).join() === 'refused failed');
    expect(next.draft(ROOM)).to.equal('half a thou');
  });

  it('send what one kept that crashed before it told the other, once the other is turned to', async () => {
    const session = await open(new MemoryConnection({ roomList: [room(1)] }));
    const device = await openIndexedDb(PLAIN_PACE);
    await device.add(`${host} ${ALICE}`, unsent(9));
    device.close();
    window.dispatchEvent(new Event('focus'));
    await reached(session, (state) => state.timelines.get(roomTimeline(ROOM))!.messages.length === 1);
    expect(statuses(session).filter((status) => status.startsWith('text 9'))).to.deep.equal([]);
  });
});

describe('a page in which the browser blocks', () => {
  const blocked = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const rejected = (): Promise<never> => Promise.reject(new DOMException('blocked', 'SecurityError'));
  const unhandled: unknown[] = [];
  const note = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    unhandled.push(event.reason);
  };
  const blocks: Record<string, () => void> = {
    'channels, at their making': () => replace(window, 'BroadcastChannel', { value: blocked }),
    'channels, which are missing': () => replace(window, 'BroadcastChannel', { value: undefined }),
    'channels, at their use': () => replace(BroadcastChannel.prototype, 'postMessage', { value: blocked }),
    'locks, when they are looked for': () => replace(navigator, 'locks', { get: blocked }),
    'locks, which are missing': () => replace(navigator, 'locks', { value: undefined }),
    'locks, by an exception': () => replace(LockManager.prototype, 'request', { value: blocked }),
    'locks, by a rejection': () => replace(LockManager.prototype, 'request', { value: rejected }),
    'the database, when it is looked for': () => replace(window, 'indexedDB', { get: blocked }),
    'the database, which is missing': () => replace(window, 'indexedDB', { value: undefined }),
    'the database, at its opening': () => replace(IDBFactory.prototype, 'open', { value: blocked }),
    'the database, which never opens': () =>
      replace(IDBFactory.prototype, 'open', { value: () => document.createElement('i') }),
    'the database, at its use': () => replace(IDBDatabase.prototype, 'transaction', { value: blocked }),
    'all of it': () => {
      replace(window, 'BroadcastChannel', { value: blocked });
      replace(navigator, 'locks', { get: blocked });
      replace(window, 'indexedDB', { get: blocked });
    },
  };

  beforeEach(() => {
    unhandled.length = 0;
    window.addEventListener('unhandledrejection', note);
  });

  afterEach(() => {
    restoreAll();
    window.removeEventListener('unhandledrejection', note);
  });

  for (const [what, block] of Object.entries(blocks))
    it(`${what}: rooms open, texts are sent, drafts are there while the page is`, async () => {
      block();
      const environment = browserEnvironment();
      // What never answers is given up soon.
      const soon = { after: (ms: number, callback: () => void) => environment.after(Math.min(ms, 50), callback) };
      const connection = new MemoryConnection({ roomList: [room(1)] });
      const host = `https://${crypto.randomUUID()}.example`;
      const session = new ChatSession({ connection, host, environment: { ...environment, ...soon } });
      viewOf(session).open(ROOM);
      void session.start();
      await until(() => session.store.state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
      session.setDraft(ROOM, 'half');
      for (const text of ['one', 'two', 'three']) session.send(ROOM, text);
      await until(() => connection.stored.length === 3);
      await until(() => session.store.state.timelines.get(roomTimeline(ROOM))!.pending.length === 0);
      expect(connection.stored.map(contentOf)).to.deep.equal(['one', 'two', 'three']);
      expect(session.draft(ROOM)).to.equal('half');
      session.stop();
      await turns();
      expect(unhandled).to.deep.equal([]);
    });
});
