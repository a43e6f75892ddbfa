import type { MessagePosition } from '../connection/connection.js';
import {
  MemoryStorage,
  type Added,
  type ChatStorage,
  type Mark,
  type NewMessage,
  type StoredMessage,
} from './storage.js';

/**
 * A storage that never refuses: what the device does not take (private mode, full disk, blocked by the browser, deleted
 * meanwhile) is kept in memory beside it. That is no error to the person: the message is sent all the same.
 */
export class SafeStorage implements ChatStorage {
  readonly #open: () => Promise<ChatStorage>;
  readonly #memory = new MemoryStorage();
  #device: Promise<ChatStorage>;

  /** @param open opens the device's storage, at once and when it was closed; rejects where there is none */
  constructor(open: () => Promise<ChatStorage>) {
    this.#open = open;
    // Beside the first requests: the rooms wait for the drafts.
    this.#device = open();
    this.#device.catch(() => undefined);
  }

  async messages(owner: string): Promise<readonly StoredMessage[]> {
    const stored = await this.#ask((device) => device.messages(owner), []);
    return [...stored, ...(await this.#memory.messages(owner))];
  }

  add(owner: string, message: NewMessage): Promise<Added> {
    return this.#ask(
      (device) => device.add(owner, message),
      () => this.#memory.add(owner, message),
    );
  }

  async update(
    owner: string,
    localId: string,
    change: (message: StoredMessage) => StoredMessage | null,
    sent?: MessagePosition,
  ): Promise<StoredMessage | null> {
    const kept = await this.#memory.messages(owner);
    if (kept.some((message) => message.localId === localId)) return this.#memory.update(owner, localId, change, sent);
    // A change that the device refuses counts nevertheless: the message may be on its way already.
    let next: StoredMessage | null = null;
    const remember = (message: StoredMessage): StoredMessage | null => (next = change(message));
    return this.#ask(
      (device) => device.update(owner, localId, remember, sent),
      () => next,
    );
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    const [stored, kept] = await Promise.all([
      this.#ask((device) => device.mark(owner, roomUuid), null),
      this.#memory.mark(owner, roomUuid),
    ]);
    if (!stored || !kept) return stored ?? kept;
    const last = stored.createdAt < kept.createdAt ? kept : stored;
    return { ...last, sent: [...stored.sent, ...kept.sent] };
  }

  async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    const stored = await this.#ask((device) => device.drafts(owner), new Map<string, string>());
    return new Map([...stored, ...(await this.#memory.drafts(owner))]);
  }

  setDraft(owner: string, roomUuid: string, text: string): Promise<void> {
    return this.#ask(
      (device) => device.setDraft(owner, roomUuid, text),
      () => this.#memory.setDraft(owner, roomUuid, text),
    );
  }

  async clear(owner: string): Promise<void> {
    await this.#memory.clear(owner);
    await this.#ask((device) => device.clear(owner), undefined);
  }

  async #ask<T>(work: (device: ChatStorage) => Promise<T>, otherwise: T | (() => T | Promise<T>)): Promise<T> {
    try {
      return await this.#askDevice(work);
    } catch {
      return typeof otherwise === 'function' ? await (otherwise as () => T | Promise<T>)() : otherwise;
    }
  }

  async #askDevice<T>(work: (device: ChatStorage) => Promise<T>): Promise<T> {
    const opening = this.#device;
    const device = await opening;
    try {
      return await work(device);
    } catch (thrown) {
      // Browsers close a database under memory pressure, and when the person clears it: it can be opened again.
      if ((thrown as Error).name !== 'InvalidStateError') throw thrown;
      if (this.#device === opening) this.#device = this.#open();
      return work(await this.#device);
    }
  }
}
