import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GifSettings } from '../../src/features/gifs/settings.js';
import type { Client } from './client.js';
import { withLimits } from './limited-server.js';
import { server } from './shared-server.js';

export const KEY = 'the-secret-key';
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

type Answerer = (url: URL, response: ServerResponse, request: IncomingMessage) => void;

/** A service like Tenor and GIPHY, on this machine: its answers are the test's. */
export class GifProvider {
  /** Paths with queries, in order. */
  readonly asked: string[] = [];
  readonly origin: string;
  answer: Answerer;

  constructor(origin: string, answer: Answerer) {
    this.origin = origin;
    this.answer = answer;
  }

  /** What was asked of the API, and not of its pictures. */
  get searches(): string[] {
    return this.asked.filter((url) => !url.startsWith('/media/'));
  }
}

export function sendJson(response: ServerResponse, content: unknown): void {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(content));
}

export function sendGif(response: ServerResponse): void {
  response.setHeader('Content-Type', 'image/gif').end(GIF);
}

interface Running {
  readonly provider: GifProvider;
  readonly client: Client;
  /** What was written to the server's log. */
  readonly log: string[];
}

/** Runs `body` with a server that asks a provider of our own. */
export async function withProvider(
  name: GifSettings['provider'],
  answer: Answerer,
  body: (running: Running) => Promise<void>,
): Promise<void> {
  const listening = createServer((request, response) => {
    provider.asked.push(request.url ?? '');
    provider.answer(new URL(request.url ?? '', provider.origin), response, request);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const provider = new GifProvider(origin, answer);
  const log: string[] = [];
  const more = {
    gifs: { provider: name, key: KEY, origin },
    log: (message: string, error: unknown) => log.push(`${message} ${String(error)}`),
  };
  try {
    await withLimits({}, ({ client }) => body({ provider, client, log }), server.database, more);
  } finally {
    listening.closeAllConnections();
    await new Promise((resolve) => listening.close(resolve));
  }
}
