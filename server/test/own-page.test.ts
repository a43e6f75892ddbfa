import assert from 'node:assert/strict';
import test from 'node:test';
import type { FastifyRequest } from 'fastify';
import { isFromOwnPage } from '../src/demo/own-page.js';

/** A request that reached this address, with these headers. */
const request = (localAddress: string, localPort: number, headers: Record<string, string>): FastifyRequest =>
  ({ headers, socket: { localAddress, localPort } }) as unknown as FastifyRequest;

const HOSTS: readonly [listensOn: string, reached: string, port: number, host: string, isOwn: boolean][] = [
  ['127.0.0.1', '127.0.0.1', 8080, 'localhost:8080', true],
  ['127.0.0.1', '127.0.0.1', 8080, 'evil.example:8080', false],
  ['chat.example', '192.0.2.1', 8080, 'Chat.Example:8080', true],
  ['chat.example', '192.0.2.1', 8080, '192.0.2.1:8080', false],
  ['0.0.0.0', '192.0.2.1', 8080, '192.0.2.1:8080', true],
  ['0.0.0.0', '192.0.2.1', 8080, '192.0.2.2:8080', false],
  ['0.0.0.0', '192.0.2.1', 8080, '0.0.0.0:8080', false],
  ['::', '::ffff:192.0.2.1', 8080, '192.0.2.1:8080', true],
  ['::', '2001:db8::1', 8080, '[2001:db8::1]:8080', true],
  ['2001:db8::1', '2001:db8::1', 8080, '[2001:db8::1]:8080', true],
  ['127.0.0.1', '127.0.0.1', 80, 'localhost', true],
  ['127.0.0.1', '127.0.0.1', 8080, 'localhost', false],
];

test('own page: only names of this server count, with its port', () => {
  for (const [listensOn, reached, port, host, isOwn] of HOSTS) {
    const asked = request(reached, port, { host, origin: `http://${host}` });
    assert.equal(isFromOwnPage(asked, listensOn), isOwn, `${host} at ${listensOn}`);
  }
});

test('own page: another origin does not count, none at all does', () => {
  const asked = (headers: Record<string, string>): boolean =>
    isFromOwnPage(request('127.0.0.1', 8080, { host: 'localhost:8080', ...headers }), '127.0.0.1');
  assert.equal(asked({}), true);
  assert.equal(asked({ origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' }), true);
  for (const origin of ['http://127.0.0.1:8080', 'https://localhost:8080', 'http://localhost:1', 'null', '']) {
    assert.equal(asked({ origin }), false, origin);
  }
  for (const site of ['same-site', 'cross-site', 'none']) assert.equal(asked({ 'sec-fetch-site': site }), false, site);
});
