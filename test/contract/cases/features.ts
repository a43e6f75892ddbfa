import assert from 'node:assert/strict';
import { area } from '../suite.js';
import { FEATURES } from '../shapes/chatd.js';
import { chatdError } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';
import { CHATD } from '../person.js';
import { target } from '../target.js';

const { contract, deviation } = area('features');

const URL = '/users/me/rooms/features';
const KNOWN = [
  'mentions',
  'changes',
  'reactions',
  'editing',
  'deletion',
  'replies',
  'attachments',
  'gifs',
  'typing',
  'receipts',
  'participants',
  'notifications',
  'pins',
  'search',
  'bookmarks',
  'custom_emoji',
];

deviation('the features of the group-chat extension', {
  as: ['alice'],
  why: 'a client asks once and hides what is missing',
  stock: async (alice) => {
    assert.equal((await alice.chatd('GET', URL)).status, 404);
  },
  ours: async (alice) => {
    const answer = await alice.chatd('GET', URL);
    assert.equal(answer.status, 200);
    const { features, limits } = shaped(answer.body, FEATURES);
    assert.deepEqual(
      features.filter((feature) => !KNOWN.includes(feature)),
      [],
    );
    assert.equal(new Set(features).size, features.length);
    assert.ok(limits.content_length > 0 && limits.page > 0);
    assert.equal(limits.participants, 100);
  },
});

contract('features need a token, and one that allows rooms', { as: ['noacl'], extended: true }, async (noacl) => {
  for (const token of [undefined, noacl.token]) {
    const answer = await target.rest.get(`${CHATD}${URL}`, { token });
    assert.equal(answer.status, 401);
    assertShape(answer.body, chatdError('unauthorized'));
  }
});
