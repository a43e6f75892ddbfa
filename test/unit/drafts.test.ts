import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Drafts, type DraftChange } from '../../src/session/drafts.js';
import { PageLocks } from '../../src/device/memory.js';
import type { Environment } from '../../src/device/ports.js';
import type { ChatStorage } from '../../src/device/storage.js';
import { safeEnvironment } from '../../src/device/safe-environment.js';
import { uuid } from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice, type Life } from '../support/simulated-device.js';

const ROOM = uuid(1);
/** What was sent is on the device already. */
const KEPT = Promise.resolve();

interface Tab {
  readonly drafts: Drafts;
  readonly life: Life;
  readonly stop: AbortController;
}

class Browser {
  readonly scheduler = new Scheduler(1);
  readonly #device = new SimulatedDevice(this.scheduler);

  environment(life: Life): Environment {
    return this.#device.environment(life, true);
  }

  async open(overrides: Partial<Environment> = {}): Promise<Tab> {
    const life: Life = { isAlive: true };
    const stop = new AbortController();
    const drafts = new Drafts(safeEnvironment({ ...this.environment(life), ...overrides }), stop.signal);
    void drafts.restore('someone');
    await this.scheduler.run(50);
    return { drafts, life, stop };
  }
}

test('a draft survives a crash but for its last third of a second', async () => {
  const browser = new Browser();
  const { drafts, life } = await browser.open();
  for (const text of ['h', 'ha', 'hal', 'half']) {
    drafts.set(ROOM, text);
    await browser.scheduler.run(200);
  }
  drafts.set(ROOM, 'half a thought');
  await browser.scheduler.run(200);
  life.isAlive = false;
  const { drafts: found } = await browser.open();
  assert.equal(found.get(ROOM), 'half');
});

test('the last letters are kept when the page is hidden, and when the element goes', async () => {
  const browser = new Browser();
  let hide = (): void => undefined;
  const first = await browser.open({ onHide: (callback) => (hide = callback) });
  first.drafts.set(ROOM, 'hidden');
  hide();
  assert.equal((await browser.open()).drafts.get(ROOM), 'hidden');
  const second = await browser.open();
  second.drafts.set(ROOM, 'removed');
  second.stop.abort();
  assert.equal((await browser.open()).drafts.get(ROOM), 'removed');
});

/** A tab whose storage is another one in part. */
async function openOn(
  browser: Browser,
  change: (storage: ChatStorage) => Partial<ChatStorage>,
): Promise<{ readonly drafts: Drafts; readonly life: Life; readonly environment: Environment }> {
  const life: Life = { isAlive: true };
  const environment = browser.environment(life);
  const storage = await environment.openStorage();
  const openStorage: Environment['openStorage'] = async () => ({ ...storage, ...change(storage) });
  const { drafts } = await browser.open({ ...environment, openStorage });
  return { drafts, life, environment };
}

/** What a storage never does, and never answers. */
const deaf = (): Promise<never> => new Promise(() => undefined);

/** A browser in which a text was left. */
async function withLeft(text: string): Promise<Browser> {
  const browser = new Browser();
  const { drafts, life } = await browser.open();
  drafts.set(ROOM, text);
  await browser.scheduler.run(1_000);
  life.isAlive = false;
  return browser;
}

test('the last letters are kept though the page ends before the storage has them', async () => {
  const browser = new Browser();
  const { drafts, life, environment } = await openOn(browser, () => ({ setDraft: deaf }));
  drafts.set(ROOM, 'up to the last letter');
  life.hide?.();
  life.isAlive = false;
  const next = await browser.open();
  assert.equal(next.drafts.get(ROOM), 'up to the last letter');
  // The storage has them now: what is written since counts.
  await browser.scheduler.run(1_000);
  assert.deepEqual(environment.quickStorage.names(), []);
  next.drafts.set(ROOM, 'and on');
  await browser.scheduler.run(1_000);
  assert.equal((await browser.open()).drafts.get(ROOM), 'and on');
});

test('a text that was taken away as the page ended stays away', async () => {
  const browser = await withLeft('never mind');
  const { drafts, life } = await openOn(browser, () => ({ setDraft: deaf }));
  assert.equal(drafts.get(ROOM), 'never mind');
  drafts.set(ROOM, '');
  life.hide?.();
  life.isAlive = false;
  assert.equal((await browser.open()).drafts.get(ROOM), '');
});

test('a text that is sent as the page ends is a draft again, unless it is kept as sent', async () => {
  for (const kept of [new Promise(() => undefined), KEPT]) {
    const browser = new Browser();
    const { drafts, life } = await browser.open();
    drafts.set(ROOM, 'one');
    drafts.sent(ROOM, 'one', kept);
    drafts.set(ROOM, 'two');
    drafts.sent(ROOM, 'two', kept);
    drafts.set(ROOM, 'three');
    await browser.scheduler.run(0);
    life.hide?.();
    await browser.scheduler.run(1_000);
    life.isAlive = false;
    assert.equal((await browser.open()).drafts.get(ROOM), kept === KEPT ? 'three' : 'one\ntwo\nthree');
  }
});

