import { ChatFailure, type ChatErrorCode } from '../model/errors.js';
import { ApiRequester } from './sdk.gen.js';
import type { TokenKeeper } from './token-keeper.js';

/** Milliseconds after which an unanswered request counts as a network failure. */
const TIMEOUT = 30_000;
/** Milliseconds that a server can ask for at most. */
const LONGEST_WAIT = 300_000;

export interface WazoRequest {
  /** Below `/api/`. */
  readonly path: string;
  readonly method?: 'get' | 'post' | 'put' | 'delete';
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** The SDK's requester at any origin; renewing tokens is left to the `Requester` below, which knows when it helps. */
class OriginRequester extends ApiRequester {
  readonly #origin: string;

  constructor(origin: string, signal: AbortSignal) {
    super({
      server: origin,
      requestTimeout: TIMEOUT,
      fetchOptions: { signal, credentials: 'omit', cache: 'no-store' },
    });
    this.#origin = origin;
    this.disableErrorLogging();
  }

  override get baseUrl(): string {
    return `${this.#origin}/api`;
  }

  // The SDK takes every 401 for an expired token and would renew for a missing permission too.
  protected override _checkTokenExpired(): boolean {
    return false;
  }
}

/** Sends requests with the token; one that is refused for its token is repeated once with a new one. */
export class Requester {
  readonly #origin: string;
  readonly #tokens: TokenKeeper;
  readonly #closed: AbortSignal;

  constructor(origin: string, tokens: TokenKeeper, closed: AbortSignal) {
    this.#origin = origin;
    this.#tokens = tokens;
    this.#closed = closed;
  }

  /**
   * @returns the answer's JSON, or null when it has none
   * @throws {ChatFailure}
   */
  async send(request: WazoRequest): Promise<unknown> {
    const token = await this.#tokens.token();
    try {
      return await this.#call(request, token);
    } catch (thrown) {
      if (!isTokenRefused(thrown)) throw toFailure(thrown);
    }
    const fresh = await this.#tokens.renew(token, 'refused');
    try {
      return await this.#call(request, fresh);
    } catch (thrown) {
      throw isTokenRefused(thrown) ? new ChatFailure('bad-token', 'A fresh token was refused.') : toFailure(thrown);
    }
  }

  /** Who a token belongs to, from the token itself. */
  async readToken(token: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#call({ path: `auth/0.1/token/${encodeURIComponent(token)}`, signal }, token);
    } catch (thrown) {
      const status = statusOf(thrown);
      if (status === 404 || status === 401) throw new ChatFailure('bad-token', 'The server does not know the token.');
      throw toFailure(thrown);
    }
  }

  #call({ path, method = 'get', query, body, signal }: WazoRequest, token: string): Promise<unknown> {
    const signals = [this.#closed, AbortSignal.timeout(TIMEOUT), ...(signal ? [signal] : [])];
    const requester = new OriginRequester(this.#origin, AbortSignal.any(signals));
    const headers = {
      Accept: 'application/json',
      'X-Auth-Token': token,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    };
    return requester.call(path + queryString(query), method, body ?? null, headers, readJson);
  }
}

function queryString(query: WazoRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ChatFailure('server', `The answer to ${new URL(response.url).pathname.split('/')[2] ?? ''} is not JSON.`);
  }
}

// What the SDK throws: BadResponse and ServerError carry `status`, `errorId` and `details`; fetch's errors carry none.

interface SdkError {
  readonly status?: unknown;
  readonly errorId?: unknown;
  readonly details?: unknown;
}

function statusOf(thrown: unknown): number | undefined {
  const status = (thrown as SdkError | null)?.status;
  return typeof status === 'number' ? status : undefined;
}

function isTokenRefused(thrown: unknown): boolean {
  const details = (thrown as SdkError | null)?.details as { readonly reason?: unknown } | null | undefined;
  return statusOf(thrown) === 401 && details?.reason === 'not_found_or_expired';
}

/** The failure behind what the SDK or fetch threw. */
export function toFailure(thrown: unknown): ChatFailure {
  if (thrown instanceof ChatFailure) return thrown;
  const status = statusOf(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const code = codeOf(status, (thrown as SdkError | null)?.errorId);
  return new ChatFailure(code, detail, { cause: thrown, retryAfter: retryAfterOf(thrown) });
}

/** Milliseconds that a 429 asks for; the SDK keeps the body's `retry_after` (seconds), not the header. */
function retryAfterOf(thrown: unknown): number {
  const details = (thrown as SdkError | null)?.details as { readonly retry_after?: unknown } | null | undefined;
  const seconds = Number(details?.retry_after);
  return seconds > 0 ? Math.min(seconds * 1_000, LONGEST_WAIT) : 0;
}

function codeOf(status: number | undefined, errorId: unknown): ChatErrorCode {
  if (status === undefined) return 'network';
  if (errorId === 'unknown-room') return 'unknown-room';
  if (errorId === 'unknown-reaction') return 'unknown-reaction';
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 413) return 'content-too-long';
  // 408 and 429 pass by themselves, like a server's own errors.
  if (status >= 500 || status === 408 || status === 429) return 'server';
  return 'invalid-data';
}

/** Whether the server does not know the path: how a stock chatd answers for what it lacks. */
export function isNotFound(failure: ChatFailure): boolean {
  return statusOf(failure.cause) === 404;
}
