import type { Environment } from '../../src/device/ports.js';
import type { ChatStorage, StoredOperation } from '../../src/device/storage.js';
import { NO_FEATURES, type Feature } from '../../src/model/features.js';
import type { PendingMessage } from '../../src/model/message.js';
import { loadUploads } from '../../src/session/load-uploads.js';
import { loadStock } from '../../src/session/outbox/post.js';
import { ChatSession } from '../../src/session/session.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { ALICE, EXTENDED, MemoryConnection, contentOf, room, uuid } from './memory-connection.js';
import { Scheduler } from './scheduler.js';
import { SimulatedDevice, type Life } from './simulated-device.js';
import { viewOf } from './view.js';

// Loaded once, since no simulated clock makes it arrive.
await Promise.all([loadStock(), loadUploads()]);

export const HOST = 'https://wazo.example';
export const ROOM = uuid(1);
export const OTHER_ROOM = uuid(2);

interface DeskOptions {
  readonly extended?: boolean;
  readonly features?: ReadonlySet<Feature>;
  readonly seed?: number;
}

/** One browser in which time passes only when a test lets it. */
export class Desk {
  readonly scheduler: Scheduler;
  readonly device: SimulatedDevice;
  readonly connection: MemoryConnection;
  readonly errors: string[] = [];

  /** @param features what the server has beyond a stock chatd */
  constructor({ extended = true, features = extended ? EXTENDED : NO_FEATURES, seed = 1 }: DeskOptions = {}) {
    this.scheduler = new Scheduler(seed);
    this.device = new SimulatedDevice(this.scheduler);
    this.connection = new MemoryConnection({ roomList: [room(1), room(2)], features });
  }

  /** A tab with the room open. */
  async open(
    connection = this.connection,
    parts: Partial<Environment> = {},
  ): Promise<{ readonly session: ChatSession; readonly life: Life }> {
    const life: Life = { isAlive: true };
    const environment = { ...this.device.environment(life, true), ...parts };
    const onError = ({ code }: { readonly code: string }): number => this.errors.push(code);
    const session = new ChatSession({ connection, host: HOST, environment, onError });
    viewOf(session).open(ROOM);
    void session.start();
    await this.scheduler.run(100);
    return { session, life };
  }

  /** What lies on the device. */
  async kept(): Promise<string[]> {
    const textOf = ({ intent }: StoredOperation): string => (intent.kind === 'post' ? intent.body.text : intent.kind);
    return (await this.operations()).map(textOf);
  }

  async operations(): Promise<readonly StoredOperation[]> {
    const kept = (await this.storage()).operations(`${HOST} ${ALICE}`);
    await this.scheduler.run(20);
    return kept;
  }

  storage(): Promise<ChatStorage> {
    return this.device.environment({ isAlive: true }, true).openStorage();
  }

  /** The server, as another tab reaches it. */
  anotherWay(): MemoryConnection {
    const { roomList, stored, features } = this.connection;
    return new MemoryConnection({ roomList, stored, features });
  }

  crash(life: Life): void {
    life.isAlive = false;
    this.device.bury();
  }

  /** After the device has taken a message, before it has said so. */
  async crashOnceKept(life: Life): Promise<void> {
    while (this.device.kept.size === 0) await this.scheduler.run(0.01);
    this.crash(life);
  }

  get posted(): string[] {
    return this.connection.calls.filter((call) => call.startsWith('sendMessage')).map((call) => call.split(' ')[2]!);
  }

  get stored(): string[] {
    return this.connection.stored.map(contentOf);
  }
}

export function pending(session: ChatSession): readonly PendingMessage[] {
  return session.store.state.timelines.get(roomTimeline(ROOM))?.pending ?? [];
}

export function statuses(session: ChatSession): string[] {
  return pending(session).map(({ body, status }) => `${body.text} ${status}`);
}

export function shown(session: ChatSession): string[] {
  return session.store.state.timelines.get(roomTimeline(ROOM))!.messages.map(contentOf);
}
