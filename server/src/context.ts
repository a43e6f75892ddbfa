import type { AuthService } from './auth/service.js';
import type { Bus } from './bus/bus.js';
import type { Clock } from './clock.js';
import type { Database } from './db/database.js';
import type { GifSettings } from './features/gifs/settings.js';
import type { FileStorage } from './files/storage.js';
import type { ErrorLog } from './http/error-handler.js';
import type { Limits } from './limits.js';

/** What the parts of a server share. */
export interface Context {
  /** Migrated. */
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  /** The uuid of this Wazo. */
  readonly wazoUuid: string;
  /** Where files are that messages carry. */
  readonly files: FileStorage;
  /** Signs their addresses. */
  readonly fileSecret: Uint8Array;
  /** Without it, the embedded collection is served. */
  readonly gifs?: GifSettings | undefined;
  readonly auth: AuthService;
  readonly limits: Limits;
  readonly log: ErrorLog;
  /** Has something done when the server stops, while the sockets are still open. */
  readonly beforeStop: (task: () => void) => void;
}
