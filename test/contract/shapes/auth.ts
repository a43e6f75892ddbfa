import { exactly, flag, list, nullable, number, object, text, uuid } from '../shape.js';
import { ZONELESS_MOMENT } from './moments.js';

const METADATA = object({
  uuid,
  tenant_uuid: uuid,
  auth_id: uuid,
  pbx_user_uuid: uuid,
  xivo_uuid: uuid,
  purpose: exactly('user'),
  admin: flag,
});

const TOKEN_KEYS = {
  token: uuid,
  auth_id: uuid,
  xivo_user_uuid: uuid,
  xivo_uuid: uuid,
  issued_at: ZONELESS_MOMENT,
  expires_at: ZONELESS_MOMENT,
  utc_issued_at: ZONELESS_MOMENT,
  utc_expires_at: ZONELESS_MOMENT,
  acl: list(text),
  metadata: METADATA,
  session_uuid: uuid,
  remote_addr: text,
  user_agent: nullable(text),
};

/** A login, a renewal, and "who am I". */
export const TOKEN = object({ data: object(TOKEN_KEYS) });

/** A login that asked for a refresh token. */
export const OFFLINE_TOKEN = object({ data: object({ ...TOKEN_KEYS, refresh_token: uuid }) });

export const LOGGED_OUT = exactly({ data: { message: 'success' } });

/** wazo-auth's own errors: lists, unlike those of chatd. */
export function authError(status: number, reason?: string) {
  return object({
    reason: reason === undefined ? list(text) : exactly([reason]),
    timestamp: list(number),
    status_code: exactly(status),
  });
}

/** Every ordinary user's token allows at least this. */
export const ORDINARY_ACL: readonly string[] = [
  'chatd.users.me.rooms.#',
  'chatd.users.me.presences.update',
  'chatd.users.*.presences.read',
  'dird.backends.*.sources.*.contacts.read',
  'confd.users.me.read',
  'events.chatd.users.me.rooms.#',
  'events.chatd.users.*.presences.updated',
  'websocketd',
];