test('the other tabs hear of a text that was sent as its element went', async () => {
  const { browser, one, other } = await sharing('hello');
  let keep = (): void => undefined;
  one.drafts.sent(ROOM, 'hello', new Promise<void>((resolve) => (keep = resolve)));
  one.stop.abort();
  keep();
  await browser.scheduler.run(50);
  assert.equal(other.drafts.get(ROOM), '');
});

test('what a slow storage holds is there when it answers at last, before what was typed meanwhile', async () => {
  const browser = await withLeft('old');
  const second = await browser.open();
  second.drafts.set(uuid(2), 'untouched');
  await browser.scheduler.run(1_000);
  second.life.isAlive = false;
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  const { drafts, life } = await openOn(browser, (storage) => ({
    drafts: (owner) => slow.then(() => storage.drafts(owner)),
  }));
  await browser.scheduler.run(3_000);
  drafts.set(ROOM, 'new');
  await browser.scheduler.run(1_000);
  assert.deepEqual([drafts.get(ROOM), drafts.get(uuid(2))], ['new', '']);
  answer();
  await browser.scheduler.run(1_000);
  assert.deepEqual([drafts.get(ROOM), drafts.get(uuid(2))], ['old\nnew', 'untouched']);
  life.isAlive = false;
  assert.equal((await browser.open()).drafts.get(ROOM), 'old\nnew');
});

test('what is written before anything could be read comes behind what was left, once', async () => {
  const browser = await withLeft('old');
  for (const words of [
    ['one', 'one two'],
    ['three', 'three four'],
  ]) {
    const { drafts, life } = await openOn(browser, () => ({ drafts: deaf }));
    // Hidden twice: what was left the second time takes the place of what was left the first time.
    for (const text of words) {
      drafts.set(ROOM, text);
      life.hide?.();
    }
    life.isAlive = false;
  }
  assert.equal((await browser.open()).drafts.get(ROOM), 'old\none two\nthree four');
});

test('a storage whose connection is lost is opened again, and has what was written since', async () => {
  const browser = new Browser();
  let isLost = false;
  const lost = (): Promise<never> => Promise.reject(new DOMException('Connection lost.', 'UnknownError'));
  const { drafts, life, environment } = await openOn(browser, (storage) => {
    // The first connection stays lost; those after it are not.
    const isFirst = !isLost;
    return { setDraft: (...args) => (isFirst && isLost ? lost() : storage.setDraft(...args)) };
  });
  drafts.set(ROOM, 'before');
  await browser.scheduler.run(1_000);
  isLost = true;
  for (const text of ['during', 'after']) {
    drafts.set(ROOM, text);
    await browser.scheduler.run(1_000);
  }
  life.isAlive = false;
  assert.deepEqual(environment.quickStorage.names(), []);
  assert.equal((await browser.open()).drafts.get(ROOM), 'after');
});

test('a text that is sent does not come back', async () => {
  const browser = new Browser();
  const { drafts, life } = await browser.open();
  drafts.set(ROOM, 'hello');
  await browser.scheduler.run(400);
  drafts.set(ROOM, '');
  await browser.scheduler.run(20);
  life.isAlive = false;
  assert.equal((await browser.open()).drafts.get(ROOM), '');
});

test('another tab opens a room with what was written last, and keeps what is being written in it', async () => {
  const browser = new Browser();
  const [one, other] = [await browser.open(), await browser.open()];
  one.drafts.set(ROOM, 'mine');
  await browser.scheduler.run(400);
  assert.equal(other.drafts.get(ROOM), 'mine');
  other.drafts.set(ROOM, 'theirs');
  one.drafts.set(ROOM, 'mine again');
  await browser.scheduler.run(290);
  assert.deepEqual([one.drafts.get(ROOM), other.drafts.get(ROOM)], ['mine again', 'theirs']);
});

test('of what was left and what is typed before the storage has answered neither is lost', async () => {
  const browser = new Browser();
  const { drafts, life } = await browser.open();
  drafts.set(ROOM, 'old');
  await browser.scheduler.run(400);
  life.isAlive = false;
  const stop = new AbortController();
  const next = new Drafts(safeEnvironment(browser.environment({ isAlive: true })), stop.signal);
  void next.restore('someone');
  next.set(ROOM, 'new');
  await browser.scheduler.run(1_000);
  assert.equal(next.get(ROOM), 'old\nnew');
});

/** Both tabs with a text that they have told each other. */
async function sharing(text: string): Promise<{ browser: Browser; one: Tab; other: Tab }> {
  const browser = new Browser();
  const [one, other] = [await browser.open(), await browser.open()];
  one.drafts.set(ROOM, text);
  await browser.scheduler.run(400);
  return { browser, one, other };
}

