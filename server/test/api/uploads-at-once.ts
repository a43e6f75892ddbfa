import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'node:test';
import { ROOMS } from '../support/client.js';
import { withLimits } from '../support/limited-server.js';
import { tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

const { alice } = tokens;
const HEAD = '--b\r\nContent-Disposition: form-data; name="file"; filename="x.bin"\r\n\r\n';
const TAIL = '\r\n--b--\r\n';

interface Upload {
  readonly write: (text: string) => void;
  /** All that the server said, when the connection has ended. */
  readonly answer: Promise<string>;
}

test('limits: files on their way hold up nothing else, and one too many is refused for now', async () => {
  await withLimits({ requestsAtOnce: 1, uploadsAtOnce: 2 }, async ({ client, app }) => {
    const room = await client.createRoom(alice, [USERS.bob], 'Busy');
    const { port } = app.server.address() as { port: number };
    const begin = async (): Promise<Upload> => {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      let text = '';
      socket.setEncoding('latin1').on('data', (data: string) => (text += data));
      socket.write(
        `POST ${ROOMS}/${room}/attachments HTTP/1.1\r\nHost: x\r\nX-Auth-Token: ${alice}\r\nConnection: close\r\n` +
          `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${HEAD.length + 1 + TAIL.length}\r\n\r\n${HEAD}`,
      );
      return { write: (rest) => socket.write(rest), answer: once(socket, 'close').then(() => text) };
    };
    const whole = async (): Promise<string> => {
      const { write, answer } = await begin();
      write(`x${TAIL}`);
      return answer;
    };
    const begun = [await begin(), await begin()];
    // When both have been looked at, a third one is refused.
    let refused = '';
    while (!refused.startsWith('HTTP/1.1 429')) refused = await whole();
    assert.match(refused, /retry-after: 5\r\n/i);
    assert.equal((await client.send('GET', ROOMS, { token: alice })).status, 200);
    for (const { write } of begun) write(`x${TAIL}`);
    for (const { answer } of begun) assert.match(await answer, /^HTTP\/1\.1 201 /);
    let after = '';
    // The server hears a moment later that a connection has ended.
    while (!after.startsWith('HTTP/1.1 201')) after = await whole();
  });
});
