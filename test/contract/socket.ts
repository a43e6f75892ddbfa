import assert from 'node:assert/strict';
import WebSocket, { type RawData } from 'ws';
import { acknowledgement, init, pong } from './shapes/websocketd.js';
import { assertShape } from './shape.js';

/** How long to wait for what must come; a target that is a network away may be slow. */
const PATIENCE = 15_000;

export interface Close {
  readonly code: number;
  readonly reason: string;
}

export interface Opening {
  readonly ca?: string | undefined;
  readonly headers?: Record<string, string>;
}

type Frame = Record<string, unknown>;
interface Waiter {
  readonly accepts: (frame: Frame) => boolean;
  readonly settle: (frame: Frame) => void;
}

/**
 * A websocket of the test's: it keeps every frame, and waits for frames and closes rather than for time. What does not
 * come within `PATIENCE` fails the test, with the frames that did come.
 */
export class TestSocket {
  readonly frames: Frame[] = [];
  readonly #socket: WebSocket;
  readonly #waiters = new Set<Waiter>();
  readonly #closed: Promise<Close>;
  #close: Close | undefined;

  constructor(url: string, { ca, headers = {} }: Opening = {}) {
    this.#socket = new WebSocket(url, { headers, ...(ca === undefined ? {} : { ca }) });
    this.#socket.on('message', (data) => {
      this.#receive(data);
    });
    this.#socket.on('error', () => undefined); // a close follows
    this.#closed = new Promise((resolve) => {
      this.#socket.on('close', (code, reason) => {
        this.#close = { code, reason: reason.toString() };
        resolve(this.#close);
      });
    });
  }

  /** Waits for the `init` frame, subscribes to `events`, and starts; each step is acknowledged. */
  static async live(url: string, events: readonly string[], opening: Opening = {}): Promise<TestSocket> {
    const socket = new TestSocket(url, opening);
    assertShape(await socket.next(), init(2));
    for (const event of events) await socket.subscribe(event);
    await socket.start();
    return socket;
  }

  send(frame: unknown): void {
    this.sendRaw(JSON.stringify(frame));
  }

  sendRaw(data: string | Buffer): void {
    this.#socket.send(data);
  }

  /** The frame that comes next, counting from the first one after the socket opened that `next` has not answered. */
  async next(): Promise<Frame> {
    const index = this.#read;
    this.#read += 1;
    return this.#frame(index);
  }
  #read = 0;

  /** The first frame, past or to come, that `accepts`. */
  async frame(accepts: (frame: Frame) => boolean, what: string): Promise<Frame> {
    const known = this.frames.find(accepts);
    if (known) return known;
    let waiter: Waiter | undefined;
    const coming = new Promise<Frame>((settle) => {
      waiter = { accepts, settle };
      this.#waiters.add(waiter);
    });
    return this.#inTime(coming, what).finally(() => waiter && this.#waiters.delete(waiter));
  }

  /** The first event of this name whose body has these values. */
  event(name: string, body: (data: Frame) => boolean = () => true): Promise<Frame> {
    return this.frame((frame) => isEvent(frame, name) && body(eventBody(frame)), `an event ${name}`);
  }

  /** Every event of this name so far. */
  events(name: string, body: (data: Frame) => boolean = () => true): Frame[] {
    return this.frames.filter((frame) => isEvent(frame, name) && body(eventBody(frame)));
  }

  async subscribe(event: string): Promise<void> {
    this.send({ op: 'subscribe', data: { event_name: event } });
    assertShape(await this.#answer('subscribe'), acknowledgement('subscribe'));
  }

  async start(): Promise<void> {
    this.send({ op: 'start' });
    assertShape(await this.#answer('start'), acknowledgement('start'));
  }

  async token(token: string): Promise<void> {
    this.send({ op: 'token', data: { token } });
    assertShape(await this.#answer('token'), acknowledgement('token'));
  }

  /** Proves that the socket is open, and that whatever the server sent it before has arrived. */
  async ping(payload = `p${this.frames.length}`): Promise<void> {
    this.send({ op: 'ping', data: { payload } });
    assertShape(await this.#answer('pong'), pong(payload));
  }

  closed(): Promise<Close> {
    return within(this.#closed, 'close', this.frames, PATIENCE * 3);
  }

  /** Ends the socket from this side. */
  async end(): Promise<void> {
    this.#socket.close();
    await this.closed();
  }

  /** The first answer of this kind that comes from now on. */
  #answer(op: string): Promise<Frame> {
    const before = this.frames.length;
    return this.frame((frame) => frame['op'] === op && this.frames.indexOf(frame) >= before, `an answer to ${op}`);
  }

  #frame(index: number): Promise<Frame> {
    return this.frame((frame) => this.frames.indexOf(frame) === index, `frame ${index}`);
  }

  #receive(data: RawData): void {
    const text = Buffer.isBuffer(data) ? data.toString() : '';
    const frame = JSON.parse(text) as Frame;
    this.frames.push(frame);
    for (const { accepts, settle } of this.#waiters) if (accepts(frame)) settle(frame);
  }

  /** What never comes because the socket closed first is told at once, not when the time is up. */
  #inTime<T>(coming: Promise<T>, what: string): Promise<T> {
    const gone = this.#closed.then(({ code, reason }) => assert.fail(`closed ${code} '${reason}' before ${what}`));
    return within(Promise.race([coming, gone]), what, this.frames, PATIENCE);
  }
}

async function within<T>(coming: Promise<T>, what: string, frames: readonly Frame[], patience: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no ${what} in ${patience} ms; frames so far: ${JSON.stringify(frames)}`));
    }, patience);
  });
  return Promise.race([coming, late]).finally(() => {
    clearTimeout(timer);
  });
}

function isEvent(frame: Frame, name: string): boolean {
  return frame['op'] === 'event' && eventBody(frame)['name'] === name;
}

/** The envelope of an event: `name`, `room_uuid`, `data`, … */
function eventBody(frame: Frame): Frame {
  return frame['data'] as Frame;
}
