import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHost } from '../../src/wazo/host.js';
import { ChatFailure } from '../../src/model/errors.js';

function codeFor(host: string | null): string {
  try {
    return parseHost(host).http;
  } catch (thrown) {
    return thrown instanceof ChatFailure ? thrown.error.code : String(thrown);
  }
}

test('a host name is reached by https and wss', () => {
  assert.deepEqual(parseHost('wazo.example'), { http: 'https://wazo.example', ws: 'wss://wazo.example' });
  assert.deepEqual(parseHost(' wazo.example:8443 '), {
    http: 'https://wazo.example:8443',
    ws: 'wss://wazo.example:8443',
  });
  assert.deepEqual(parseHost('https://wazo.example/'), { http: 'https://wazo.example', ws: 'wss://wazo.example' });
});

test('plain http is for loopback only', () => {
  assert.deepEqual(parseHost('http://localhost:8080'), { http: 'http://localhost:8080', ws: 'ws://localhost:8080' });
  for (const host of ['http://127.0.0.1:1', 'http://[::1]:1', 'http://chat.localhost'])
    assert.equal(codeFor(host), host);
  for (const host of ['http://wazo.example', 'http://127.0.0.1.evil.example', 'http://localhost.evil.example']) {
    assert.equal(codeFor(host), 'bad-host', host);
  }
});

test('a missing host and what is no origin are told apart', () => {
  for (const host of [null, '', '   ']) assert.equal(codeFor(host), 'no-host');
  const bad = [
    'https://wazo.example/api',
    'https://user:pw@wazo.example',
    'ftp://wazo.example',
    'wazo.example?x',
    'a b',
    'https://',
    'javascript:alert(1)',
  ];
  for (const host of bad) assert.equal(codeFor(host), 'bad-host', host);
});
