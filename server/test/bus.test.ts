import assert from 'node:assert/strict';
import test from 'node:test';
import type { BusEvent, Delivery } from '../src/bus/bus.js';
import { InProcessBus } from '../src/bus/in-process.js';
import { ManualClock } from './support/manual-clock.js';

const EVENT: BusEvent = {
  name: 'chatd_users_room_message_reaction_created',
  tenantUuid: 'the-tenant',
  recipients: ['ann', 'bo'],
  requiredAcl: 'events.chatd.users.{recipient}.rooms.r.messages.m.reactions.created',
  keys: { room_uuid: 'r', message_uuid: 'm', revision: 7 },
  data: { emoji: '🎉', user_uuid: 'ann' },
};

function delivered(event: BusEvent): Delivery[] {
  const bus = new InProcessBus('the-origin', new ManualClock());
  const deliveries: Delivery[] = [];
  bus.subscribe((delivery) => deliveries.push(delivery));
  bus.publish(event);
  return deliveries;
}

const envelopes = (event: BusEvent): unknown[] =>
  delivered(event).map((delivery) => JSON.parse(delivery.envelope()) as unknown);

test('bus: each recipient gets the envelope with their uuid in the access and in the key', () => {
  const [anns, bos] = envelopes(EVENT);
  assert.deepEqual(anns, {
    tenant_uuid: 'the-tenant',
    room_uuid: 'r',
    message_uuid: 'm',
    revision: 7,
    name: EVENT.name,
    'user_uuid:ann': true,
    required_access: `event.${EVENT.name}`,
    required_acl: 'events.chatd.users.ann.rooms.r.messages.m.reactions.created',
    origin_uuid: 'the-origin',
    timestamp: '2026-01-01T00:00:00',
    data: EVENT.data,
  });
  assert.equal(
    (bos as { required_acl: string }).required_acl,
    'events.chatd.users.bo.rooms.r.messages.m.reactions.created',
  );
});

test('bus: an event that has travelled as JSON is the same event', () => {
  assert.deepEqual(envelopes(JSON.parse(JSON.stringify(EVENT)) as BusEvent), envelopes(EVENT));
});

test('bus: the data are serialised once, however many recipients there are', () => {
  let times = 0;
  const data = { toJSON: () => `serialised ${(times += 1)}` };
  const recipients = Array.from({ length: 50 }, (_, index) => `user ${index}`);
  const all = envelopes({ ...EVENT, recipients, data });
  assert.equal(times, 1);
  assert.deepEqual(new Set(all.map((envelope) => (envelope as { data: string }).data)), new Set(['serialised 1']));
});

test('bus: nothing is serialised for recipients who are away', () => {
  let times = 0;
  delivered({ ...EVENT, data: { toJSON: () => (times += 1) } });
  assert.equal(times, 0);
});

test('bus: an event for the tenant goes out once, to everybody', () => {
  const [delivery, ...more] = delivered({ ...EVENT, recipients: 'tenant', requiredAcl: 'events.x' });
  assert.equal(more.length, 0);
  assert.equal(delivery?.recipient, 'tenant');
  assert.equal((JSON.parse(delivery.envelope()) as Record<string, unknown>)['user_uuid:*'], true);
});
