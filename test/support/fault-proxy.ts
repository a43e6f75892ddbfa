import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import WebSocket, { WebSocketServer, type RawData } from 'ws';

/** What happens to a request. */
export type RequestFault =
  /** The connection breaks before the server hears of it. */
  | 'cut-before'
  /** The server does what it was asked, and the answer is lost. */
  | 'cut-after'
  /** The server is asked twice; one answer arrives. */
  | 'twice'
  /** The answer takes its time. */
  | 'stall';

/** What happens to all live connections. */
export type SocketFault =
  /** They break. */
  | 'cut'
  /** They stay open, and nothing passes any more. */
  | 'silence'
  /** The server's side ends, the browser's stays as it is. */
  | 'half-close'
  /** Each of the next frames arrives twice. */
  | 'double';

const STALL = 3_000;
const DOUBLED_FRAMES = 20;

interface Relay {
  readonly browser: WebSocket;
  readonly server: WebSocket;
  silent: boolean;
  doubled: number;
}

/** Stands between browsers and the server on loopback, and does to their connections what networks do. */
export class FaultProxy {
  readonly #target: () => string;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #relays = new Set<Relay>();
  readonly #faults: RequestFault[] = [];
  /** Tokens that were seen, the newest last. */
  readonly tokens: string[] = [];

  constructor(target: () => string) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing));
    this.#server.on('upgrade', (incoming, socket: Duplex, head: Buffer) => this.#upgrade(incoming, socket, head));
  }

  /** @returns `http://localhost:PORT` */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next request to the API suffers this. */
  plan(fault: RequestFault): void {
    this.#faults.push(fault);
  }

  /** All live connections suffer this now. */
  strike(fault: SocketFault): void {
    for (const relay of this.#relays) {
      if (fault === 'cut') relay.browser.terminate();
      if (fault === 'half-close') relay.server.terminate();
      if (fault === 'silence' || fault === 'half-close') relay.silent = true;
      if (fault === 'double') relay.doubled = DOUBLED_FRAMES;
    }
  }

  /** No planned fault is left, and connections that were silenced break, so that they can come back. */
  calm(): void {
    this.#faults.length = 0;
    for (const relay of this.#relays) if (relay.silent) relay.browser.terminate();
  }

  stop(): void {
    for (const relay of this.#relays) relay.browser.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const token = incoming.headers['x-auth-token'];
    if (typeof token === 'string' && !this.tokens.includes(token)) this.tokens.push(token);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => void this.#pass(incoming, outgoing, Buffer.concat(chunks)));
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> {
    const fault = incoming.url?.startsWith('/api/chatd/') ? this.#faults.shift() : undefined;
    if (fault === 'cut-before') {
      incoming.socket.destroy();
      return;
    }
    try {
      if (fault === 'twice') await this.#ask(incoming, body);
      const answer = await this.#ask(incoming, body);
      if (fault === 'cut-after') {
        incoming.socket.destroy();
        return;
      }
      if (fault === 'stall') await new Promise((resolve) => setTimeout(resolve, STALL));
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The server is down: so is the connection.
      incoming.socket.destroy();
    }
  }

  #ask(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> {
    const { hostname, port, host, origin } = new URL(this.#target());
    // The demo gives its tokens to pages of its own name only.
    const named = { ...headers, host, ...(headers.origin === undefined ? {} : { origin }) };
    return new Promise((resolve, reject) => {
      const forwarded = request({ hostname, port, method, path: url, headers: named, agent: false }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          // It goes on in one piece.
          delete answer.headers['transfer-encoding'];
          resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) });
        });
      });
      forwarded.on('error', reject);
      forwarded.end(body);
    });
  }

  #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const server = new WebSocket(`${this.#target().replace('http', 'ws')}${incoming.url ?? ''}`);
    server.on('error', () => socket.destroy());
    server.once('open', () => {
      this.#sockets.handleUpgrade(incoming, socket, head, (browser) => this.#relay(browser, server));
    });
  }

  #relay(browser: WebSocket, server: WebSocket): void {
    const relay: Relay = { browser, server, silent: false, doubled: 0 };
    this.#relays.add(relay);
    const pass = (to: WebSocket, data: RawData): void => {
      if (!relay.silent && to.readyState === WebSocket.OPEN) to.send(textOf(data));
    };
    browser.on('message', (data) => pass(server, data));
    server.on('message', (data) => {
      pass(browser, data);
      if (relay.doubled > 0 && textOf(data).includes('"event"')) {
        relay.doubled -= 1;
        pass(browser, data);
      }
    });
    browser.on('error', () => undefined);
    browser.on('close', () => {
      this.#relays.delete(relay);
      server.terminate();
    });
    server.on('close', (code) => {
      if (relay.silent) return;
      if (code >= 3_000) browser.close(code);
      else browser.terminate();
    });
  }
}

/** Frames of this protocol are text, which `ws` hands over as one buffer. */
function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}
