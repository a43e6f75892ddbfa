import { ChatFailure, toChatError, type ChatError } from '../model/errors.js';
import { readGifPage, type Gif, type GifPage, type GifProvider, type GifSearch } from '../model/gif.js';
import type { Part } from '../model/message.js';
import type { ChatSession } from './session.js';

// Loaded with the picker, and not before.

/**
 * @param provider the page's own; null: the server's GIFs
 * @returns a page of GIFs, or what went wrong; null when `signal` ended it
 */
export async function searchGifs(
  session: ChatSession,
  provider: GifProvider | null,
  term: string,
  options: GifSearch,
): Promise<GifPage | ChatError | null> {
  try {
    const page = await (provider ? askPage(provider, term, options) : session.gifs?.search(term, options));
    return options.signal.aborted ? null : (page ?? { items: [], total: 0 });
  } catch (thrown) {
    if (options.signal.aborted) return null;
    return session.report(thrown);
  }
}

async function askPage(provider: GifProvider, term: string, options: GifSearch): Promise<GifPage> {
  try {
    return readGifPage(await provider.search(term, options));
  } catch (cause) {
    throw new ChatFailure('gif-failed', `gifProvider: ${toChatError(cause).detail}`, { cause });
  }
}

/**
 * Sends a GIF as a message of its own, once it is loaded. The draft stays as it is.
 *
 * @returns null when it is on its way, or given up by `signal`; else what went wrong
 */
export async function sendGif(
  session: ChatSession,
  roomUuid: string,
  gif: Gif,
  signal: AbortSignal,
): Promise<ChatError | null> {
  try {
    const file = await download(gif, signal);
    if (signal.aborted) return null;
    const problem = session.sendFile(roomUuid, partOf(gif, file), file);
    if (problem) throw new ChatFailure(problem, `The GIF ${gif.id} cannot be sent.`);
    return null;
  } catch (thrown) {
    return signal.aborted ? null : session.report(thrown);
  }
}

async function download({ id, url }: Gif, signal: AbortSignal): Promise<Blob> {
  try {
    const answer = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!answer.ok) throw new Error(`answered with ${answer.status}`);
    const file = await answer.blob();
    if (!file.type.startsWith('image/')) throw new Error(`it is no picture but “${file.type}”`);
    return file;
  } catch (cause) {
    throw new ChatFailure('gif-failed', `The GIF ${id} could not be loaded: ${toChatError(cause).detail}`, { cause });
  }
}

/** Its title is its name, and so its text alternative in the thread. */
function partOf({ title, width, height, url }: Gif, { type, size }: Blob): Part {
  const name = `${title.replace(/[/\\:]/g, ' ').trim() || 'GIF'}.${type.split('/').at(-1) ?? 'gif'}`;
  // Shown from where the picker has it until the server has it, too.
  return { kind: 'file', uuid: null, name, contentType: type, size, width, height, url };
}
