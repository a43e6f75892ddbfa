import type { LitElement } from 'lit';
import type { Part } from '../../../model/message.js';

/** What is shown of a text without saving it. */
export type TextPreview =
  | { readonly status: 'loading' }
  | { readonly status: 'failed' }
  | { readonly status: 'ready'; readonly text: string; readonly isWhole: boolean };

/** Bytes that are read, and lines that are shown. */
const BYTES = 8_192;
const LINES = 20;

/** The beginnings of a message's texts, read when somebody asks for them. */
export class TextPreviews {
  readonly #host: LitElement;
  readonly #shown = new Map<string, TextPreview>();

  constructor(host: LitElement) {
    this.#host = host;
  }

  of({ uuid }: Part): TextPreview | undefined {
    return uuid === null ? undefined : this.#shown.get(uuid);
  }

  /**
   * Shows the beginning of a text, or hides it.
   *
   * @param renewed the file with another address, where it cannot be read at the one at hand
   */
  async toggle(part: Part, renewed: () => Promise<Part | undefined>): Promise<void> {
    const { uuid } = part;
    if (uuid === null) return;
    if (this.#shown.has(uuid)) {
      this.#shown.delete(uuid);
      this.#host.requestUpdate();
      return;
    }
    const loading: TextPreview = { status: 'loading' };
    this.#put(uuid, loading);
    const read = (await beginningOf(part)) ?? (await beginningOf(await renewed()));
    // Nobody wants it any more, or asked anew.
    if (this.#shown.get(uuid) === loading) this.#put(uuid, read ?? { status: 'failed' });
  }

  #put(uuid: string, preview: TextPreview): void {
    this.#shown.set(uuid, preview);
    this.#host.requestUpdate();
  }
}

/** Reads no more than is shown. @returns undefined where it cannot be read */
async function beginningOf(part: Part | undefined): Promise<TextPreview | undefined> {
  if (!part?.url) return undefined;
  const reading = new AbortController();
  try {
    const answer = await fetch(part.url, { credentials: 'omit', signal: reading.signal });
    if (!answer.ok || !answer.body) return undefined;
    const { text, isWhole } = await firstBytes(answer.body);
    const lines = text.split(/\r\n|\r|\n/);
    const shown = lines.slice(0, LINES).join('\n');
    return { status: 'ready', text: shown, isWhole: isWhole && lines.length <= LINES };
  } catch {
    return undefined;
  } finally {
    reading.abort();
  }
}

async function firstBytes(body: ReadableStream<Uint8Array>): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let [text, bytes] = ['', 0];
  while (bytes < BYTES) {
    const { value, done } = await reader.read();
    if (done) return { text: text + decoder.decode(), isWhole: true };
    const wanted = value.subarray(0, BYTES - bytes);
    bytes += value.length;
    text += decoder.decode(wanted, { stream: true });
  }
  return { text, isWhole: false };
}
