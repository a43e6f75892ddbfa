import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import https from 'node:https';

/** The origin that every request claims to come from, as a browser's would. */
export const ORIGIN = 'https://app.example';

/** How long a target may take for one answer, in ms. A stock chatd needs 8 s for a whole long room. */
const ANSWER_TIMEOUT = 30_000;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The parsed JSON; undefined when the answer is none. */
  readonly body: unknown;
}

export interface Call {
  readonly token?: string | undefined;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, as `application/json` unless `headers` say otherwise. */
  readonly raw?: string | Buffer;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A REST client that sends exactly what it is told: `fetch` would not let a test choose `Origin` or leave out
 * `Content-Type`, nor trust a CA that is known only at run time.
 */
export class Rest {
  readonly origin: string;
  readonly ca: string | undefined;

  constructor(origin: string, ca?: string) {
    this.origin = origin;
    this.ca = ca;
  }

  get(path: string, call: Call = {}): Promise<Answer> {
    return this.request('GET', path, call);
  }

  post(path: string, json: unknown, call: Call = {}): Promise<Answer> {
    return this.request('POST', path, { json, ...call });
  }

  /** @returns whatever the server answers; rejects only when it does not answer */
  request(method: string, path: string, call: Call = {}): Promise<Answer> {
    const payload = call.raw ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    return new Promise((resolve, reject) => {
      const request = this.#open(method, path, call, headersOf(call, payload));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve(answer(response, Buffer.concat(chunks)));
        });
        response.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error(`${method} ${path}: no answer in ${ANSWER_TIMEOUT} ms`)));
      request.on('error', reject);
      request.end(payload);
    });
  }

  #open(method: string, path: string, { signal }: Call, headers: OutgoingHttpHeaders): http.ClientRequest {
    const url = new URL(this.origin);
    // The path is given apart from the URL, which would tidy up what a test sends malformed on purpose.
    const options = { method, path, headers, timeout: ANSWER_TIMEOUT, host: url.hostname, port: url.port };
    const abort = signal ? { signal } : {};
    if (url.protocol === 'http:') return http.request({ ...options, ...abort });
    return https.request({ ...options, ...abort, ...(this.ca === undefined ? {} : { ca: this.ca }) });
  }
}

function headersOf({ token, headers = {} }: Call, payload: string | Buffer | undefined): OutgoingHttpHeaders {
  return {
    origin: ORIGIN,
    ...(token === undefined ? {} : { 'x-auth-token': token }),
    ...(payload === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
    ...headers,
  };
}

function answer(response: http.IncomingMessage, bytes: Buffer): Answer {
  const text = bytes.toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
