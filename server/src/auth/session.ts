import type { AccessCheck } from '../acl.js';

/** A token that was accepted: whose it is, what it allows, how long. Times are microseconds since 1970. */
export interface Session {
  readonly userUuid: string;
  readonly tenantUuid: string;
  readonly sessionUuid: string;
  readonly acl: readonly string[];
  readonly access: AccessCheck;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly remoteAddress: string;
  readonly userAgent: string;
}
