/** Who the tests act as. Alice, Bob, Carol and Dave share a tenant; Erin is of another; Noacl's token allows nothing. */
export const ROLES = ['alice', 'bob', 'carol', 'dave', 'erin', 'noacl'] as const;
export type Role = (typeof ROLES)[number];

export interface Login {
  readonly username: string;
  readonly password: string;
}

export type Logins = Partial<Record<Role, Login>>;

/** The seeded users of the project's own server. */
export const SEEDED: Logins = Object.fromEntries(
  ROLES.map((role) => [role, { username: role, password: `${role}-demo` }]),
);

/**
 * `WAZO_USERS`, in either of the forms that README.md describes.
 *
 * @throws Error naming what cannot be understood
 */
export function parseLogins(value: string): Logins {
  const entries = value.trim().startsWith('{') ? parseObject(value) : parseList(value);
  return Object.fromEntries(entries.map(([name, login]) => [roleOf(name), login]));
}

function parseObject(value: string): [string, Login][] {
  const parsed = JSON.parse(value) as Record<string, string | Login>;
  return Object.entries(parsed).map(([role, login]) => {
    return [role, typeof login === 'string' ? { username: role, password: login } : login];
  });
}

function parseList(value: string): [string, Login][] {
  return value.split(',').map((entry) => {
    const [username = '', ...password] = entry.trim().split(':');
    return [username, { username, password: password.join(':') }];
  });
}

/** `alice` plays Alice, and so does `alice@somewhere.example`. */
function roleOf(name: string): Role {
  const role = ROLES.find((known) => known === name.split('@')[0]);
  if (!role) throw new Error(`WAZO_USERS: '${name}' is none of ${ROLES.join(', ')}`);
  return role;
}
