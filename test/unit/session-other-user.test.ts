import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from '../support/view.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatFailure } from '../../src/model/errors.js';
import { ChatSession } from '../../src/session/session.js';
import {
  ALICE,
  BOB,
  EXTENDED,
  MemoryConnection,
  message,
  room,
  uuid,
  contentOf,
} from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice } from '../support/simulated-device.js';

const ROOM = uuid(1);
const FEATURES = new Set([...EXTENDED, 'receipts'] as const);

/** One browser, at which people sign in one after the other. */
class Desk {
  readonly scheduler = new Scheduler(1);
  readonly device = new SimulatedDevice(this.scheduler);

  async signIn(me: string): Promise<Visit> {
    const visit = new Visit(me, this);
    viewOf(visit.session).open(ROOM);
    void visit.session.start();
    await this.scheduler.run(100);
    return visit;
  }
}

/** One person's session. */
class Visit {
  readonly connection: MemoryConnection;
  readonly session: ChatSession;
  readonly errors: string[] = [];
  replaced = 0;

  constructor(me: string, { device }: Desk) {
    this.connection = new MemoryConnection({ me, roomList: [room(1)], features: FEATURES });
    this.session = new ChatSession({
      connection: this.connection,
      host: 'https://wazo.example',
      environment: device.environment({ isAlive: true }, true),
      onError: ({ code }) => this.errors.push(code),
      onOtherUser: () => (this.replaced += 1),
    });
  }

  get pending(): string[] {
    const { pending = [] } = this.session.store.state.timelines.get(roomTimeline(ROOM)) ?? {};
    return pending.map(({ body, status }) => `${body.text} ${status}`);
  }

  /** What it asked the server to change. */
  get written(): string[] {
    return this.connection.calls.filter((call) => /^(sendMessage|markRead)/.test(call));
  }
}

test('a session ends when the page signs in another person, and says so once', async () => {
  const desk = new Desk();
  const alice = await desk.signIn(ALICE);
  alice.connection.emit({ type: 'other-user' });
  alice.connection.emit({ type: 'other-user' });
  assert.equal(alice.replaced, 1);
  assert.equal(alice.connection.closed, true);
  assert.deepEqual(alice.errors, []);
});

test('what one person has left is neither seen nor sent by the next, and goes when the first comes back', async () => {
  const desk = new Desk();
  const alice = await desk.signIn(ALICE);
  // The token has run out; the one that the page gives for the repetition is Bob's.
  const answer = alice.connection.hold('sendMessage');
  alice.connection.fail('sendMessage', new ChatFailure('bad-token', 'Bob’s'));
  alice.session.send(ROOM, 'on its way');
  alice.session.send(ROOM, 'behind it');
  alice.session.setDraft(ROOM, 'half a text');
  await desk.scheduler.run(400);
  alice.connection.emit({ type: 'other-user' });
  answer();
  await desk.scheduler.run(400);

  const bob = await desk.signIn(BOB);
  await desk.scheduler.run(10_000);
  assert.deepEqual(bob.pending, []);
  assert.equal(bob.session.draft(ROOM), '');
  assert.deepEqual(bob.written, []);
  assert.deepEqual(alice.written, [`sendMessage ${ROOM} on its way`]);
  bob.session.stop();

  const again = await desk.signIn(ALICE);
  assert.equal(again.session.draft(ROOM), 'half a text');
  await desk.scheduler.run(1_000);
  assert.deepEqual(again.connection.stored.map(contentOf), ['on its way', 'behind it']);
});

test('reading goes on for nobody, and what fails because of the end is no error', async () => {
  const desk = new Desk();
  const alice = await desk.signIn(ALICE);
  const answer = alice.connection.hold('markRead');
  alice.connection.fail('markRead', new ChatFailure('network', 'aborted'));
  alice.connection.emit({ type: 'message-created', message: message(1) });
  viewOf(alice.session).setReading(true);
  await desk.scheduler.run(1_000);
  alice.connection.emit({ type: 'message-created', message: message(2) });
  alice.connection.emit({ type: 'other-user' });
  answer();
  await desk.scheduler.run(1_000);
  assert.deepEqual(alice.written, [`markRead ${ROOM} ${message(1).uuid}`]);
  assert.deepEqual(alice.errors, []);
});

test('signing in again after a refused token asks for another one; trying again while offline does not', async () => {
  const desk = new Desk();
  const { session, connection } = await desk.signIn(ALICE);
  const failure = new ChatFailure('bad-token', 'refused').error;
  connection.emit({ type: 'failed', error: failure });
  session.reconnect();
  assert.equal(connection.calls.at(-1), 'reconnect with a new token');
  connection.emit({ type: 'lost', error: new ChatFailure('network', 'offline').error });
  session.reconnect();
  assert.equal(connection.calls.at(-1), 'reconnect');
});
