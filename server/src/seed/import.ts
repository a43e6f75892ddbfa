import { randomUUID } from 'node:crypto';
import { hashPassword, passwordMatches } from '../auth/passwords.js';
import type { MessageRow } from '../chat/message.js';
import { nextChange } from '../chat/revisions.js';
import type { Clock } from '../clock.js';
import type { Database, Queryable } from '../db/database.js';
import type { FileStorage } from '../files/storage.js';
import { giveFiles, type SeedFile } from '../features/attachments/seed.js';
import { importEmoji, readEmoji } from '../features/custom-emoji/seed.js';
import { gifFile } from '../features/gifs/collection.js';
import { insertMessage } from '../features/messages/queries.js';
import { qualifiedEmoji } from '../features/reactions/emoji.js';
import { insertReaction } from '../features/reactions/queries.js';
import { countPosted, moveRead } from '../features/receipts/queries.js';
import { insertRoom } from '../features/rooms/queries.js';
import { zonedTimestamp } from '../timestamps.js';
import { demoFile } from './demo-files.js';
import type { Seed, SeedMessage, SeedRoom, SeedTenant, SeedUser } from './seed.js';

/** Where what is seeded goes. */
export interface Stores {
  readonly database: Database;
  readonly files: FileStorage;
}

interface Context {
  readonly transaction: Queryable;
  readonly files: FileStorage;
  readonly wazoUuid: string;
  readonly tenantUuid: string;
  readonly uuids: ReadonlyMap<string, string>;
  /** What one may react with beside the emoji that everybody has: `:shortcode:`. */
  readonly emoji: ReadonlySet<string>;
  /** Microseconds since 1970. */
  readonly now: number;
}

/** The stored hash while it fits the password: a new one would cost time and say nothing new. */
async function passwordHash(database: Queryable, user: SeedUser): Promise<string | null> {
  if (user.password === undefined) return null;
  const [row] = await database.query<{ password_hash: string | null }>(
    'SELECT password_hash FROM wazo_user WHERE uuid = $1',
    [user.uuid],
  );
  const known = row?.password_hash;
  return known && (await passwordMatches(user.password, known)) ? known : hashPassword(user.password);
}

/** Locks the tenant's row, new or not, until the commit: another process that brings in the same seed waits here. */
async function importTenant(transaction: Queryable, tenant: SeedTenant): Promise<void> {
  await transaction.query('INSERT INTO chatd_tenant (uuid) VALUES ($1) ON CONFLICT DO NOTHING', [tenant.uuid]);
  await transaction.query(
    'INSERT INTO wazo_tenant (uuid, name) VALUES ($1, $2) ON CONFLICT (uuid) DO UPDATE SET name = excluded.name',
    [tenant.uuid, tenant.name],
  );
}

async function importUser(
  transaction: Queryable,
  tenantUuid: string,
  user: SeedUser,
  hash: string | null,
): Promise<void> {
  // A chatd that made its tables itself gives the state no default.
  await transaction.query(
    `INSERT INTO chatd_user (uuid, tenant_uuid, state) VALUES ($1, $2, 'unavailable') ON CONFLICT DO NOTHING`,
    [user.uuid, tenantUuid],
  );
  await transaction.query(
    `INSERT INTO wazo_user
       (uuid, tenant_uuid, username, password_hash, acl, firstname, lastname, email, exten, mobile_phone_number)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (uuid) DO UPDATE SET
       username = excluded.username, password_hash = excluded.password_hash, acl = excluded.acl,
       firstname = excluded.firstname, lastname = excluded.lastname, email = excluded.email,
       exten = excluded.exten, mobile_phone_number = excluded.mobile_phone_number`,
    [
      user.uuid,
      tenantUuid,
      user.username,
      hash,
      user.acl ? JSON.stringify(user.acl) : null,
      user.firstname,
      user.lastname ?? null,
      user.email ?? null,
      user.exten ?? null,
      user.mobile_phone_number ?? null,
    ],
  );
}

/** @throws Error naming the user that the seed forgot */
function uuidOf(context: Context, username: string): string {
  const uuid = context.uuids.get(username);
  if (uuid === undefined) throw new Error(`The seed names a user "${username}" that it does not list`);
  return uuid;
}

