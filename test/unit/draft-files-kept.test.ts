import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { QUOTA } from '../../src/session/kept-files.js';
import type { ChatSession } from '../../src/session/session.js';
import { draftFilesOf } from '../../src/store/draft-files.js';
import { Desk, HOST, OTHER_ROOM, ROOM } from '../support/desk.js';
import { FileServer } from '../support/file-server.js';
import { ALICE } from '../support/memory-connection.js';
import { seededRandom } from '../support/random.js';
import type { Life } from '../support/simulated-device.js';

// Files of drafts outlive reloads and crashes, and are the same in every tab.

const named = (name: string): { name: string; file: Blob } => ({ name, file: new Blob([name]) });

function shown(session: ChatSession, roomUuid = ROOM): string[] {
  return draftFilesOf(session.store.state, roomUuid).files.map(({ part, status, error }) =>
    [part.name, status, ...(error ? [error.code] : [])].join(' '),
  );
}

interface Place {
  readonly desk: Desk;
  readonly server: FileServer;
  readonly open: () => Promise<{ readonly session: ChatSession; readonly life: Life }>;
}

function place(): Place {
  const desk = new Desk();
  const server = new FileServer(desk.scheduler);
  return { desk, server, open: () => desk.open(server.connection()) };
}

test('after a crash, files are there again and go on by themselves', async () => {
  const { desk, server, open } = place();
  const { session, life } = await open();
  session.attachFiles(ROOM, [named('a'), named('b')]);
  session.attachFiles(OTHER_ROOM, [named('c')]);
  await desk.scheduler.run(500);
  desk.crash(life);
  const { session: next } = await open();
  assert.deepEqual([shown(next), shown(next, OTHER_ROOM)], [['a uploading', 'b uploading'], ['c uploading']]);
  await desk.scheduler.run(5_000);
  assert.equal(next.send(ROOM, 'look'), null);
  await desk.scheduler.run(5_000);
  assert.deepEqual(server.messages, ['look a b']);
  const { session: last } = await open();
  assert.deepEqual([shown(last), shown(last, OTHER_ROOM)], [[], ['c ready']]);
});

test('what the server has does not go again, as long as it surely keeps it', async () => {
  const { desk, server, open } = place();
  const { session, life } = await open();
  session.attachFiles(ROOM, [named('a')]);
  await desk.scheduler.run(5_000);
  desk.crash(life);
  const { session: soon, life: second } = await open();
  assert.deepEqual([shown(soon), server.uploads], [['a ready'], ['a']]);
  assert.equal(draftFilesOf(soon.store.state, ROOM).files[0]?.part.url, null, 'no address lies on the device');
  desk.crash(second);
  await desk.scheduler.run(13 * 60 * 60 * 1_000);
  const { session: late } = await open();
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(late), server.uploads], [['a ready'], ['a', 'a']]);
  late.send(ROOM, '');
  await desk.scheduler.run(5_000);
  assert.deepEqual(
    [...server.posts.values()].map(({ parts }) => parts.map(({ uuid }) => uuid)),
    [['a #2']],
  );
});

test('of what is too large for the device its name comes back, and holds the message', async () => {
  const { desk, server, open } = place();
  const { session, life } = await open();
  server.pace = 60_000;
  const large = { size: QUOTA - 3, type: 'video/mp4' } as Blob;
  session.store.apply((state) => ({ ...state, limits: { ...state.limits, attachmentSize: QUOTA } }));
  session.attachFiles(ROOM, [{ name: 'film', file: large }, named('fits'), named('a')]);
  await desk.scheduler.run(500);
  desk.crash(life);
  const { session: next } = await open();
  assert.deepEqual(shown(next), ['film uploading', 'fits refused file-unreadable', 'a uploading']);
  assert.equal(next.send(ROOM, 'look'), 'file-unreadable');
});

