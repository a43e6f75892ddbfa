import { createHash, randomUUID } from 'node:crypto';
import { accessCheck } from '../acl.js';
import type { Bus } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Database } from '../db/database.js';
import type { Limits } from '../limits.js';
import { RateLimiter } from '../rate-limit.js';
import { microsecondsOf, zonedTimestamp } from '../timestamps.js';
import { isUuid } from '../validation.js';
import { Admission, TooManyAttempts } from './admission.js';
import { DEFAULT_ACL } from './default-acl.js';
import { watchExpiry } from './expiry-watch.js';
import { passwordMatches, rejectUnknownUser } from './passwords.js';
import * as queries from './queries.js';
import type { Session } from './session.js';
import { deletedSession, sessionDeleted } from './session-deleted.js';

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
  readonly limits: Pick<Limits, 'logins' | 'tokens' | 'unknownTokens'>;
}

/** Passwords in, tokens out; tokens in, sessions out. */
export class AuthService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** Sessions by the hash of their token, so that a request costs no query. */
  readonly #sessions = new Map<string, Watched>();
  /** Their keys by the uuid of the session. */
  readonly #keys = new Map<string, string>();
  readonly #admission: Admission;
  readonly #issued: RateLimiter;
  readonly #unsubscribe: () => void;
  /** How many sessions were deleted, here or elsewhere. */
  #deletions = 0;
  #cancelPurge: () => void = () => undefined;

  constructor({ database, bus, clock, limits }: AuthDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#clock = clock;
    this.#admission = new Admission(limits, clock);
    this.#issued = new RateLimiter(limits.tokens, clock);
    this.#unsubscribe = bus.subscribe((delivery) => {
      const session = deletedSession(delivery);
      if (session) this.#deleted(session.sessionUuid);
    });
    this.#schedulePurge();
  }

  /**
   * @returns undefined when the name or the password is wrong
   * @throws TooManyAttempts
   */
  login(login: string, password: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    return this.#admission.login(request.remoteAddress, login, async () => {
      const account = login.includes('\0') ? undefined : await queries.findAccount(this.#database, login);
      const hash = account?.password_hash;
      const matches = hash ? await passwordMatches(password, hash) : await rejectUnknownUser(password);
      return account && matches ? this.#issue(account, request) : undefined;
    });
  }

  /**
   * @returns undefined when the refresh token is not this client's
   * @throws TooManyAttempts
   */
  async refresh(token: string, clientId: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    if (clientId.includes('\0')) return undefined;
    return this.#admission.token(request.remoteAddress, async () => {
      const account = await queries.findAccountOfRefreshToken(this.#database, hashOf(token), clientId);
      return account && this.#issue(account, request);
    });
  }

  /** For a host that has made sure by itself who is asking. */
  async issueFor(login: string, request: TokenRequest): Promise<IssuedToken | undefined> {
    const account = await queries.findAccount(this.#database, login);
    return account && this.#issue(account, request);
  }

  /**
   * @param address whose it is who shows the token
   * @returns undefined when the token is unknown or has expired
   * @throws TooManyAttempts when too many tokens of that address were
   */
  async find(token: string, address: string): Promise<Session | undefined> {
    if (!isUuid(token)) return undefined;
    const hash = hashOf(token);
    const known = this.#sessions.get(hex(hash))?.session;
    if (known) return this.#ifCurrent(known);
    return this.#admission.token(address, async () => this.#ifCurrent(await this.#load(hash)));
  }

  /** Whether a session that was found has not been deleted meanwhile. */
  isCurrent(session: Session): boolean {
    return this.#keys.has(session.sessionUuid);
  }

  /**
   * Ends a token, and tells every process of the server; one that is unknown has ended already.
   * @param address whose it is who shows the token
   * @throws TooManyAttempts when too many tokens of that address were unknown
   */
  async revoke(token: string, address: string): Promise<void> {
    if (!isUuid(token)) return;
    const hash = hashOf(token);
    const remove = (): Promise<queries.DeletedRow | undefined> => queries.deleteToken(this.#database, hash);
    const row = await (this.#sessions.has(hex(hash)) ? remove() : this.#admission.token(address, remove));
    if (row) this.#announceEnd(row);
  }

  close(): void {
    this.#cancelPurge();
    this.#unsubscribe();
    for (const key of [...this.#sessions.keys()]) this.#forget(key);
  }

  async #issue(account: queries.AccountRow, request: TokenRequest): Promise<IssuedToken> {
    const wait = this.#issued.take(account.uuid);
    if (wait > 0) throw new TooManyAttempts(wait);
    const token = randomUUID();
    const session = this.#newSession(account, request);
    const refreshToken = request.refreshClientId === undefined ? undefined : randomUUID();
    const revoked = await this.#store(hashOf(token), session, refreshToken, request.refreshClientId ?? '');
    revoked.forEach((row) => this.#announceEnd(row));
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

  #store(
    hash: Buffer,
    session: Session,
    refreshToken: string | undefined,
    clientId: string,
  ): Promise<queries.DeletedRow[]> {
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
    const deletions = this.#deletions;
    const row = await queries.findToken(this.#database, hash);
    if (!row) return undefined;
    // It may have been this one, and the event has passed.
    if (deletions !== this.#deletions) return this.#load(hash);
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

  #ifCurrent(session: Session | undefined): Session | undefined {
    return session && session.expiresAt > this.#clock.now() * 1000 ? session : undefined;
  }

  #announceEnd({ session_uuid, user_uuid, tenant_uuid }: queries.DeletedRow): void {
    this.#bus.publish(sessionDeleted({ sessionUuid: session_uuid, userUuid: user_uuid, tenantUuid: tenant_uuid }));
  }

  #deleted(sessionUuid: string): void {
    this.#deletions += 1;
    const key = this.#keys.get(sessionUuid);
    if (key !== undefined) this.#forget(key);
  }

  #remember(key: string, session: Session): void {
    this.#forget(key);
    const unwatch = watchExpiry(this.#clock, this.#bus, session, () => this.#forget(key));
    this.#sessions.set(key, { session, unwatch });
    this.#keys.set(session.sessionUuid, key);
  }

  #forget(key: string): void {
    const watched = this.#sessions.get(key);
    if (!watched) return;
    watched.unwatch();
    this.#sessions.delete(key);
    this.#keys.delete(watched.session.sessionUuid);
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
