import assert from 'node:assert/strict';
import test from 'node:test';
import type { LitElement } from 'lit';
import type { Part } from '../../src/model/message.js';
import { UnreadFiles } from '../../src/ui/message/files/unread-files.js';
import type { MessageCommands } from '../../src/ui/message/message-context.js';
import { message } from '../support/memory-connection.js';

const OLD = part('https://chat.example/old');
const NEW = part('https://chat.example/new');

function part(url: string): Part {
  return { uuid: 'file-1', name: 'plan.png', contentType: 'image/png', size: 1, width: 1, height: 1, url } as Part;
}

/** The files of a message whose new addresses come when `answer` is called. */
function files() {
  let answer: (parts: readonly Part[]) => void = () => undefined;
  let asked = 0;
  let updates = 0;
  const host = { requestUpdate: () => (updates += 1) } as unknown as LitElement;
  let now = 0;
  const unread = new UnreadFiles(host, () => now);
  const commands = {
    renewAddresses: () => {
      asked += 1;
      return new Promise<readonly Part[]>((resolve) => (answer = resolve));
    },
  } as unknown as MessageCommands;
  return {
    unread,
    fail: (failed: Part) => unread.failed(failed, message(1), commands),
    answer: (...parts: Part[]) => answer(parts),
    asked: () => asked,
    updates: () => updates,
    pass: (ms: number) => (now += ms),
  };
}

test('a file is asked for anew when it is drawn with its other address, and not before', async () => {
  const { unread, fail, answer, asked, updates } = files();
  const failed = fail(OLD);
  assert.equal(unread.attempt(OLD), 0);
  answer(NEW);
  await failed;
  assert.equal(updates(), 1);
  // The row is drawn before the thread hands the new one down, and its picture fails once more.
  assert.equal(unread.attempt(OLD), 0);
  await fail(OLD);
  assert.equal(unread.isGone(OLD), false);
  assert.equal(unread.attempt(NEW), 1);
  assert.equal(unread.renewed(OLD)?.url, NEW.url);
  await fail(NEW);
  assert.deepEqual([unread.isGone(NEW), unread.renewed(NEW), asked()], [true, undefined, 1]);
});

test('where there is no other address it is tried at the same once more, and given up then', async () => {
  for (const parts of [[OLD], []]) {
    const { unread, fail, answer } = files();
    const failed = fail(OLD);
    answer(...parts);
    await failed;
    assert.deepEqual([unread.attempt(OLD), unread.isGone(OLD)], [1, false]);
    await fail(OLD);
    assert.equal(unread.isGone(OLD), true);
  }
});

test('what fails while its address is asked for waits for that answer', async () => {
  const { unread, fail, answer, asked } = files();
  const both = [fail(OLD), fail(OLD)];
  answer(NEW);
  await Promise.all(both);
  assert.deepEqual([unread.isGone(OLD), asked()], [false, 1]);
});

test('on a page that stays open for days an address that expires a second time is asked for again', async () => {
  const { unread, fail, answer, asked, pass } = files();
  const first = fail(OLD);
  answer(NEW);
  await first;
  assert.equal(unread.attempt(NEW), 1);
  pass(6 * 60 * 60 * 1_000);
  const next = part('https://chat.example/next');
  const second = fail(NEW);
  // It is drawn as it was until there is another one.
  assert.equal(unread.attempt(NEW), 1);
  answer(next);
  await second;
  assert.deepEqual([unread.isGone(NEW), unread.renewed(NEW)?.url, asked()], [false, next.url, 2]);
  assert.equal(unread.attempt(next), 2);
  await fail(next);
  assert.equal(unread.isGone(next), true);
});
