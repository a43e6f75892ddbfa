import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Channel, Environment, Locks } from '../../src/device/ports.js';
import type { ChatStorage } from '../../src/device/storage.js';
import { Desk, ROOM, statuses } from '../support/desk.js';
import { contentOf, message } from '../support/memory-connection.js';

// Whatever of the machine throws, rejects, hangs or is missing, at whatever time: the chat goes on with the rest.

const unhandled: unknown[] = [];
const note = (reason: unknown): number => unhandled.push(reason);
process.on('unhandledRejection', note);
beforeEach(() => unhandled.splice(0));
after(() => process.off('unhandledRejection', note));

const blocked = (): never => {
  throw new DOMException('blocked', 'SecurityError');
};
const rejecting = (): Promise<never> => Promise.reject(new DOMException('blocked', 'SecurityError'));
const hanging = (): Promise<never> => new Promise(() => undefined);

const METHODS = ['operations', 'add', 'update', 'files', 'mark', 'drafts', 'setDraft'] as const;

/** A storage of which one method (or all) misbehaves, `times` times. */
function faulty(
  storage: ChatStorage,
  name: (typeof METHODS)[number] | 'every',
  fault: () => never | Promise<never>,
  times = Infinity,
): ChatStorage {
  let left = times;
  return new Proxy(storage, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function') return method;
      if (name !== 'every' && property !== name) return method.bind(target);
      return (...args: unknown[]) => ((left -= 1) >= 0 ? fault() : Reflect.apply(method, target, args));
    },
  });
}

const silence: Channel = { post: () => undefined, listen: () => undefined, close: () => undefined };
const refusing = (hold: () => Promise<never>): Locks => ({ acrossTabs: true, hold });

type Fault = (desk: Desk) => Promise<Partial<Environment>> | Partial<Environment>;

const FAULTS: Record<string, Fault> = {
  'no channel can be made': () => ({ channel: blocked }),
  'a channel cannot be listened to': () => ({ channel: () => ({ ...silence, listen: blocked }) }),
  'a channel cannot be spoken on': () => ({ channel: () => ({ ...silence, post: blocked }) }),
  'a channel cannot be closed': () => ({ channel: () => ({ ...silence, close: blocked }) }),
  'locks throw': () => ({ locks: refusing(blocked) }),
  'locks reject': () => ({ locks: refusing(rejecting) }),
  'the storage throws when it is opened': () => ({ openStorage: blocked }),
  'the storage rejects when it is opened': () => ({ openStorage: rejecting }),
  'the storage never opens': () => ({ openStorage: hanging }),
};

for (const [how, fault] of [
  ['throws', blocked],
  ['rejects', rejecting],
  ['hangs', hanging],
] as const)
  for (const name of [...METHODS, 'every'] as const)
    for (const times of [1, 2, Infinity])
      FAULTS[`the storage ${how}: ${name}, ${times} times`] = async (desk) => {
        const storage = faulty(await desk.storage(), name, fault, times);
        return { openStorage: async () => storage };
      };

for (const extended of [true, false])
  for (const [what, fault] of Object.entries(FAULTS))
    test(`${what}, ${extended ? 'with client uuids' : 'on a stock chatd'}: texts arrive once and in order`, async () => {
      const desk = new Desk({ extended });
      desk.connection.stored.push(message(1));
      const { session } = await desk.open(desk.connection, await fault(desk));
      await desk.scheduler.run(10_000);
      session.setDraft(ROOM, 'half');
      for (const text of ['one', 'two', 'three']) {
        session.send(ROOM, text);
        await desk.scheduler.run(1);
      }
      session.toggleReaction(ROOM, message(1).uuid, '🎉');
      await desk.scheduler.run(60_000);
      assert.deepEqual(desk.connection.stored.map(contentOf), ['message 1', 'one', 'two', 'three']);
      assert.deepEqual([statuses(session), session.draft(ROOM)], [[], 'half']);
      assert.equal(desk.connection.calls.filter((call) => call.startsWith('addReaction')).length, extended ? 1 : 0);
      session.stop();
      await desk.scheduler.run(1_000);
      assert.deepEqual([unhandled, desk.errors], [[], []]);
    });

test('what a device takes too late is not sent twice, and does not stay on it', async () => {
  const desk = new Desk({ extended: false });
  const storage = await desk.storage();
  const add = storage.add.bind(storage);
  storage.add = async (...args) => {
    await new Promise<void>((resolve) => desk.scheduler.after(5_000, resolve));
    return add(...args);
  };
  const { session } = await desk.open(desk.connection, { openStorage: async () => storage });
  session.send(ROOM, 'slow');
  await desk.scheduler.run(20_000);
  assert.deepEqual([desk.posted, await desk.kept()], [['slow'], []]);
});
