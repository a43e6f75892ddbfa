import type { LitElement } from 'lit';
import type { Message, Part, PendingMessage } from '../../../model/message.js';
import { isPending } from '../../../model/message.js';
import type { MessageCommands } from '../message-context.js';

/** Milliseconds for which an address that was just given counts: what cannot be read at it is gone. Servers give them for hours. */
const FRESH = 10 * 60 * 1_000;

/** What became of a file that could not be read. */
interface Retry {
  /** How often its address was asked for. */
  readonly nth: number;
  /** Milliseconds, on the clock of the page. */
  readonly askedAt: number;
  /** The address at which it could not be read. */
  readonly failed: string | null;
  /** Resolves when it is known where it can be read now. */
  readonly asking: Promise<void>;
  /** The address to try; undefined as long as it was asked for. The same one where there is no other. */
  now?: string | null;
  isGone: boolean;
}

/**
 * The files of a message that could not be read: their addresses may have expired. Each is tried once more, with the address
 * that there is then, and given up after that; on a page that stays open for days, that address will expire as well, and counts anew.
 */
export class UnreadFiles {
  readonly #host: LitElement;
  /** By the uuids of files. */
  readonly #retries = new Map<string, Retry>();
  readonly #now: () => number;

  constructor(host: LitElement, now = (): number => performance.now()) {
    this.#host = host;
    this.#now = now;
  }

  isGone({ uuid }: Part): boolean {
    return uuid !== null && this.#retries.get(uuid)?.isGone === true;
  }

  /** Another number when it is to be asked for anew: not before it is there with its other address. */
  attempt({ uuid, url }: Part): number {
    const retry = uuid === null ? undefined : this.#retries.get(uuid);
    return retry ? retry.nth - (isOnItsWay(retry, url) ? 1 : 0) : 0;
  }

  async failed(part: Part, message: Message | PendingMessage | undefined, commands?: MessageCommands): Promise<void> {
    const { uuid, url } = part;
    if (uuid === null || !message || isPending(message)) return;
    const retry = this.#retries.get(uuid);
    if (!retry || this.#isOld(retry)) await this.#begin(part, commands?.renewAddresses(message));
    // It may fail more than once where it is still drawn with the old one.
    else if (isOnItsWay(retry, url)) await retry.asking;
    else retry.isGone = true;
    this.#host.requestUpdate();
  }

  /** A file as it can be read now; undefined where it is gone. */
  renewed(part: Part): Part | undefined {
    const retry = part.uuid === null ? undefined : this.#retries.get(part.uuid);
    if (retry?.isGone) return undefined;
    return retry?.now === undefined ? part : { ...part, url: retry.now };
  }

  #isOld({ now, askedAt }: Retry): boolean {
    return now !== undefined && this.#now() - askedAt > FRESH;
  }

  #begin({ uuid, url: failed }: Part, renewal: Promise<readonly Part[]> = Promise.resolve([])): Promise<void> {
    const id = uuid ?? '';
    const nth = (this.#retries.get(id)?.nth ?? 0) + 1;
    const asking = renewal.then((parts) => {
      const fresh = parts.find((part) => part.uuid === uuid);
      retry.now = fresh ? fresh.url : failed;
    });
    const retry: Retry = { nth, askedAt: this.#now(), failed, isGone: false, asking };
    this.#retries.set(id, retry);
    return asking;
  }
}

/** Whether a file that is drawn with `url` will be with another one. */
function isOnItsWay({ now, failed }: Retry, url: string | null): boolean {
  return now === undefined || (now !== failed && url === failed);
}
