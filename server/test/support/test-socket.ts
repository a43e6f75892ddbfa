import WebSocket from 'ws';
import type { Json } from './client.js';

export interface Close {
  readonly code: number;
  readonly reason: string;
}

interface Waiting {
  readonly resolve: (frame: Json) => void;
  readonly reject: (error: Error) => void;
}

/** A websocket whose frames and end can be waited for. */
export class TestSocket {
  readonly #socket: WebSocket;
  readonly #frames: Json[] = [];
  readonly #waiting: Waiting[] = [];
  #end: Close | undefined;
  /** Settles when the socket has closed. */
  readonly closed: Promise<Close>;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#socket = new WebSocket(url, { headers });
    this.#socket.on('message', (data: Buffer) => this.#receive(JSON.parse(data.toString('utf8'))));
    this.#socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        this.#end = { code, reason: reason.toString() };
        for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#closedError());
        resolve(this.#end);
      });
    });
  }

  /** The next frame that was not taken yet; rejects when the socket closes instead. */
  next(): Promise<Json> {
    if (this.#frames.length > 0) return Promise.resolve(this.#frames.shift());
    if (this.#end) return Promise.reject(this.#closedError());
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** The envelope of the next event. */
  async event(): Promise<Json> {
    const frame = await this.next();
    if (frame.op !== 'event') throw new Error(`Expected an event, got ${JSON.stringify(frame)}`);
    return frame.data;
  }

  /**
   * Everything that arrived and was not taken: the server answers a ping after all that it sent before, so that there is
   * nothing to wait for.
   */
  async rest(): Promise<Json[]> {
    this.send({ op: 'ping', data: { payload: 'the end' } });
    const frames: Json[] = [];
    for (let frame = await this.next(); frame.op !== 'pong'; frame = await this.next()) frames.push(frame);
    return frames;
  }

  send(frame: unknown): void {
    this.sendRaw(JSON.stringify(frame));
  }

  sendRaw(data: string | Buffer): void {
    this.#socket.send(data);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  #receive(frame: Json): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  #closedError(): Error {
    return new Error(`The socket has closed: ${this.#end?.code} ${this.#end?.reason}`);
  }
}
