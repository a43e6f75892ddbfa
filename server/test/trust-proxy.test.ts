import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTrustProxy } from '../src/http/trust-proxy.js';

test('trust proxy: nobody, a number of proxies, or their addresses', () => {
  for (const text of ['', '0']) assert.equal(parseTrustProxy(text), false);
  assert.deepEqual(parseTrustProxy('loopback, 192.0.2.0/24,2001:db8::/32'), [
    'loopback',
    '192.0.2.0/24',
    '2001:db8::/32',
  ]);
  const two = parseTrustProxy('2');
  assert.ok(typeof two === 'function');
  assert.deepEqual(
    [0, 1, 2].map((place) => two('192.0.2.1', place)),
    [true, true, false],
  );
});

test('trust proxy: what is neither is refused, everybody among it', () => {
  for (const text of ['true', 'yes', '-1', '192.0.2.0/33', '192.0.2', '::/129', 'loopback,', 'proxy.example', '1.5']) {
    assert.throws(() => parseTrustProxy(text), /TRUST_PROXY/, text);
  }
});
