import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatError } from '../../src/model/errors.js';
import { ChatSession } from '../../src/session/session.js';
import { shareSession, type SessionHooks } from '../../src/session/shared.js';
import { MemoryConnection } from '../support/memory-connection.js';

const HOST = 'https://wazo.example';

/** An element: what it hears, and the session that it would make. */
class Holder {
  readonly connection = new MemoryConnection();
  readonly heard: string[] = [];
  made = 0;
  hooks: SessionHooks | undefined;

  share(provider: () => Promise<string>, host = HOST): ReturnType<typeof shareSession> {
    const mine = {
      onError: ({ code }: { code: string }) => this.heard.push(code),
      onOtherUser: () => this.heard.push('other user'),
    };
    return shareSession(host, provider, mine, (hooks) => {
      this.made += 1;
      this.hooks = hooks;
      return new ChatSession({ connection: this.connection, ...hooks });
    });
  }
}

test('the same host and provider give the same session, others another', () => {
  const [one, two, three, four] = [new Holder(), new Holder(), new Holder(), new Holder()];
  const provider = (): Promise<string> => Promise.resolve('token');
  const shares = [one.share(provider), two.share(provider), three.share(provider, 'https://other.example')];
  shares.push(four.share(() => Promise.resolve('token')));
  assert.equal(shares[0]?.session, shares[1]?.session);
  assert.equal(new Set(shares.map(({ session }) => session)).size, 3);
  assert.deepEqual([one.made, two.made, three.made, four.made], [1, 0, 1, 1]);
  for (const share of shares) share.release();
});

test('the last one to leave ends the session, and who comes then gets a new one', () => {
  const [one, two, three] = [new Holder(), new Holder(), new Holder()];
  const provider = (): Promise<string> => Promise.resolve('token');
  const [first, second] = [one.share(provider), two.share(provider)];
  first.release();
  first.release();
  assert.equal(one.connection.closed, false);
  second.release();
  assert.equal(one.connection.closed, true);
  three.share(provider).release();
  assert.equal(three.made, 1);
});

test('errors and another person’s token reach all who share; the next share begins anew', () => {
  const [one, two] = [new Holder(), new Holder()];
  const provider = (): Promise<string> => Promise.resolve('token');
  const [first, second] = [one.share(provider), two.share(provider)];
  one.hooks?.onError(chatError('network', 'gone'));
  one.hooks?.onOtherUser();
  assert.deepEqual(one.heard, ['network', 'other user']);
  assert.deepEqual(two.heard, one.heard);
  const next = two.share(provider);
  assert.notEqual(next.session, first.session);
  first.release();
  second.release();
  assert.equal(two.connection.closed, false);
  next.release();
});
