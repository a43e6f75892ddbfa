import type { Capabilities, AttachmentsCapability } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Body, Message } from '../../src/model/message.js';
import { EXTENDED, LIMITS, MemoryConnection, room } from './memory-connection.js';
import type { Scheduler } from './scheduler.js';

/** What several tabs reach of one server: files that came whole, and messages that were posted, by their `client_uuid`. */
export class FileServer {
  readonly uploads: string[] = [];
  readonly posts = new Map<string, Body>();
  readonly #scheduler: Scheduler;
  /** Milliseconds that an upload takes. */
  pace = 1_000;
  isReachable = true;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Texts with the names of their files, in the order of posting. */
  get messages(): string[] {
    return [...this.posts.values()].map(({ text, parts }) => [text, ...parts.map(({ name }) => name)].join(' '));
  }

  connection(): MemoryConnection {
    return new FileConnection(this);
  }

  readonly upload: AttachmentsCapability['upload'] = (_room, part, _file, signal, onProgress) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new ChatFailure('network', 'given up')));
      if (this.isReachable) onProgress(0.5);
      this.#scheduler.after(this.pace, () => {
        if (signal.aborted) return;
        if (!this.isReachable) {
          reject(new ChatFailure('network', 'offline'));
          return;
        }
        this.uploads.push(part.name);
        resolve({ ...part, uuid: `${part.name} #${this.uploads.length}`, url: `https://wazo.example/${part.name}` });
      });
    });
}

class FileConnection extends MemoryConnection {
  readonly #server: FileServer;

  constructor(server: FileServer) {
    const limits = { ...LIMITS, attachmentSize: 1_000, attachmentsPerMessage: 100 };
    super({ roomList: [room(1), room(2)], features: new Set([...EXTENDED, 'attachments']), limits });
    this.#server = server;
  }

  override get can(): Capabilities {
    return { ...super.can, attachments: { upload: this.#server.upload } };
  }

  override async sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message> {
    if (!this.#server.isReachable) throw new ChatFailure('network', 'offline');
    if (!this.#server.posts.has(clientUuid)) this.#server.posts.set(clientUuid, body);
    return super.sendMessage(roomUuid, body, clientUuid);
  }
}
