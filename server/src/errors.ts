/** An answer that is an error: its status and its JSON body (chatd's shape, or auth's own). */
export class ApiError extends Error {
  constructor(
    readonly statusCode: number,
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(`${statusCode} ${JSON.stringify(body)}`);
    this.name = 'ApiError';
  }
}

export type ErrorDetails = Readonly<Record<string, unknown>>;

/** chatd's error: `{message, error_id, details, timestamp, resource?}`, the timestamp in seconds. */
export function chatdError(
  statusCode: number,
  errorId: string,
  message: string,
  details: ErrorDetails = {},
  resource?: string,
): ApiError {
  const timestamp = Date.now() / 1000;
  const body = { message, error_id: errorId, details, timestamp };
  return new ApiError(statusCode, resource === undefined ? body : { ...body, resource });
}

/** wazo-auth's error: `{reason: [text], timestamp: [seconds], status_code}`. */
export function authError(statusCode: number, reason: string): ApiError {
  return new ApiError(statusCode, { reason: [reason], timestamp: [Date.now() / 1000], status_code: statusCode });
}

/** What Wazo answers to a body that is not JSON. */
export function unreadableBody(): ApiError {
  return new ApiError(400, {
    message: 'The browser (or proxy) sent a request that this server could not understand.',
  });
}

export const invalidData = (details: ErrorDetails): ApiError =>
  chatdError(400, 'invalid-data', 'Sent data is invalid', details);

export const notFound = (): ApiError => chatdError(404, 'not-found', 'The requested URL was not found on the server.');

export const unknownRoom = (uuid: string): ApiError =>
  chatdError(404, 'unknown-room', `No such room: "${uuid}"`, { uuid }, 'rooms');

export const unknownMessage = (uuid: string): ApiError =>
  chatdError(404, 'unknown-message', `No such message: "${uuid}"`, { uuid }, 'messages');

export const unknownUser = (uuid: string): ApiError =>
  chatdError(404, 'unknown-user', `No such user: "${uuid}"`, { uuid }, 'users');
