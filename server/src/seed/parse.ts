import { isStorableText, isUuid } from '../validation.js';
import type { Seed } from './seed.js';

type Check = (value: unknown, path: string) => void;

function fail(path: string, what: string): never {
  throw new Error(`${path} must be ${what}`);
}

const text: Check = (value, path) => {
  if (typeof value !== 'string' || !isStorableText(value)) fail(path, 'a text');
};

const uuid: Check = (value, path) => {
  if (!isUuid(value)) fail(path, 'a uuid');
};

const minutes: Check = (value, path) => {
  if (typeof value !== 'number' || !(value >= 0 && value < 1e9)) fail(path, 'a number of minutes');
};

const count: Check = (value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) fail(path, 'a number of messages');
};

const optional =
  (check: Check): Check =>
  (value, path) => {
    if (value !== undefined) check(value, path);
  };

const list =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) fail(path, 'a list');
    value.forEach((item, index) => check(item, `${path}[${index}]`));
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with these fields and no others, so that a misspelt one is noticed. */
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) fail(path, 'an object');
    const stranger = Object.keys(value).find((name) => !Object.hasOwn(fields, name));
    if (stranger !== undefined) fail(`${path}.${stranger}`, 'left out: there is no such field');
    for (const [name, check] of Object.entries(fields)) check(value[name], `${path}.${name}`);
  };

const record =
  (check: Check): Check =>
  (value, path) => {
    if (!isObject(value)) fail(path, 'an object');
    for (const [name, item] of Object.entries(value)) check(item, `${path}.${name}`);
  };

const user = object({
  uuid,
  username: text,
  password: optional(text),
  firstname: text,
  lastname: optional(text),
  email: optional(text),
  exten: optional(text),
  mobile_phone_number: optional(text),
  acl: optional(list(text)),
});

const message = object({
  author: text,
  content: text,
  minutes_ago: minutes,
  gif: optional(text),
  files: optional(list(text)),
  reactions: optional(record(list(text))),
});

const room = object({
  uuid,
  name: optional(text),
  users: list(text),
  messages: optional(list(message)),
  unread: optional(record(count)),
});

const emoji = object({ shortcode: text, file: text });

const tenant = object({
  uuid,
  name: text,
  users: list(user),
  rooms: optional(list(room)),
  emojis: optional(list(emoji)),
});

const seed = object({ tenants: list(tenant) });

/** @throws Error naming the first field that is wrong, such as `$.tenants[0].users[2].uuid must be a uuid` */
export function parseSeed(value: unknown): Seed {
  seed(value, '$');
  return value as Seed;
}
