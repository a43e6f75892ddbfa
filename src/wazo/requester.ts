import type { Clock, SendFile } from '../device/ports.js';
import { ChatFailure, type ChatErrorCode } from '../model/errors.js';
import { foreignAnswer } from './parse.js';
import { ApiRequester } from './sdk.gen.js';
import type { TokenKeeper } from './token-keeper.js';
import { within } from './within.js';

/** Milliseconds after which an unanswered request counts as a network failure. */
const TIMEOUT = 30_000;
/** Milliseconds that a server can ask for at most. */
const LONGEST_WAIT = 300_000;

/** Milliseconds in which nothing of a file has gone, or no answer comes, after which its upload counts as broken. */
const STALL = 60_000;

export interface FileUpload {
  /** Below `/api/`. */
  readonly path: string;
  readonly name: string;
  readonly file: Blob;
  readonly signal: AbortSignal;
  readonly onProgress: (gone: number) => void;
}

export interface WazoRequest {
  /** Below `/api/`. */
  readonly path: string;
  readonly method?: 'get' | 'post' | 'put' | 'delete';
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** What the SDK's errors lack of an answer with an error status. */
interface Refusal {
  readonly status: number;
  /** Milliseconds that its header `Retry-After` asks for. */
  readonly retryAfter: number;
}

/**
 * The SDK's requester at any origin, for one request; renewing tokens is left to the `Requester` below, which knows when it
 * helps.
 */
class OriginRequester extends ApiRequester {
  readonly #origin: string;
  refusal: Refusal | undefined;

  constructor(origin: string, signal: AbortSignal) {
    super({
      server: origin,
      fetchOptions: { signal, credentials: 'omit', cache: 'no-store' },
    });
    this.#origin = origin;
    this.disableErrorLogging();
  }

  override get baseUrl(): string {
    return `${this.#origin}/api`;
  }

  // The SDK takes every 401 for an expired token and would renew for a missing permission too. It is asked of every answer
  // with an error status.
  protected override _checkTokenExpired({ status, headers }: Response): boolean {
    this.refusal = { status, retryAfter: waitOf(headers) };
    return false;
  }
}

/** Sends requests with the token; one that is refused for its token is repeated once with a new one. */
export class Requester {
  readonly #origin: string;
  readonly #tokens: TokenKeeper;
  readonly #clock: Clock;
  readonly #closed: AbortSignal;
  readonly #sendFile: SendFile;

  constructor(origin: string, tokens: TokenKeeper, clock: Clock, closed: AbortSignal, sendFile: SendFile) {
    this.#sendFile = sendFile;
    this.#origin = origin;
    this.#tokens = tokens;
    this.#clock = clock;
    this.#closed = closed;
  }

  /**
   * @returns the answer's JSON, or null when it has none
   * @throws {ChatFailure}
   */
  send(request: WazoRequest): Promise<unknown> {
    return this.#withToken((token) => this.#call(request, token));
  }

  /**
   * Posts a file in a form, as its field `file`.
   *
   * @returns the answer's JSON
   * @throws {ChatFailure}
   */
  upload(request: FileUpload): Promise<unknown> {
    return this.#withToken((token) => this.#post(request, token));
  }

