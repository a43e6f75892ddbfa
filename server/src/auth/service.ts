import { createHash, randomUUID } from 'node:crypto';
import { accessCheck } from '../acl.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Database } from '../db/database.js';
import { microsecondsOf, zonedTimestamp } from '../timestamps.js';
import { isUuid } from '../validation.js';
import { DEFAULT_ACL } from './default-acl.js';
import { watchExpiry } from './expiry-watch.js';
import { passwordMatches, rejectUnknownUser } from './passwords.js';
import * as queries from './queries.js';
import type { Session } from './session.js';

const SESSIONS_PER_USER = 100;
const PURGE_INTERVAL_MS = 10 * 60_000;

export interface TokenRequest {
  /** Seconds. */
  readonly expiration: number;
  readonly remoteAddress: string;
  readonly userAgent: string;
  /** Given when a refresh token is wanted. */
  readonly refreshClientId?: string;
}

export interface IssuedToken {
  readonly token: string;
  readonly session: Session;
  readonly refreshToken?: string;
  /** How many older sessions of the user had to go. */
  readonly sessionsRevoked: number;
}

interface Watched {
  readonly session: Session;
  readonly unwatch: () => void;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token.toLowerCase()).digest();
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

export interface AuthDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
}

/** Passwords in, tokens out; tokens in, sessions out. */
export class AuthService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** Sessions by the hash of their token, so that a request costs no query. */
  readonly #sessions = new Map<string, Watched>();
  #cancelPurge: () => void = () => undefined;

  constructor({ database, bus, clock }: AuthDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
    this.#schedulePurge();
  }

  /** @returns undefined when the name or the password is wrong */
  async login(login: string, password: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    const account = login.includes('\0') ? undefined : await queries.findAccount(this.#database, login);
    const hash = account?.password_hash;
    const matches = hash ? await passwordMatches(password, hash) : await rejectUnknownUser(password);
    return account && matches ? this.#issue(account, request) : undefined;
  }

  /** @returns undefined when the refresh token is not this client's */
  async refresh(token: string, clientId: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    if (clientId.includes('\0')) return undefined;
    const account = await queries.findAccountOfRefreshToken(this.#database, hashOf(token), clientId);
    return account && this.#issue(account, request);
  }

  /** For a host that has made sure by itself who is asking. */
  async issueFor(login: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    const account = await queries.findAccount(this.#database, login);
    return account && this.#issue(account, request);
  }

  /** @returns undefined when the token is unknown or has expired */
  async find(token: string): Promise<Session | undefined> {
    if (!isUuid(token)) return undefined;
    const hash = hashOf(token);
    const session = this.#sessions.get(hex(hash))?.session ?? (await this.#load(hash));
    return session && session.expiresAt > this.#clock.now() * 1000 ? session : undefined;
  }

  async revoke(token: string): Promise<void> {
    const hash = hashOf(token);
    this.#forget(hex(hash));
    await queries.deleteToken(this.#database, hash);
    // A lookup that was under way may have put it back.
    this.#forget(hex(hash));
  }

  close(): void {
    this.#cancelPurge();
    for (const key of [...this.#sessions.keys()]) this.#forget(key);
  }

  async #issue(account: queries.AccountRow, request: TokenRequest): Promise<IssuedToken> {
    const token = randomUUID();
    const session = this.#newSession(account, request);
    const refreshToken = request.refreshClientId === undefined ? undefined : randomUUID();
    const revoked = await this.#store(hashOf(token), session, refreshToken, request.refreshClientId ?? '');
    revoked.forEach((hash) => this.#forget(hex(hash)));
    this.#remember(hex(hashOf(token)), session);
    return { token, session, sessionsRevoked: revoked.length, ...(refreshToken ? { refreshToken } : {}) };
  }

  #newSession(account: queries.AccountRow, request: TokenRequest): Session {
    const issuedAt = Math.floor(this.#clock.now() * 1000);
    const sessionUuid = randomUUID();
    const acl = account.acl ?? DEFAULT_ACL;
    return {
      userUuid: account.uuid,
      tenantUuid: account.tenant_uuid,
      sessionUuid,
      acl,
      access: accessCheck(acl, account.uuid, sessionUuid),
      issuedAt,
      expiresAt: issuedAt + request.expiration * 1_000_000,
      remoteAddress: request.remoteAddress,
      userAgent: request.userAgent,
    };
  }

  #store(hash: Buffer, session: Session, refreshToken: string | undefined, clientId: string): Promise<Uint8Array[]> {
    const issuedAt = zonedTimestamp(session.issuedAt);
    // It writes rows of its own; an old token that another sign-in deletes at the same moment is deleted once.
    return this.#database.transaction('read committed', async (transaction) => {
      await queries.insertToken(transaction, {
        hash,
        user_uuid: session.userUuid,
        session_uuid: session.sessionUuid,
        acl: [...session.acl],
        issued_at: issuedAt,
        expires_at: zonedTimestamp(session.expiresAt),
        remote_addr: session.remoteAddress,
        user_agent: session.userAgent,
      });
      if (refreshToken !== undefined) {
        const row = { hash: hashOf(refreshToken), user_uuid: session.userUuid, client_id: clientId };
        await queries.insertRefreshToken(transaction, { ...row, created_at: issuedAt }, SESSIONS_PER_USER);
      }
      return queries.deleteOldestTokens(transaction, session.userUuid, hash, SESSIONS_PER_USER);
    });
  }

  async #load(hash: Buffer): Promise<Session | undefined> {
    const row = await queries.findToken(this.#database, hash);
    if (!row) return undefined;
    const session: Session = {
      userUuid: row.user_uuid,
      tenantUuid: row.tenant_uuid,
      sessionUuid: row.session_uuid,
      acl: row.acl,
      access: accessCheck(row.acl, row.user_uuid, row.session_uuid),
      issuedAt: microsecondsOf(row.issued_at),
      expiresAt: microsecondsOf(row.expires_at),
      remoteAddress: row.remote_addr,
      userAgent: row.user_agent,
    };
    this.#remember(hex(hash), session);
    return session;
  }

  #remember(key: string, session: Session): void {
    this.#forget(key);
    const unwatch = watchExpiry(this.#clock, this.#bus, session, () => this.#forget(key));
    this.#sessions.set(key, { session, unwatch });
  }

  #forget(key: string): void {
    this.#sessions.get(key)?.unwatch();
    this.#sessions.delete(key);
  }

  #schedulePurge(): void {
    this.#cancelPurge = this.#clock.after(PURGE_INTERVAL_MS, () => {
      const now = zonedTimestamp(Math.floor(this.#clock.now() * 1000));
      // A purge that fails costs some rows until the next one; the answer to a request does not depend on it.
      queries.deleteExpiredTokens(this.#database, now).catch(() => undefined);
      this.#schedulePurge();
    });
  }
}
