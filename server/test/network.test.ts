import assert from 'node:assert/strict';
import test from 'node:test';
import { networkOf } from '../src/auth/network.js';

const SAME: readonly [address: string, network: string][] = [
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:192.0.2.1', '192.0.2.1'],
  ['::1', '0:0:0:0'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:0DB8:0:0:ffff::', '2001:db8:0:0'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['1::2:3:4:5:6:7', '1:0:2:3'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
];

test('network: an IPv4 address, or the first half of an IPv6 one, however it is written', () => {
  for (const [address, network] of SAME) assert.equal(networkOf(address), network, address);
});
