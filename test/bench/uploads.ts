import { randomBytes } from 'node:crypto';
import { request } from 'node:http';

// Sends files; as a process of its own, so that who sends them does not slow down whoever looks at the clock meanwhile.

const CHUNK = randomBytes(65_536);
const BOUNDARY = 'bench-boundary';

export interface Uploaded {
  readonly url: string;
  readonly size: number;
}

/** What the process is asked for: as many files at once as there are tokens. */
export interface UploadsOrder {
  /** Where files are sent to. */
  readonly url: string;
  readonly tokens: readonly string[];
  /** Bytes of each. */
  readonly size: number;
}

/** Sends a file of so many bytes, made as it goes, so that this process holds none of it either. */
export async function upload(url: string, token: string, size: number): Promise<Uploaded> {
  const head = Buffer.from(
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="bench.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  const headers = {
    'X-Auth-Token': token,
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    'Content-Length': head.length + size + tail.length,
  };
  const sending = request(url, { method: 'POST', headers });
  const answer = new Promise<Uploaded>((resolve, reject) => {
    sending.on('error', reject);
    sending.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        if (response.statusCode === 201) resolve(JSON.parse(text) as Uploaded);
        else reject(new Error(`The upload was answered ${response.statusCode ?? 0}: ${text}`));
      });
    });
  });
  const write = async (bytes: Buffer): Promise<void> => {
    if (!sending.write(bytes)) await new Promise((resolve) => sending.once('drain', resolve));
  };
  const writing = (async () => {
    await write(head);
    for (let left = size; left > 0; left -= CHUNK.length)
      await write(left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK);
    sending.end(tail);
  })();
  const [uploaded] = await Promise.all([answer, writing]);
  return uploaded;
}

if (process.send) {
  process.once('message', (order) => {
    const { url, tokens, size } = order as UploadsOrder;
    void Promise.all(tokens.map((token) => upload(url, token, size))).then((uploaded) => process.send?.(uploaded));
  });
}
