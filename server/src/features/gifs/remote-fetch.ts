import type { Clock } from '../../clock.js';
import { failureOf, ProviderFailure } from './failures.js';

/** Milliseconds without a byte after which a provider counts as out of reach. */
const PATIENCE = 8_000;

export interface RemoteAnswer {
  readonly headers: Headers;
  /** Rejects with a ProviderFailure when it stalls, breaks off or is longer than was allowed. */
  readonly content: AsyncIterable<Uint8Array>;
  /** Lets go of what was not read. */
  readonly cancel: () => void;
}

/**
 * Asks a provider, for so long as it goes on. Redirections are not followed: they could lead into the server's own network.
 * @throws ProviderFailure
 */
export async function fetchRemote(url: string, clock: Clock, most: number): Promise<RemoteAnswer> {
  const watch = new Watch(clock);
  try {
    const response = await fetch(url, { signal: watch.signal, redirect: 'manual', credentials: 'omit' });
    const failure = failureOf(response);
    if (failure) throw failure;
    if (Number(response.headers.get('Content-Length')) > most) throw tooLarge(most);
    return { headers: response.headers, content: bounded(response, watch, most), cancel: () => watch.end() };
  } catch (error) {
    watch.end();
    throw asFailure(error);
  }
}

/** Ends a request in which nothing goes on. */
class Watch {
  readonly #abort = new AbortController();
  readonly #clock: Clock;
  #cancel = (): void => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.goesOn();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  goesOn(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(PATIENCE, () => this.end());
  }

  /** Nothing waits for it any longer. */
  rest(): void {
    this.#cancel();
  }

  end(): void {
    this.#cancel();
    this.#abort.abort();
  }
}

async function* bounded({ body }: Response, watch: Watch, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      // Who reads slowly is no fault of the provider's.
      watch.rest();
      size += chunk.length;
      if (size > most) throw tooLarge(most);
      yield chunk;
      watch.goesOn();
    }
  } catch (error) {
    throw asFailure(error);
  } finally {
    watch.end();
  }
}

const tooLarge = (most: number): ProviderFailure =>
  new ProviderFailure('foreign', `answered with more than ${most} bytes`);

function asFailure(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  // Of what fetch throws, the cause alone says something; neither names the address.
  const cause = (error as { cause?: unknown }).cause ?? error;
  return new ProviderFailure('busy', cause instanceof Error ? cause.message : 'could not be reached');
}
