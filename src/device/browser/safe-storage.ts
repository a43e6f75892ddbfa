import type { MessagePosition } from '../../connection/connection.js';
import {
  MemoryStorage,
  type Added,
  type ChatStorage,
  type Mark,
  type NewMessage,
  type StoredMessage,
} from '../storage.js';

/**
 * A storage that never refuses: what the device does not take (private mode, full disk, blocked by the browser, deleted
 * meanwhile) is kept in memory beside it. That is no error to the person: the message is sent all the same.
 */
export class SafeStorage implements ChatStorage {
  readonly #open: () => Promise<ChatStorage>;
  /** What the device did not take: messages, and changes of messages. */
  readonly #memory = new MemoryStorage();
  /** What the device held when it last answered, for when it answers no more. */
  readonly #known = new MemoryStorage();
  #device: Promise<ChatStorage>;

  /** @param open opens the device's storage, at once and when it was closed; rejects where there is none */
  constructor(open: () => Promise<ChatStorage>) {
    this.#open = open;
    // Beside the first requests: the rooms wait for the drafts.
    this.#device = open();
    this.#device.catch(() => undefined);
  }

  async messages(owner: string): Promise<readonly StoredMessage[]> {
    const stored = await this.#ask(
      async (device) => this.#remember(owner, await device.messages(owner)),
      () => this.#known.messages(owner),
    );
    const kept = await this.#memory.messages(owner);
    const inMemory = new Set(kept.map(({ localId }) => localId));
    const all = [...stored.filter(({ localId }) => !inMemory.has(localId)), ...kept];
    return all.sort((a, b) => a.sequence - b.sequence);
  }

  async add(owner: string, message: NewMessage): Promise<Added> {
    // What follows one in memory would overtake it on the device.
    const kept = await this.#memory.messages(owner);
    if (kept.some(({ roomUuid }) => roomUuid === message.roomUuid)) return this.#memory.add(owner, message);
    return this.#ask(
      async (device) => {
        const added = await device.add(owner, message);
        this.#known.take(owner, { ...message, sequence: added.sequence });
        return added;
      },
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
    return this.#ask(
      async (device) => {
        const next = await device.update(owner, localId, change, sent);
        if (next) this.#known.take(owner, next);
        else await this.#known.update(owner, localId, () => null);
        return next;
      },
      () => this.#changeKnown(owner, localId, change, sent),
    );
  }

  /** A change that the device refuses counts nevertheless: the message may be on its way already. */
  async #changeKnown(
    owner: string,
    localId: string,
    change: (message: StoredMessage) => StoredMessage | null,
    sent?: MessagePosition,
  ): Promise<StoredMessage | null> {
    const known = (await this.#known.messages(owner)).find((message) => message.localId === localId);
    if (!known) return null;
    this.#memory.take(owner, known);
    await this.#known.update(owner, localId, () => null);
    return this.#memory.update(owner, localId, change, sent);
  }

  async #remember(owner: string, messages: readonly StoredMessage[]): Promise<readonly StoredMessage[]> {
    await this.#known.clear(owner);
    for (const message of messages) this.#known.take(owner, message);
    return messages;
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
    await this.#known.clear(owner);
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
