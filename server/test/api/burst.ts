import assert from 'node:assert/strict';
import test from 'node:test';
import { USERS } from '../support/test-server.js';
import { client, tokens } from '../support/shared-server.js';

const POSTS = 1000;

test('burst: 1,000 posts at once reach every one of 10 sockets exactly once', async () => {
  const room = await client.createRoom(tokens.alice, [USERS.bob, USERS.carol, USERS.dave], 'Burst');
  const authors = [tokens.alice, tokens.bob, tokens.carol, tokens.dave];
  const sockets = await Promise.all(
    Array.from({ length: 10 }, (_, index) => client.listen(authors[index % 4]!, 'chatd_user_room_message_created')),
  );
  const lane = async (author: string, first: number): Promise<string[]> => {
    const uuids: string[] = [];
    for (let index = first; index < POSTS; index += 10) {
      uuids.push((await client.post(author, room, `message ${index}`)).uuid as string);
    }
    return uuids;
  };
  const posted = (await Promise.all(Array.from({ length: 10 }, (_, index) => lane(authors[index % 4]!, index)))).flat();
  assert.equal(new Set(posted).size, POSTS);
  for (const socket of sockets) {
    const received = (await socket.rest()).map((frame) => frame.data.data.uuid as string);
    assert.equal(received.length, POSTS);
    assert.deepEqual([...received].sort(), [...posted].sort());
    await socket.close();
  }
});