  async #withToken(call: (token: string) => Promise<unknown>): Promise<unknown> {
    const token = await this.#tokens.token();
    try {
      return await call(token);
    } catch (thrown) {
      if (!isTokenRefused(thrown)) throw toFailure(thrown);
    }
    const fresh = await this.#tokens.renew(token, 'refused');
    try {
      return await call(fresh);
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

  #post({ path, name, file, signal, onProgress }: FileUpload, token: string): Promise<unknown> {
    const url = `${this.#origin}/api/${path}`;
    const headers = { Accept: 'application/json', 'X-Auth-Token': token };
    const form = new FormData();
    form.append('file', file, name);
    const bounds = { clock: this.#clock, ms: STALL, signals: [this.#closed, signal] };
    return within(bounds, async (bound, goesOn) => {
      const told = (gone: number): void => {
        goesOn();
        onProgress(gone);
      };
      const answer = await this.#sendFile({ url, headers, form, signal: bound, onProgress: told });
      const content = jsonOf(answer.text);
      if (answer.status >= 200 && answer.status < 300) return content;
      const headersOf = new Headers(answer.retryAfter === null ? {} : { 'Retry-After': answer.retryAfter });
      throw new RequestError(refusalIn(content, answer.status), {
        status: answer.status,
        retryAfter: waitOf(headersOf),
      });
    });
  }

  #call({ path, method = 'get', query, body, signal }: WazoRequest, token: string): Promise<unknown> {
    const headers = {
      Accept: 'application/json',
      'X-Auth-Token': token,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    };
    const signals = [this.#closed, ...(signal ? [signal] : [])];
    return within({ clock: this.#clock, ms: TIMEOUT, signals }, async (bound) => {
      const requester = new OriginRequester(this.#origin, bound);
      try {
        return await requester.call(path + queryString(query), method, body ?? null, headers, readJson);
      } catch (thrown) {
        throw new RequestError(thrown, requester.refusal);
      }
    });
  }
}

function queryString(query: WazoRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}

/** What a body that should be JSON says; null where it is none, such as a proxy's page. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** An answer with an error status, as the SDK would throw it. */
function refusalIn(content: unknown, status: number): SdkError & { readonly message: string } {
  const { error_id: errorId, details, message } = (content ?? {}) as Readonly<Record<string, unknown>>;
  const text = typeof message === 'string' ? message : `The upload was answered with ${status}.`;
  return Object.assign(new Error(text), {
    status,
    errorId,
    details: details ?? null,
  });
}

/** Milliseconds that `Retry-After` asks for, in seconds or as a moment by the server's clock; 0 when it does not. */
function waitOf(headers: Headers): number {
  const value = headers.get('Retry-After') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const wait = Date.parse(value) - Date.parse(headers.get('Date') ?? '');
  return wait > 0 ? wait : 0;
}

// What the SDK throws: BadResponse and ServerError carry `status`, `errorId` and `details`; fetch's errors carry none.

interface SdkError {
  readonly status?: unknown;
  readonly errorId?: unknown;
  readonly details?: { readonly reason?: unknown; readonly retry_after?: unknown } | null;
}

/** What the SDK threw, with what it leaves out. */
class RequestError extends Error {
  readonly status: number | undefined;
  readonly errorId: unknown;
  readonly reason: unknown;
  /** Milliseconds; 0 when the server did not say. */
  readonly retryAfter: number;

  constructor(cause: unknown, refusal: Refusal | undefined) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    const { status, errorId, details } = (cause ?? {}) as SdkError;
    this.status = typeof status === 'number' ? status : refusal?.status;
    this.errorId = errorId;
    this.reason = details?.reason;
    const seconds = Number(details?.retry_after);
    const wait = seconds > 0 ? seconds * 1_000 : (refusal?.retryAfter ?? 0);
    this.retryAfter = Math.min(wait, LONGEST_WAIT);
  }
}

function statusOf(thrown: unknown): number | undefined {
  return thrown instanceof RequestError ? thrown.status : undefined;
}

function isTokenRefused(thrown: unknown): boolean {
  return thrown instanceof RequestError && thrown.status === 401 && thrown.reason === 'not_found_or_expired';
}

/** The failure behind what a request threw. */
function toFailure(thrown: unknown): ChatFailure {
  if (thrown instanceof ChatFailure) return thrown;
  const cause = thrown instanceof RequestError ? thrown : new RequestError(thrown, undefined);
  const { status, errorId, message, retryAfter } = cause;
  // What says that it is JSON, or should be, and is not.
  if (status === undefined && cause.cause instanceof SyntaxError) return foreignAnswer(message, { cause });
  return new ChatFailure(codeOf(status, errorId), message, { cause, retryAfter });
}

function codeOf(status: number | undefined, errorId: unknown): ChatErrorCode {
  if (status === undefined) return 'network';
  if (errorId === 'unknown-room') return 'unknown-room';
  if (errorId === 'unknown-reaction') return 'unknown-reaction';
  if (status === 401 || status === 403) return 'unauthorized';
  if (errorId === 'attachment-quota-exceeded' || status === 507) return 'storage-full';
  if (errorId === 'request-entity-too-large') return 'file-too-large';
  if (status === 413) return 'content-too-long';
  // 408 and 429 pass by themselves, like a server's own errors.
  if (status >= 500 || status === 408 || status === 429) return 'server';
  return 'invalid-data';
}

/** Whether the server does not know the path: how a stock chatd answers for what it lacks. */
export function isNotFound(failure: ChatFailure): boolean {
  return statusOf(failure.cause) === 404;
}
