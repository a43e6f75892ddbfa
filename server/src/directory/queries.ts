import type { Queryable } from '../db/database.js';

/** A person as dird's wazo source lists them. */
export interface ContactRow {
  id: number;
  uuid: string;
  firstname: string;
  lastname: string | null;
  email: string | null;
  exten: string | null;
  mobile_phone_number: string | null;
  voicemail_number: null;
}

export interface SourceRow {
  uuid: string;
  name: string;
}

export const CONTACT_COLUMNS = [
  'id',
  'uuid',
  'firstname',
  'lastname',
  'email',
  'exten',
  'mobile_phone_number',
] as const;
export type ContactColumn = (typeof CONTACT_COLUMNS)[number];

export interface ContactFilter {
  readonly tenantUuid: string;
  readonly uuids: readonly string[] | undefined;
  readonly search: string | undefined;
  readonly order: ContactColumn;
  readonly direction: 'asc' | 'desc';
  /** null: all of them */
  readonly limit: number | null;
  readonly offset: number;
}

const SELECT = `SELECT ${CONTACT_COLUMNS.join(', ')}, NULL AS voicemail_number FROM wazo_user`;

/** Someone who searches "100%" means a percent sign. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

const MATCHES = `tenant_uuid = $1
  AND ($2::uuid[] IS NULL OR uuid = ANY ($2))
  AND ($3::text IS NULL OR unaccent(concat_ws(' ', firstname, lastname, exten, mobile_phone_number, email))
    ILIKE unaccent($3))`;

/** Names sort as people read them: "Élodie" beside "Elon", whatever the case. */
const sortKey = (column: ContactColumn): string =>
  column === 'id' || column === 'uuid' ? column : `lower(unaccent(${column}))`;

export async function findContacts(database: Queryable, filter: ContactFilter): Promise<ContactRow[]> {
  const search = filter.search ? containing(filter.search) : null;
  return database.query<ContactRow>(
    `${SELECT} WHERE ${MATCHES} ORDER BY ${sortKey(filter.order)} ${filter.direction}, uuid LIMIT $4 OFFSET $5`,
    [filter.tenantUuid, filter.uuids ?? null, search, filter.limit, filter.offset],
  );
}

/** How many people the tenant has, and how many of them match. */
export async function countContacts(
  database: Queryable,
  filter: ContactFilter,
): Promise<{ total: number; filtered: number }> {
  const search = filter.search ? containing(filter.search) : null;
  const [row] = await database.query<{ total: number; filtered: number }>(
    `SELECT (SELECT count(*) FROM wazo_user WHERE tenant_uuid = $1) AS total,
            (SELECT count(*) FROM wazo_user WHERE ${MATCHES}) AS filtered`,
    [filter.tenantUuid, filter.uuids ?? null, search],
  );
  return row ?? { total: 0, filtered: 0 };
}

export async function findSource(database: Queryable, tenantUuid: string): Promise<SourceRow | undefined> {
  const [row] = await database.query<SourceRow>('SELECT source_uuid AS uuid, name FROM wazo_tenant WHERE uuid = $1', [
    tenantUuid,
  ]);
  return row;
}

export interface UserRow extends ContactRow {
  tenant_uuid: string;
  created_at: string;
}

export async function findUser(database: Queryable, uuid: string): Promise<UserRow | undefined> {
  const [row] = await database.query<UserRow>(
    `SELECT ${CONTACT_COLUMNS.join(', ')}, tenant_uuid, created_at FROM wazo_user WHERE uuid = $1`,
    [uuid],
  );
  return row;
}