async function importReactions(context: Context, message: SeedMessage, messageUuid: string, at: number): Promise<void> {
  let time = at;
  for (const [text, usernames] of Object.entries(message.reactions ?? {})) {
    const emoji = qualifiedEmoji(text) ?? (context.emoji.has(text) ? text : undefined);
    if (emoji === undefined) throw new Error(`The seed has a reaction "${text}" that is not one emoji`);
    for (const username of usernames) {
      const row = { message_uuid: messageUuid, user_uuid: uuidOf(context, username), emoji };
      await insertReaction(context.transaction, { ...row, created_at: zonedTimestamp((time += 1_000_000)) });
    }
  }
}

async function filesOf({ gif, files = [] }: SeedMessage): Promise<readonly SeedFile[]> {
  const own = await Promise.all(files.map(demoFile));
  return gif === undefined ? own : [await gifFile(gif), ...own];
}

async function importMessage(context: Context, roomUuid: string, message: SeedMessage): Promise<MessageRow> {
  const at = context.now - Math.round(message.minutes_ago * 60_000_000);
  const created_at = zonedTimestamp(at);
  const { revision } = await nextChange(context.transaction, roomUuid, created_at, 1);
  const row = {
    uuid: randomUUID(),
    room_uuid: roomUuid,
    content: message.content,
    alias: null,
    user_uuid: uuidOf(context, message.author),
    tenant_uuid: context.tenantUuid,
    wazo_uuid: context.wazoUuid,
    created_at,
    client_uuid: null,
    revision,
    updated_at: null,
    deleted_at: null,
  };
  await insertMessage(context.transaction, row);
  await countPosted(context.transaction, roomUuid, row.user_uuid);
  const files = await filesOf(message);
  if (files.length > 0) await giveFiles(context, row, files);
  await importReactions(context, message, row.uuid, at);
  return row;
}

/** What a seed tells is old: everybody has read it, but for as many of the newest messages as the seed says. */
async function importReading(context: Context, room: SeedRoom, messages: readonly MessageRow[]): Promise<void> {
  const sorted = [...messages].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  for (const username of room.users) {
    const last = sorted.at(-1 - (room.unread?.[username] ?? 0));
    if (!last) continue;
    const place = { roomUuid: room.uuid, userUuid: uuidOf(context, username), messageUuid: last.uuid };
    await moveRead(context.transaction, { ...place, at: last.created_at });
  }
}

async function importRoom(context: Context, room: SeedRoom): Promise<void> {
  const existing = await context.transaction.query('SELECT FROM chatd_room WHERE uuid = $1', [room.uuid]);
  if (existing.length > 0) return;
  const common = { tenant_uuid: context.tenantUuid, wazo_uuid: context.wazoUuid, identity: null };
  const users = room.users.map((username) => ({ uuid: uuidOf(context, username), ...common }));
  await insertRoom(context.transaction, {
    uuid: room.uuid,
    tenant_uuid: context.tenantUuid,
    name: room.name ?? null,
    users,
  });
  const messages: MessageRow[] = [];
  for (const message of room.messages ?? []) messages.push(await importMessage(context, room.uuid, message));
  await importReading(context, room, messages);
}

async function importAll(
  { database, files }: Stores,
  tenant: SeedTenant,
  wazoUuid: string,
  now: number,
): Promise<void> {
  const custom = await readEmoji(tenant.emojis ?? []);
  // Hashing is slow on purpose; all at once it takes as long as a few.
  const hashes = await Promise.all(tenant.users.map((user) => passwordHash(database, user)));
  const uuids = new Map(tenant.users.map((user) => [user.username, user.uuid.toLowerCase()]));
  await database.transaction('read committed', async (transaction) => {
    await importTenant(transaction, tenant);
    for (const [index, user] of tenant.users.entries()) {
      await importUser(transaction, tenant.uuid, user, hashes[index] ?? null);
    }
    const tenantUuid = tenant.uuid.toLowerCase();
    await importEmoji(transaction, tenantUuid, custom);
    const emoji = new Set(custom.map(({ shortcode }) => `:${shortcode}:`));
    const context = { transaction, files, wazoUuid, tenantUuid, uuids, emoji, now };
    for (const room of tenant.rooms ?? []) await importRoom(context, room);
  });
}

/** Imports what is not there yet; all of a tenant or nothing of it. */
export async function importSeed(stores: Stores, seed: Seed, wazoUuid: string, clock: Clock): Promise<void> {
  const now = Math.floor(clock.now() * 1000);
  for (const tenant of seed.tenants) await importAll(stores, tenant, wazoUuid, now);
}
