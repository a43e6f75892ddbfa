import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from '../support/view.js';
import { textBody } from '../../src/model/message.js';
import { expect } from '@open-wc/testing';
import { ChatFailure } from '../../src/model/errors.js';
import { sharedEnvironment } from '../../src/device/environment.js';
import { ChatSession } from '../../src/session/session.js';
import { openIndexedDb, type IndexedDbStorage } from '../../src/device/browser/indexeddb.js';
import { SafeStorage } from '../../src/device/browser/safe-storage.js';
import type { NewMessage } from '../../src/device/storage.js';
import type { ChatState } from '../../src/store/state.js';
import { ALICE, MemoryConnection, room, uuid, contentOf } from '../support/memory-connection.js';

const ROOM = uuid(1);
const MONTH = 31 * 24 * 60 * 60 * 1_000;

function unsent(n: number): NewMessage {
  const createdAt = '2026-11-22T18:00:00.000000Z';
  const text = { localId: uuid(0x500 + n), roomUuid: ROOM, body: textBody(`text ${n}`), createdAt };
  return { ...text, status: 'sending', error: null, after: null, triedAt: null };
}

/** A database of its own for each test, which two tabs can open. */
describe('what is kept on the device', () => {
  let name: string;
  const open: IndexedDbStorage[] = [];
  const tab = async (now = Date.now()): Promise<IndexedDbStorage> => {
    const storage = await openIndexedDb({ now: () => now, name });
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
    const kept = await other.messages('a');
    expect(kept.map(contentOf)).to.deep.equal(['text 1', 'text 2', 'text 3']);
  });

  it('belongs to one owner', async () => {
    const storage = await tab();
    await storage.add('a', unsent(1));
    await storage.setDraft('a', ROOM, 'draft');
    expect(await storage.messages('b')).to.deep.equal([]);
    expect([...(await storage.drafts('b'))]).to.deep.equal([]);
    expect(await storage.update('b', unsent(1).localId, () => null)).to.equal(null);
    expect(await storage.messages('a')).to.have.length(1);
    await storage.clear('a');
    expect([await storage.messages('a'), [...(await storage.drafts('a'))]]).to.deep.equal([[], []]);
  });

  it('is changed by one tab at a time', async () => {
    const [one, other] = [await tab(), await tab()];
    await one.add('a', unsent(1));
    const { localId } = unsent(1);
    const count = (storage: IndexedDbStorage): Promise<unknown> =>
      storage.update('a', localId, (message) => ({ ...message, triedAt: (message.triedAt ?? 0) + 1 }));
    await Promise.all(Array.from({ length: 20 }, (_, n) => count(n % 2 ? one : other)));
    expect((await one.messages('a'))[0]?.triedAt).to.equal(20);
  });

  it('remembers what was sent when the message goes', async () => {
    const storage = await tab();
    await storage.add('a', unsent(1));
    const sent = { uuid: uuid(9), createdAt: '2026-11-22T18:00:01.000000Z' };
    expect(await storage.update('a', unsent(1).localId, () => null, sent)).to.equal(null);
    expect(await storage.messages('a')).to.deep.equal([]);
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

  it('is forgotten when nobody has come back for a month', async () => {
    const now = Date.now();
    const before = await tab(now - MONTH);
    await before.add('a', unsent(1));
    await before.setDraft('a', ROOM, 'old');
    const today = await tab(now);
    expect(await today.messages('a')).to.deep.equal([]);
    expect([...(await today.drafts('a'))]).to.deep.equal([]);
  });

  it('goes on in memory where the browser refuses, and comes back after the browser has closed the database', async () => {
    const refused = new SafeStorage(() => Promise.reject(new DOMException('no', 'SecurityError')));
    expect((await refused.add('a', unsent(1))).shared).to.equal(false);
    expect(await refused.messages('a')).to.have.length(1);
    expect(await refused.update('a', unsent(1).localId, () => null)).to.equal(null);
    expect(await refused.messages('a')).to.have.length(0);
    const reopened = new SafeStorage(() => tab());
    await reopened.add('a', unsent(1));
    open[open.length - 1]!.close();
    expect((await reopened.add('a', unsent(2))).shared).to.equal(true);
    expect(await reopened.messages('a')).to.have.length(2);
  });
});

describe('two tabs of one person', () => {
  const host = `https://${crypto.randomUUID()}.example`;
  const sessions: ChatSession[] = [];

  /** A session with the browser's own storage, locks and channels. */
  async function open(connection: MemoryConnection): Promise<ChatSession> {
    const session = new ChatSession({ connection, host, environment: sharedEnvironment() });
    sessions.push(session);
    viewOf(session).open(ROOM);
    void session.start();
    await until(session, (state) => state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
    return session;
  }

  function until(session: ChatSession, condition: (state: ChatState) => boolean): Promise<void> {
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
    await until(other, () => statuses(other).join() === 'hello failed');
    const { localId } = other.store.state.timelines.get(roomTimeline(ROOM))!.pending[0]!;
    other.retry(ROOM, localId);
    await until(one, (state) => state.timelines.get(roomTimeline(ROOM))!.messages.length === 1);
    expect(statuses(one)).to.deep.equal([]);
    expect(connection.stored.map(contentOf)).to.deep.equal(['hello']);
  });

  it('find again what was left unsent and half written', async () => {
    const connection = new MemoryConnection({ roomList: [room(1)] });
    const first = await open(connection);
    connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
    first.send(ROOM, 'refused');
    first.setDraft(ROOM, 'half a thou');
    await until(first, () => statuses(first).join() === 'refused failed');
    first.stop();
    const next = await open(new MemoryConnection({ roomList: [room(1)] }));
    expect(statuses(next)).to.deep.equal(['refused failed']);
    expect(next.draft(ROOM)).to.equal('half a thou');
  });

  it('send what one kept that crashed before it told the other, once the other is turned to', async () => {
    const session = await open(new MemoryConnection({ roomList: [room(1)] }));
    const device = await openIndexedDb({ now: Date.now });
    await device.add(`${host} ${ALICE}`, unsent(9));
    device.close();
    window.dispatchEvent(new Event('focus'));
    await until(session, (state) => state.timelines.get(roomTimeline(ROOM))!.messages.length === 1);
    expect(statuses(session).filter((status) => status.startsWith('text 9'))).to.deep.equal([]);
  });
});