test('files are the same in every tab, go once, and are gone where the message was sent', async () => {
  const { desk, server, open } = place();
  const [{ session: one }, { session: other }] = [await open(), await open()];
  one.attachFiles(ROOM, [named('a')]);
  await desk.scheduler.run(200);
  assert.deepEqual(shown(other), ['a uploading']);
  other.attachFiles(ROOM, [named('b')]);
  await desk.scheduler.run(5_000);
  assert.deepEqual(
    [shown(one), shown(other), [...server.uploads].sort()],
    [
      ['a ready', 'b ready'],
      ['a ready', 'b ready'],
      ['a', 'b'],
    ],
  );
  const [first] = draftFilesOf(other.store.state, ROOM).files;
  other.removeFile(ROOM, first!.localId);
  await desk.scheduler.run(200);
  assert.deepEqual(shown(one), ['b ready']);
  one.send(ROOM, 'look');
  await desk.scheduler.run(5_000);
  assert.deepEqual([server.messages, shown(one), shown(other)], [['look b'], [], []]);
});

test('a file that one tab takes away does not arrive from another', async () => {
  const { desk, server, open } = place();
  const [{ session: one }, { session: other, life }] = [await open(), await open()];
  one.attachFiles(ROOM, [named('a')]);
  await desk.scheduler.run(200);
  const [file] = draftFilesOf(other.store.state, ROOM).files;
  other.removeFile(ROOM, file!.localId);
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(one), shown(other), server.uploads], [[], [], []]);
  desk.crash(life);
  const { session: next } = await open();
  assert.deepEqual(shown(next), []);
});

test('what is still being made is no other tab’s file, until it is attached', async () => {
  const { desk, server, open } = place();
  const [{ session: one }, { session: other }] = [await open(), await open()];
  const growing = one.growFile(ROOM)!;
  await desk.scheduler.run(100);
  growing.keep('speech', new Blob(['half']));
  await desk.scheduler.run(100);
  const { session: third } = await open();
  assert.deepEqual([shown(one), shown(other), shown(third)], [[], [], []]);
  one.attachFiles(ROOM, [{ ...named('speech'), localId: growing.localId }]);
  growing.keep('speech', new Blob(['late']));
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(one), shown(other), shown(third)], [['speech ready'], ['speech ready'], ['speech ready']]);
  assert.deepEqual(server.uploads, ['speech']);
  const reading = (await desk.storage()).draftFiles(`${HOST} ${ALICE}`);
  await desk.scheduler.run(100);
  assert.equal((await reading)[0]?.file?.size, 'speech'.length);
});

test('what a tab was making when it crashed waits in the draft, in a tab that was there and in the next one', async () => {
  const { desk, server, open } = place();
  const [{ session: one, life }, { session: other }] = [await open(), await open()];
  const growing = one.growFile(OTHER_ROOM)!;
  await desk.scheduler.run(100);
  growing.keep('speech', new Blob(['he']));
  growing.keep('speech', new Blob(['hello']));
  await desk.scheduler.run(100);
  other.attachFiles(ROOM, [named('a')]);
  await desk.scheduler.run(2_000);
  desk.crash(life);
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(other), shown(other, OTHER_ROOM)], [['a ready'], ['speech ready']]);
  const { session: next } = await open();
  assert.deepEqual(shown(next, OTHER_ROOM), ['speech ready']);
  assert.deepEqual(server.uploads, ['a', 'speech']);
});

test('what was discarded, and what cannot be sent, does not come back', async () => {
  const { desk, open } = place();
  const { session, life } = await open();
  const [discarded, refused] = [session.growFile(ROOM)!, session.growFile(ROOM)!];
  await desk.scheduler.run(100);
  for (const each of [discarded, refused]) each.keep('speech', new Blob(['half']));
  discarded.drop();
  session.attachFiles(ROOM, [{ name: 'speech', file: new Blob(['x'.repeat(2_000)]), localId: refused.localId }]);
  await desk.scheduler.run(100);
  assert.deepEqual(shown(session), ['speech refused file-too-large']);
  desk.crash(life);
  const { session: next } = await open();
  await desk.scheduler.run(5_000);
  assert.deepEqual(shown(next), []);
});

test('what was being made when its owner signed out waits for them, and for nobody else', async () => {
  const { desk, server, open } = place();
  const { session } = await open();
  const growing = session.growFile(ROOM)!;
  await desk.scheduler.run(100);
  growing.keep('speech', new Blob(['hello']));
  session.stop();
  growing.keep('speech', new Blob(['more']));
  session.attachFiles(ROOM, [{ ...named('speech'), localId: growing.localId }]);
  await desk.scheduler.run(100);
  assert.deepEqual(server.uploads, []);
  const { session: next } = await open();
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(next), server.uploads], [['speech ready'], ['speech']]);
});

