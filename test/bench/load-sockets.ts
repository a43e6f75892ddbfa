import WebSocket from 'ws';

/** How many sockets are opened at a time. */
const AT_ONCE = 100;
const SUBSCRIBE = '{"op":"subscribe","data":{"event_name":"chatd_user_room_message_created"}}';

/** What a socket got, as text; the content is cut out by hand, since parsing 25,000 frames a second would be measured. */
export type Received = (content: string) => void;

const START = '"content":"';

function contentOf(frame: Buffer): string | undefined {
  const text = frame.toString('latin1');
  const start = text.indexOf(START);
  return start < 0 ? undefined : text.slice(start + START.length, text.indexOf('"', start + START.length));
}

async function open(origin: string, token: string, received: Received): Promise<WebSocket> {
  const url = `${origin.replace('http', 'ws')}/api/websocketd/?version=2&token=${token}`;
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`The socket was closed with ${code}.`)));
    socket.on('message', (data: Buffer) => {
      const content = contentOf(data);
      if (content !== undefined) received(content);
      else if (data.includes('"op":"start"')) resolve();
    });
    socket.on('open', () => {
      socket.send(SUBSCRIBE);
      socket.send('{"op":"start"}');
    });
  });
  return socket;
}

/** Opens `count` started sockets, the tokens taking turns; `received` tells what each of them is to do with a message. */
export async function openSockets(
  origin: string,
  tokens: readonly string[],
  count: number,
  received: (index: number) => Received,
): Promise<readonly WebSocket[]> {
  const sockets: WebSocket[] = [];
  while (sockets.length < count) {
    const next = Array.from({ length: Math.min(AT_ONCE, count - sockets.length) }, (_, n) => sockets.length + n);
    sockets.push(...(await Promise.all(next.map((n) => open(origin, tokens[n % tokens.length] ?? '', received(n))))));
  }
  return sockets;
}

/** Closes them all and waits until they are closed. */
export async function closeSockets(sockets: readonly WebSocket[]): Promise<void> {
  const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
  for (const socket of sockets) socket.close();
  await Promise.all(closed);
}
