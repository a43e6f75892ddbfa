/**
 * The people (and, if wanted, first rooms) of a small site, as the file named by SEED_FILE or as code. Read at every
 * start: users and emoji are brought up to date, a room that exists is left alone, nothing is ever deleted.
 *
 * ```json
 * {"tenants": [{"uuid": "…", "name": "Acme",
 *   "users": [{"uuid": "…", "username": "ann", "password": "…", "firstname": "Ann", "lastname": "Lee",
 *              "email": "ann@acme.example", "exten": "101"}],
 *   "rooms": [{"uuid": "…", "name": "Team", "users": ["ann", "bo"],
 *              "messages": [{"author": "ann", "content": "Hello", "minutes_ago": 5, "reactions": {"👋": ["bo"]}}]}],
 *   "emojis": [{"shortcode": "acme", "file": "emoji/acme.png"}]}]}
 * ```
 */
export interface Seed {
  readonly tenants: readonly SeedTenant[];
}

export interface SeedTenant {
  readonly uuid: string;
  readonly name: string;
  readonly users: readonly SeedUser[];
  readonly rooms?: readonly SeedRoom[];
  /** Emoji of its own, for texts and reactions. */
  readonly emojis?: readonly SeedEmoji[];
}

export interface SeedEmoji {
  /** What it is typed as between colons: 1 to 32 of a–z, 0–9, `_`, `+` and `-`, and not the name of a standard emoji. */
  readonly shortcode: string;
  /** Its picture: a PNG, GIF or WebP of at most 256 KiB and 512 pixels a side; the path begins at the seed file's folder. */
  readonly file: string;
}

export interface SeedUser {
  readonly uuid: string;
  /** Unique among all tenants. */
  readonly username: string;
  /** Without one nobody can log in as this person. */
  readonly password?: string;
  readonly firstname: string;
  readonly lastname?: string;
  readonly email?: string;
  readonly exten?: string;
  readonly mobile_phone_number?: string;
  /** Access rules in place of an ordinary user's. */
  readonly acl?: readonly string[];
}

export interface SeedRoom {
  readonly uuid: string;
  readonly name?: string;
  /** User names. */
  readonly users: readonly string[];
  /** Oldest first. */
  readonly messages?: readonly SeedMessage[];
  /** How many of the newest messages someone has not read, by user name; all others have read everything. */
  readonly unread?: Readonly<Record<string, number>>;
}

export interface SeedMessage {
  /** A user name. */
  readonly author: string;
  readonly content: string;
  /** When it was written, counted back from the first start. */
  readonly minutes_ago: number;
  /** A GIF of the embedded collection that it carries, by its id. */
  readonly gif?: string;
  /** Files of `server/demo-files` that it carries, by their names. */
  readonly files?: readonly string[];
  /** Who reacted, by emoji. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
}
