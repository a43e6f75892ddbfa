import type { LitElement } from 'lit';
import type { Part } from '../../../model/message.js';

/** Types of which each file moves, and of which one may. */
const MOVING = /^image\/(gif|apng)$/;
const PERHAPS = 'image/webp';

/** Pictures that move, for who asked their device for less motion: they stand still until the person has them move. */
export class Motion {
  readonly #host: LitElement;
  readonly #moving = new Set<string>();
  /** Whether a file moves that may; undefined while that is being looked up. */
  readonly #known = new Map<string, boolean | undefined>();

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** @param isReduced whether the person asked for less motion */
  of(part: Part, isReduced: boolean): 'free' | 'still' | 'moving' {
    if (!isReduced || !this.#moves(part)) return 'free';
    return this.#moving.has(nameOf(part)) ? 'moving' : 'still';
  }

  toggle(part: Part): void {
    const name = nameOf(part);
    if (!this.#moving.delete(name)) this.#moving.add(name);
    this.#host.requestUpdate();
  }

  /** What is not known yet may move. */
  #moves(part: Part): boolean {
    if (MOVING.test(part.contentType)) return true;
    if (part.contentType !== PERHAPS || part.uuid === null) return false;
    if (!this.#known.has(part.uuid)) void this.#lookUp(part.uuid, part.url);
    return this.#known.get(part.uuid) ?? true;
  }

  async #lookUp(uuid: string, url: string | null): Promise<void> {
    this.#known.set(uuid, undefined);
    if (url === null) return;
    const reading = new AbortController();
    try {
      const answer = await fetch(url, { credentials: 'omit', signal: reading.signal });
      const first = await answer.body?.getReader().read();
      this.#known.set(uuid, !first?.value || isAnimatedWebP(first.value));
    } catch {
      // It can be had move by its button.
      this.#known.set(uuid, true);
    } finally {
      reading.abort();
      this.#host.requestUpdate();
    }
  }
}

/** One that is on its way to the server has no uuid. */
function nameOf({ uuid, url }: Part): string {
  return uuid ?? url ?? '';
}

/** By the flag in the header that extended files have: https://developers.google.com/speed/webp/docs/riff_container */
export function isAnimatedWebP(head: Uint8Array): boolean {
  const isExtended = String.fromCharCode(...head.subarray(12, 16)) === 'VP8X';
  return isExtended && ((head[20] ?? 0) & 0b10) !== 0;
}
