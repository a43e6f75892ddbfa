// The two classes that scripts/generate.mjs takes from @wazo/sdk, as far as they are used here.

export interface RequesterOptions {
  readonly server: string;
  readonly fetchOptions?: RequestInit;
}

export type ResponseParser<T> = (response: Response) => T | Promise<T>;

export class ApiRequester {
  constructor(options: RequesterOptions);
  get baseUrl(): string;
  disableErrorLogging(): void;
  /** Rejects with a `BadResponse` (4xx), a `ServerError` (5xx) or fetch's own error. */
  call<T>(
    path: string,
    method: string,
    body: object | null,
    headers: Readonly<Record<string, string>>,
    parse: ResponseParser<T>,
  ): Promise<T>;
  protected _checkTokenExpired(response: Response, error: unknown): boolean;
}

export interface SocketOptions {
  readonly host: string;
  readonly token: string;
  readonly version: number;
  readonly events: readonly string[];
}

/** Options of reconnecting-websocket. */
export interface ReconnectOptions {
  readonly maxRetries?: number;
  readonly connectionTimeout?: number;
  readonly WebSocket?: unknown;
}

interface ReconnectingSocket {
  onmessage: ((event: MessageEvent) => void) | null;
  close(code?: number, reason?: string): void;
  send(data: string): void;
}

export class WebSocketClient {
  constructor(options: SocketOptions, reconnect: ReconnectOptions);
  host: string | null;
  token: string | null;
  version: number;
  socket: ReconnectingSocket | null;
  connect(): void;
  updateToken(token: string): void;
  isConnected(): boolean;
  /** Sends `op: ping`; any frame that comes back shows that the server lives. */
  pingServer(): void;
  on(event: string, callback: (argument: never) => void): void;
  unbind(): void;
  protected _getUrl(): string;
}
