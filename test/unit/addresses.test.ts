import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SafeEnvironment } from '../../src/device/safe-environment.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Message, Part } from '../../src/model/message.js';
import { Addresses } from '../../src/session/addresses.js';
import { newCore } from '../../src/session/core.js';
import { messagesMerged, runMerged } from '../../src/store/message-changes.js';
import { timelineReady } from '../../src/store/timeline-changes.js';
import { connectionChanged, roomAdded, timelineOpened } from '../../src/store/room-changes.js';
import { snapshotOf } from '../../src/store/snapshot.js';
import { Store } from '../../src/store/store.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { MemoryConnection, message, room, uuid } from '../support/memory-connection.js';

const ROOM = uuid(1);

function part(name: string, url: string | null): Part {
  return { kind: 'file', uuid: name, name, contentType: 'image/png', size: 1, width: 4, height: 3, url };
}

/** Message number `n` with a picture of that number, readable at `url`. */
function withPicture(n: number, url: string | null, more: Partial<Message> = {}): Message {
  return message(n, { body: { text: '', parts: [part(`p${n}`, url)] }, ...more });
}

interface Desk {
  readonly store: Store;
  readonly connection: MemoryConnection;
  readonly addresses: Addresses;
  readonly errors: string[];
  readonly urls: () => (string | null | undefined)[];
}

function desk(...known: readonly Message[]): Desk {
  const store = new Store();
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const errors: string[] = [];
  const onError = ({ code }: { readonly code: string }): number => errors.push(code);
  const environment: Partial<SafeEnvironment> = {};
  const core = newCore({ connection, environment, onError }, store, new AbortController().signal, () => []);
  const id = roomTimeline(ROOM);
  store.apply(connectionChanged('live'), roomAdded(room(1)), timelineOpened(id, ROOM));
  store.apply(runMerged(id, ROOM, { messages: known, hasOlder: false, hasNewer: false }), timelineReady(id));
  const urls = (): (string | null | undefined)[] =>
    store.state.timelines.get(id)!.messages.map(({ body }) => body?.parts[0]?.url);
  return { store, connection, addresses: new Addresses(core), errors, urls };
}

test('an address that is known stays whatever a page says, and one that is missing comes with it', () => {
  const { store, urls } = desk(withPicture(1, 'https://a/1', { revision: 3 }), withPicture(2, null, { revision: 4 }));
  const before = store.state.timelines.get(roomTimeline(ROOM))!.messages[0];
  store.apply(messagesMerged(ROOM, [withPicture(1, 'https://b/1', { revision: 3 })]));
  assert.equal(store.state.timelines.get(roomTimeline(ROOM))!.messages[0], before, 'nothing is rendered for it');
  store.apply(messagesMerged(ROOM, [withPicture(2, 'https://b/2', { revision: 4 })]));
  // A later state of the message, with another address.
  store.apply(messagesMerged(ROOM, [withPicture(1, 'https://c/1', { revision: 9, editedAt: message(5).createdAt })]));
  assert.deepEqual(urls(), ['https://a/1', 'https://b/2']);
});

test('addresses that have expired are asked for anew, for all messages around in one request', async () => {
  const { connection, addresses, urls } = desk(withPicture(1, 'https://old/1'), withPicture(2, 'https://old/2'));
  connection.stored = [withPicture(1, 'https://new/1'), withPicture(2, 'https://new/2')];
  await Promise.all([1, 2].map((n) => addresses.renew(withPicture(n, null))));
  assert.deepEqual(urls(), ['https://new/1', 'https://new/2']);
  assert.equal(connection.calls.filter((call) => call.startsWith('messages')).length, 1);
});

test('a message that the answer for another one does not have is asked for itself', async () => {
  const { connection, addresses, urls } = desk(withPicture(1, 'https://old/1'), withPicture(200, 'https://old/200'));
  connection.stored = Array.from({ length: 200 }, (_, n) => withPicture(n + 1, `https://new/${n + 1}`));
  await Promise.all([1, 200].map((n) => addresses.renew(withPicture(n, null))));
  assert.deepEqual(urls(), ['https://new/1', 'https://new/200']);
  assert.equal(connection.calls.filter((call) => call.startsWith('messages')).length, 2);
});

test('where the network is away, it is asked again when events flow again, once', async () => {
  const { store, connection, addresses, urls, errors } = desk(withPicture(1, 'https://old/1'));
  connection.stored = [withPicture(1, 'https://new/1')];
  connection.fail('messages');
  store.apply(connectionChanged('lost'));
  const renewed = addresses.renew(withPicture(1, null));
  while (errors.length === 0) await Promise.resolve();
  assert.deepEqual(urls(), ['https://old/1']);
  store.apply(connectionChanged('live'));
  await renewed;
  assert.deepEqual([urls(), errors], [['https://new/1'], ['network']]);
});

test('what the server refuses, or fails at twice, stays as it was', async () => {
  const { connection, addresses, urls, errors } = desk(withPicture(1, 'https://old/1'));
  connection.fail('messages', new ChatFailure('unauthorized', 'no'));
  await addresses.renew(withPicture(1, null));
  connection.fail('messages');
  connection.fail('messages');
  await addresses.renew(withPicture(1, null));
  assert.deepEqual([urls(), errors], [['https://old/1'], ['unauthorized', 'network', 'network']]);
});

test('a device keeps no address', () => {
  const { store } = desk(withPicture(1, 'https://a/1', { revision: 3 }));
  const { page, lastMessages } = snapshotOf(store.state, ROOM);
  assert.ok(!JSON.stringify([page, lastMessages]).includes('https://'));
  assert.ok(JSON.stringify(page).includes('p1'), 'but the file itself');
});
