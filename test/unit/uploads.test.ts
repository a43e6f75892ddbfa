import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Capabilities } from '../../src/connection/connection.js';
import type { SafeEnvironment } from '../../src/device/safe-environment.js';
import { safeEnvironment } from '../../src/device/safe-environment.js';
import type { Files } from '../../src/device/storage.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Body, Message, Part } from '../../src/model/message.js';
import { newCore } from '../../src/session/core.js';
import { Outbox } from '../../src/session/outbox/outbox.js';
import { roomAdded, signedIn, timelineOpened } from '../../src/store/room-changes.js';
import { Store } from '../../src/store/store.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { HOST, ROOM } from '../support/desk.js';
import { ALICE, EXTENDED, LIMITS, MemoryConnection, room } from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice, type Life } from '../support/simulated-device.js';

/** A server that takes files: each upload is a call, and fails as told. */
class UploadConnection extends MemoryConnection {
  readonly uploaded: string[] = [];
  readonly failures: ChatFailure[] = [];
  readonly bodies: Body[] = [];

  override get can(): Capabilities {
    const upload = async (_room: string, part: Part, file: Blob): Promise<Part> => {
      this.uploaded.push(`${part.name}: ${await file.text()}`);
      const failure = this.failures.shift();
      if (failure) throw failure;
      return { ...part, uuid: `uuid of ${part.name}` };
    };
    return { ...super.can, attachments: { upload } };
  }

  override sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message> {
    this.bodies.push(body);
    return super.sendMessage(roomUuid, body, clientUuid);
  }
}

class Browser {
  readonly scheduler = new Scheduler(1);
  readonly device = new SimulatedDevice(this.scheduler);
  readonly errors: string[] = [];

  /** An outbox of one tab. */
  async open(connection: MemoryConnection, overrides: Partial<SafeEnvironment> = {}): Promise<Tab> {
    const life: Life = { isAlive: true };
    const store = new Store();
    store.apply(signedIn(ALICE, EXTENDED, LIMITS), roomAdded(room(1)), timelineOpened(roomTimeline(ROOM), ROOM));
    const environment = this.device.environment(life, true);
    const onError = ({ code }: { readonly code: string }): number => this.errors.push(code);
    const options = { connection, host: HOST, environment, onError };
    const core = newCore(options, store, new AbortController().signal, () => []);
    const outbox = new Outbox({ ...core, environment: { ...safeEnvironment(environment), ...overrides } });
    void outbox.restore(`${HOST} ${ALICE}`);
    await this.scheduler.run(100);
    return { outbox, store, life };
  }
}

interface Tab {
  readonly outbox: Outbox;
  readonly store: Store;
  readonly life: Life;
}

const PART: Part = {
  kind: 'file',
  uuid: null,
  name: 'a.png',
  contentType: 'image/png',
  size: 1,
  width: null,
  height: null,
  url: null,
};
const BODY: Body = { text: 'look', parts: [PART, { ...PART, name: 'b.png' }] };
const FILES: Files = [new Blob(['A']), new Blob(['B'])];
const UPLOADED = ['uuid of a.png', 'uuid of b.png'];

function uuids(body: Body | undefined): (string | null)[] {
  return body?.parts.map(({ uuid }) => uuid) ?? [];
}

function statuses({ store }: Tab): string[] {
  return store.state.timelines.get(roomTimeline(ROOM))!.pending.map(({ body, status }) => `${body.text} ${status}`);
}

test('files are uploaded one after the other, then the message is sent with what the server calls them', async () => {
  const browser = new Browser();
  const connection = new UploadConnection();
  const tab = await browser.open(connection);
  void tab.outbox.perform(ROOM, { kind: 'post', body: BODY }, FILES);
  void tab.outbox.perform(ROOM, { kind: 'post', body: { text: 'behind', parts: [] } });
  assert.deepEqual(statuses(tab), ['look sending', 'behind sending']);
  await browser.scheduler.run(2_000);
  assert.deepEqual(connection.uploaded, ['a.png: A', 'b.png: B']);
  assert.deepEqual(connection.bodies.map(uuids), [UPLOADED, []]);
  assert.deepEqual(statuses(tab), []);
});

test('an upload that failed is tried again, and what has arrived is not uploaded twice', async () => {
  const browser = new Browser();
  const connection = new UploadConnection();
  const tab = await browser.open(connection);
  connection.fail('sendMessage');
  void tab.outbox.perform(ROOM, { kind: 'post', body: BODY }, FILES);
  while (connection.uploaded.length < 1) await browser.scheduler.run(1);
  connection.failures.push(new ChatFailure('network', 'offline'));
  await browser.scheduler.run(10_000);
  assert.deepEqual(connection.uploaded, ['a.png: A', 'b.png: B', 'b.png: B']);
  assert.deepEqual(connection.bodies.map(uuids), [UPLOADED, UPLOADED]);
  assert.deepEqual([statuses(tab), browser.errors], [[], ['network']]);
});

test('files survive a crash, and the next tab goes on where the first one stopped', async () => {
  const browser = new Browser();
  const first = new UploadConnection();
  const tab = await browser.open(first);
  first.failures.push(new ChatFailure('server', 'busy', { retryAfter: 60_000 }));
  void tab.outbox.perform(ROOM, { kind: 'post', body: BODY }, FILES);
  await browser.scheduler.run(1_000);
  assert.deepEqual(statuses(tab), ['look waiting']);
  tab.life.isAlive = false;
  browser.device.bury();
  const next = new UploadConnection();
  const second = await browser.open(next);
  await browser.scheduler.run(5_000);
  assert.deepEqual(next.uploaded, ['a.png: A', 'b.png: B']);
  assert.deepEqual(next.bodies.map(uuids), [UPLOADED]);
  assert.deepEqual(statuses(second), []);
});

test('a refused file keeps the message with Retry, and what follows goes', async () => {
  const browser = new Browser();
  const connection = new UploadConnection();
  const tab = await browser.open(connection);
  connection.failures.push(new ChatFailure('invalid-data', 'too big'));
  void tab.outbox.perform(ROOM, { kind: 'post', body: BODY }, FILES);
  void tab.outbox.perform(ROOM, { kind: 'post', body: { text: 'behind', parts: [] } });
  await browser.scheduler.run(2_000);
  assert.deepEqual(statuses(tab), ['look failed']);
  tab.outbox.retry(tab.store.state.timelines.get(roomTimeline(ROOM))!.pending[0]!.localId);
  await browser.scheduler.run(2_000);
  assert.deepEqual(statuses(tab), []);
  assert.deepEqual(connection.bodies.map(uuids), [[], UPLOADED]);
});

test('a file that is no longer on the device, or that no server takes, fails its message', async () => {
  const browser = new Browser();
  for (const [connection, files] of [
    [new UploadConnection(), []],
    [new MemoryConnection(), FILES],
  ] as const) {
    const tab = await browser.open(connection);
    void tab.outbox.perform(ROOM, { kind: 'post', body: BODY }, files);
    await browser.scheduler.run(2_000);
    const failed = tab.store.state.timelines.get(roomTimeline(ROOM))!.pending;
    assert.deepEqual(
      failed.map(({ status, error }) => `${status} ${error?.code}`),
      ['failed invalid-data'],
    );
    tab.outbox.discard(failed[0]!.localId);
    await browser.scheduler.run(100);
  }
});
