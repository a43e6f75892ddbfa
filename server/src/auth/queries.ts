import type { Queryable } from '../db/database.js';

export interface AccountRow {
  uuid: string;
  tenant_uuid: string;
  password_hash: string | null;
  acl: string[] | null;
}

export interface TokenRow {
  hash: Uint8Array;
  user_uuid: string;
  tenant_uuid: string;
  session_uuid: string;
  acl: string[];
  issued_at: string;
  expires_at: string;
  remote_addr: string;
  user_agent: string;
}

const ACCOUNT = 'uuid, tenant_uuid, password_hash, acl';

/**
 * By user name or e-mail address, as wazo-auth allows; who has the name comes before who has it as an address.
 * Two look-ups rather than one OR, so that each reads its own index.
 */
export async function findAccount(database: Queryable, login: string): Promise<AccountRow | undefined> {
  const [row] = await database.query<AccountRow>(
    `SELECT ${ACCOUNT} FROM (
       SELECT 1 AS place, ${ACCOUNT} FROM wazo_user WHERE username = $1
       UNION ALL SELECT 2, ${ACCOUNT} FROM wazo_user WHERE lower(email) = lower($1)
     ) AS account ORDER BY place LIMIT 1`,
    [login],
  );
  return row;
}

export async function findAccountOfRefreshToken(
  database: Queryable,
  hash: Uint8Array,
  clientId: string,
): Promise<AccountRow | undefined> {
  const [row] = await database.query<AccountRow>(
    `SELECT ${ACCOUNT} FROM wazo_user WHERE uuid IN
       (SELECT user_uuid FROM auth_refresh_token WHERE hash = $1 AND client_id = $2)`,
    [hash, clientId],
  );
  return row;
}

export async function insertToken(database: Queryable, row: Omit<TokenRow, 'tenant_uuid'>): Promise<void> {
  await database.query(
    `INSERT INTO auth_token (hash, user_uuid, session_uuid, acl, issued_at, expires_at, remote_addr, user_agent)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.hash,
      row.user_uuid,
      row.session_uuid,
      JSON.stringify(row.acl),
      row.issued_at,
      row.expires_at,
      row.remote_addr,
      row.user_agent,
    ],
  );
}

export async function findToken(database: Queryable, hash: Uint8Array): Promise<TokenRow | undefined> {
  const [row] = await database.query<TokenRow>(
    `SELECT t.*, u.tenant_uuid FROM auth_token t JOIN wazo_user u ON u.uuid = t.user_uuid WHERE t.hash = $1`,
    [hash],
  );
  return row;
}

/** Of a token that was deleted. */
export type DeletedRow = Pick<TokenRow, 'session_uuid' | 'user_uuid' | 'tenant_uuid'>;

const DELETED = 't.session_uuid, t.user_uuid, u.tenant_uuid';

export async function deleteToken(database: Queryable, hash: Uint8Array): Promise<DeletedRow | undefined> {
  const [row] = await database.query<DeletedRow>(
    `DELETE FROM auth_token t USING wazo_user u WHERE u.uuid = t.user_uuid AND t.hash = $1 RETURNING ${DELETED}`,
    [hash],
  );
  return row;
}

export async function deleteExpiredTokens(database: Queryable, now: string): Promise<void> {
  await database.query('DELETE FROM auth_token WHERE expires_at <= $1', [now]);
}

/** Keeps a user's newest tokens, `newest` among them, and returns those that it deleted. */
export function deleteOldestTokens(
  database: Queryable,
  userUuid: string,
  newest: Uint8Array,
  keep: number,
): Promise<DeletedRow[]> {
  return database.query<DeletedRow>(
    `DELETE FROM auth_token t USING wazo_user u WHERE u.uuid = t.user_uuid AND t.hash IN
       (SELECT hash FROM auth_token WHERE user_uuid = $1 ORDER BY hash = $2 DESC, issued_at DESC OFFSET $3)
     RETURNING ${DELETED}`,
    [userUuid, newest, keep],
  );
}

export interface RefreshTokenRow {
  hash: Uint8Array;
  user_uuid: string;
  client_id: string;
  created_at: string;
}

/** Stores a refresh token and keeps only a user's newest ones. */
export async function insertRefreshToken(database: Queryable, row: RefreshTokenRow, keep: number): Promise<void> {
  await database.query(
    'INSERT INTO auth_refresh_token (hash, user_uuid, client_id, created_at) VALUES ($1, $2, $3, $4)',
    [row.hash, row.user_uuid, row.client_id, row.created_at],
  );
  await database.query(
    `DELETE FROM auth_refresh_token WHERE hash IN
       (SELECT hash FROM auth_refresh_token WHERE user_uuid = $1 ORDER BY created_at DESC, hash OFFSET $2)`,
    [row.user_uuid, keep],
  );
}
