export type ErrorDetails = Readonly<Record<string, unknown>>;

/** An answer that is an error: its status and its JSON body (chatd's shape, or auth's own). */
export class ApiError extends Error {
  readonly statusCode: number;
  readonly #body: (seconds: number) => ErrorDetails;

  /** @param body from the moment at which it is sent, in seconds since 1970 */
  constructor(statusCode: number, message: string, body: (seconds: number) => ErrorDetails) {
    super(`${statusCode} ${message}`);
    this.name = 'ApiError';
    this.statusCode = statusCode;
    this.#body = body;
  }

  /** The body as JSON. @param now milliseconds since 1970, by the server's clock */
  bodyAt(now: number): string {
    return JSON.stringify(this.#body(now / 1000));
  }
}

/** chatd's error: `{message, error_id, details, timestamp, resource?}`, the timestamp in seconds. */
export function chatdError(
  statusCode: number,
  errorId: string,
  message: string,
  details: ErrorDetails = {},
  resource?: string,
): ApiError {
  const rest = resource === undefined ? {} : { resource };
  return new ApiError(statusCode, message, (timestamp) => ({
    message,
    error_id: errorId,
    details,
    timestamp,
    ...rest,
  }));
}

/** wazo-auth's error: `{reason: [text], timestamp: [seconds], status_code}`. */
export function authError(statusCode: number, reason: string): ApiError {
  return new ApiError(statusCode, reason, (seconds) => ({
    reason: [reason],
    timestamp: [seconds],
    status_code: statusCode,
  }));
}

/** What Wazo answers to a body that is not JSON. */
export function unreadableBody(): ApiError {
  const message = 'The browser (or proxy) sent a request that this server could not understand.';
  return new ApiError(400, message, () => ({ message }));
}

export const invalidData = (details: ErrorDetails): ApiError =>
  chatdError(400, 'invalid-data', 'Sent data is invalid', details);

export const notFound = (): ApiError => chatdError(404, 'not-found', 'The requested URL was not found on the server.');

export const unsupportedMediaType = (): ApiError => chatdError(415, 'unsupported-media-type', 'Unsupported Media Type');

export const unknownRoom = (uuid: string): ApiError =>
  chatdError(404, 'unknown-room', `No such room: "${uuid}"`, { uuid }, 'rooms');

export const unknownMessage = (uuid: string): ApiError =>
  chatdError(404, 'unknown-message', `No such message: "${uuid}"`, { uuid }, 'messages');

export const unknownUser = (uuid: string): ApiError =>
  chatdError(404, 'unknown-user', `No such user: "${uuid}"`, { uuid }, 'users');
