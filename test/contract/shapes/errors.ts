import { anything, exactly, number, object, text, type Shape } from '../shape.js';

/** Any of chatd's errors; `resource` is there when the error is about one. */
export const CHATD_ERROR = object(
  { message: text, error_id: text, details: object({}, { open: true }), timestamp: number },
  { optional: { resource: text } },
);

/** The extension answers what stock chatd answers with HTML or 500 in chatd's own shape. */
export function chatdError(errorId: string) {
  return object(
    { message: text, error_id: exactly(errorId), details: object({}, { open: true }), timestamp: number },
    { optional: { resource: text } },
  );
}

/** 400 `invalid-data` with exactly these details. */
export function invalidData(details: unknown) {
  return object({
    message: exactly('Sent data is invalid'),
    error_id: exactly('invalid-data'),
    details: exactly(details),
    timestamp: number,
  });
}

/** 400 `invalid-data` about one field, whatever it says about it. */
export function invalidField(field: string) {
  return object({
    message: text,
    error_id: exactly('invalid-data'),
    details: object({ [field]: anything }),
    timestamp: number,
  });
}

/** Malformed JSON and an empty body: the framework's answer, a message alone. */
export const UNREADABLE_BODY = object(
  { message: exactly('The browser (or proxy) sent a request that this server could not understand.') },
  // The extension may say it in chatd's full shape.
  { optional: { error_id: text, details: object({}, { open: true }), timestamp: number } },
);

/** Stock chatd's answer to a body that it did not foresee. */
export const INTERNAL_ERROR = exactly({ message: 'Internal Server Error' });

export function unknownRoom(roomUuid: string) {
  return object({
    message: exactly(`No such room: "${roomUuid}"`),
    error_id: exactly('unknown-room'),
    details: exactly({ uuid: roomUuid }),
    timestamp: number,
    resource: exactly('rooms'),
  });
}

/** 401: no token, an unknown one, a deleted one or an expired one: a new token helps. */
export function tokenNotFound(token: string, requiredAccess: string) {
  return unauthorized({ invalid_token: token, reason: 'not_found_or_expired', required_access: requiredAccess });
}

/** 401: the token is good but does not reach this: a new token does not help. */
export function missingPermission(token: string, requiredAccess: string, tenantUuid: string | null = null) {
  return unauthorized({
    invalid_token: token,
    reason: 'missing_permission_or_invalid_tenant',
    required_access: requiredAccess,
    tenant_uuid: tenantUuid,
  });
}

function unauthorized(details: Record<string, string | null>) {
  const keys: Record<string, Shape<unknown>> = {};
  for (const [key, value] of Object.entries(details)) keys[key] = exactly(value);
  return object({
    message: exactly('Unauthorized'),
    error_id: exactly('unauthorized'),
    details: object(keys),
    timestamp: number,
  });
}
