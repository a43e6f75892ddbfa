import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatSession } from '../../src/session/session.js';
import { contentOf } from '../support/memory-connection.js';
import { Desk, pending, ROOM } from '../support/desk.js';

/** `npm run soak` plays more. */
const RUNS = Math.ceil(Number(process.env['SIM_RUNS'] ?? 1_000) / 5);

/** What is being written, on its way, or there. */
function texts(session: ChatSession, desk: Desk): string[] {
  const draft = session.draft(ROOM).split('\n');
  return [...desk.connection.stored.map(contentOf), ...pending(session).map(contentOf), ...draft];
}

/** As the composer does: the draft is the text, then it goes. */
function send(session: ChatSession, text: string): void {
  session.setDraft(ROOM, text);
  session.send(ROOM, text);
}

test(`no text is lost with a page that is left at any moment, online or not: ${RUNS} schedules`, async () => {
  let lastDraft = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const desk = new Desk({ seed, extended: seed % 2 === 0 });
    const { scheduler } = desk;
    const written: string[] = [];
    for (let visit = 0; visit < 4; visit += 1) {
      const connection = desk.anotherWay();
      const { session, life } = await desk.open(connection);
      const isOffline = scheduler.chance(0.5);
      for (let n = 0; n < 3; n += 1) {
        for (let times = isOffline ? 2 : 0; times > 0; times -= 1) connection.fail('sendMessage');
        const left = session.draft(ROOM);
        const text = `${visit}.${n}`;
        written.push(text);
        if (scheduler.chance(0.6)) send(session, left ? `${left}\n${text}` : text);
        else session.setDraft(ROOM, left ? `${left}\n${text}` : text);
        if (scheduler.chance(0.7)) await scheduler.run(scheduler.between(0, 400));
      }
      // Out of sight, and gone: what was asked of the storage may have happened or not.
      life.hide?.();
      desk.crash(life);
      await scheduler.run(1_000);
    }
    const { session } = await desk.open(desk.anotherWay());
    await scheduler.run(90_000);
    const found = texts(session, desk).flatMap((text) => text.split('\n'));
    assert.deepEqual([seed, written.filter((text) => !found.includes(text))], [seed, []]);
    if (session.draft(ROOM)) lastDraft += 1;
  }
  assert.ok(lastDraft > 0 && lastDraft < RUNS);
});