test('a text that was sent in one tab goes from the others', async () => {
  const { browser, one, other } = await sharing('hello');
  const heard: DraftChange[] = [];
  other.drafts.watch((change) => heard.push(change));
  one.drafts.sent(ROOM, 'hello', KEPT);
  await browser.scheduler.run(50);
  assert.deepEqual(heard, [{ roomUuid: ROOM, text: '', isSent: true }]);
  assert.equal(other.drafts.get(ROOM), '');
  assert.equal((await browser.open()).drafts.get(ROOM), '');
});

test('it goes from them, too, when its last letters were never told', async () => {
  const { browser, one, other } = await sharing('hello');
  one.drafts.set(ROOM, 'hello world');
  one.drafts.sent(ROOM, 'hello world', KEPT);
  await browser.scheduler.run(50);
  assert.equal(other.drafts.get(ROOM), '');
});

test('other words than those that were sent stay, and are kept', async () => {
  const { browser, one, other } = await sharing('hello');
  other.drafts.set(ROOM, 'hello, and more');
  one.drafts.sent(ROOM, 'hello', KEPT);
  await browser.scheduler.run(50);
  assert.equal(other.drafts.get(ROOM), 'hello, and more');
  await browser.scheduler.run(400);
  assert.equal(one.drafts.get(ROOM), 'hello, and more');
  assert.equal((await browser.open()).drafts.get(ROOM), 'hello, and more');
});

test('the same words, typed in both tabs, go from both', async () => {
  const { browser, one, other } = await sharing('');
  one.drafts.set(ROOM, 'yes');
  other.drafts.set(ROOM, 'yes');
  one.drafts.sent(ROOM, 'yes', KEPT);
  await browser.scheduler.run(500);
  assert.deepEqual([one.drafts.get(ROOM), other.drafts.get(ROOM)], ['', '']);
});

test('what is sent beside a draft leaves the draft alone', async () => {
  const { browser, one, other } = await sharing('half a thought');
  one.drafts.sent(ROOM, 'a quick answer', KEPT);
  await browser.scheduler.run(50);
  assert.deepEqual([one.drafts.get(ROOM), other.drafts.get(ROOM)], ['half a thought', 'half a thought']);
});

test('a tab that heard nothing finds what the device has when one turns to it', async () => {
  const browser = new Browser();
  const silence = { post: () => undefined, listen: () => undefined, close: () => undefined };
  const one = await browser.open();
  one.drafts.set(ROOM, 'hello');
  await browser.scheduler.run(400);
  const deaf = await browser.open({ channel: () => silence });
  one.drafts.sent(ROOM, 'hello', KEPT);
  await browser.scheduler.run(100);
  assert.equal(deaf.drafts.get(ROOM), 'hello');
  deaf.life.turnTo?.();
  await browser.scheduler.run(500);
  assert.equal(deaf.drafts.get(ROOM), '');
});

test('a device that answers no more takes no words away', async () => {
  const browser = new Browser();
  let refuses = false;
  const life = { isAlive: true, turnTo: (): void => undefined };
  const whole = browser.environment(life);
  const storage = await whole.openStorage();
  const answer = <T>(value: Promise<T>): Promise<T> => (refuses ? Promise.reject(new Error('refused')) : value);
  const { drafts } = await browser.open({
    ...whole,
    openStorage: async () => ({
      ...storage,
      drafts: (owner) => answer(storage.drafts(owner)),
      setDraft: (owner, roomUuid, text) => answer(storage.setDraft(owner, roomUuid, text)),
    }),
  });
  drafts.set(ROOM, 'kept');
  drafts.set(uuid(2), 'sent');
  await browser.scheduler.run(600);
  refuses = true;
  drafts.sent(uuid(2), 'sent', KEPT);
  await browser.scheduler.run(100);
  for (const stillRefuses of [true, false]) {
    refuses = stillRefuses;
    life.turnTo();
    await browser.scheduler.run(4_000);
    assert.deepEqual([drafts.get(ROOM), drafts.get(uuid(2))], ['kept', '']);
  }
});

test('locks of a page let one in after the other, and whoever gives up waiting is not let in', async () => {
  const locks = new PageLocks();
  const order: string[] = [];
  const { signal } = new AbortController();
  let leave = (): void => undefined;
  const first = locks.hold('room', signal, async () => {
    order.push('first');
    await new Promise<void>((resolve) => (leave = resolve));
    throw new Error('failed');
  });
  const stop = new AbortController();
  const second = locks.hold('room', stop.signal, async () => order.push('second'));
  const third = locks.hold('room', signal, async () => order.push('third'));
  await locks.hold('other room', signal, async () => order.push('other room'));
  stop.abort();
  leave();
  await assert.rejects(first, /failed/);
  await assert.rejects(second);
  await third;
  assert.deepEqual(order, ['first', 'other room', 'third']);
});