const FAULTS: Record<string, () => Promise<never>> = {
  throws: () => {
    throw new DOMException('blocked', 'SecurityError');
  },
  rejects: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
  hangs: () => new Promise(() => undefined),
};

for (const [how, fault] of Object.entries(FAULTS))
  for (const method of ['draftFiles', 'keepFile', 'fileArrived', 'dropFile'] as const)
    for (const times of [1, Infinity])
      test(`a device that ${how} at ${method}, ${times} times, keeps no file from its message`, async () => {
        const { desk, server } = place();
        const storage = await desk.storage();
        let left = times;
        const faulty = new Proxy(storage, {
          get: (target, property) => {
            const known: unknown = Reflect.get(target, property);
            const work = (known as (...args: unknown[]) => unknown).bind(target);
            return property === method ? (...args: unknown[]) => ((left -= 1) >= 0 ? fault() : work(...args)) : work;
          },
        });
        const { session } = await desk.open(server.connection(), { openStorage: async () => faulty });
        await desk.scheduler.run(10_000);
        session.attachFiles(ROOM, [named('a'), named('b')]);
        await desk.scheduler.run(200);
        session.removeFile(ROOM, draftFilesOf(session.store.state, ROOM).files[1]!.localId);
        assert.equal(session.send(ROOM, 'look'), null);
        await desk.scheduler.run(30_000);
        assert.deepEqual([server.messages, shown(session)], [['look a'], []]);
      });

/** A person with two tabs, a network that comes and goes, and a browser that crashes. */
async function live(seed: number): Promise<void> {
  const { desk, server, open } = place();
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const tabs = [await open(), await open()];
  const removed = new Set<string>();
  let count = 0;
  const filesOf = ({ session }: (typeof tabs)[number]): string[] =>
    draftFilesOf(session.store.state, ROOM).files.map(({ part }) => part.name);
  const steps: (() => unknown)[] = [
    () => pick(tabs)?.session.attachFiles(ROOM, [named(`f${(count += 1)}`)]),
    () => {
      // One person: nobody sends in a second tab what waits in the first, or goes from there in this moment.
      const isWaiting = tabs.some(({ session }) => draftFilesOf(session.store.state, ROOM).isSending);
      if (!isWaiting && isDeepStrictEqual(...(tabs.map(filesOf) as [string[], string[]])))
        pick(tabs)?.session.send(ROOM, `t${(count += 1)}`);
    },
    () => {
      const tab = pick(tabs);
      const file = tab && pick(draftFilesOf(tab.session.store.state, ROOM).files);
      if (!tab || !file) return;
      tab.session.removeFile(ROOM, file.localId);
      removed.add(file.part.name);
    },
    () => (server.isReachable = random() < 0.7),
    async () => {
      const index = Math.floor(random() * tabs.length);
      desk.crash(tabs[index]!.life);
      tabs[index] = await open();
    },
  ];
  for (let step = 0; step < 30; step += 1) {
    await pick(steps)?.();
    // The other tab hears of it before the person is there.
    await desk.scheduler.run(200 + Math.floor(random() * 3_000));
  }
  server.isReachable = true;
  await desk.scheduler.run(200_000);
  // What still waits goes now.
  for (const { session } of tabs) session.holdMessage(ROOM);
  if (filesOf(tabs[0]!).length > 0) assert.equal(tabs[0]!.session.send(ROOM, 'last'), null, `seed ${seed}`);
  await desk.scheduler.run(200_000);
  const sent = [...server.posts.values()].flatMap(({ parts }) => parts.map(({ name }) => name));
  assert.deepEqual(sent, [...new Set(sent)], `seed ${seed}: no file in two messages`);
  for (const tab of tabs) assert.deepEqual(filesOf(tab), [], `seed ${seed}: nothing is left`);
  for (const { parts } of server.posts.values())
    for (const { uuid } of parts) assert.ok(uuid, `seed ${seed}: no file that the server lacks`);
  for (const { session } of tabs) session.stop();
}

test('whatever crashes: no file goes twice, none is left', async () => {
  for (let seed = 1; seed <= 100; seed += 1) await live(seed);
});
