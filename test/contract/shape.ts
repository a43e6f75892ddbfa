import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/**
 * What a value on the wire must look like. `problems` names every place where `value` differs, each with its path, so
 * that one failing test shows the whole difference. The type parameter is what a value without problems is.
 */
export interface Shape<T> {
  problems(value: unknown, path: string): readonly string[];
  /** Carries `T` for inference only; never set. */
  readonly _type?: T;
}

/** The type of the values that a shape accepts. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

type Keys = Record<string, Shape<unknown>>;
type Present<K extends Keys> = { readonly [P in keyof K]: Shaped<K[P]> };
type Possible<K extends Keys> = { readonly [P in keyof K]?: Shaped<K[P]> };

/** Fails with the path of every key that is missing, too many or of the wrong type. */
export function assertShape<T>(actual: unknown, shape: Shape<T>, path = '$'): asserts actual is T {
  const problems = shape.problems(actual, path);
  assert.deepEqual(problems, [], `the answer has another shape:\n  ${problems.join('\n  ')}\n${show(actual)}`);
}

/** The value itself, typed, once it is known to have the shape. */
export function shaped<T>(actual: unknown, shape: Shape<T>): T {
  assertShape(actual, shape);
  return actual;
}

function simple<T>(name: string, accepts: (value: unknown) => boolean): Shape<T> {
  return {
    problems: (value, path) => (accepts(value) ? [] : [`${path}: expected ${name}, found ${show(value)}`]),
  };
}

export const text = simple<string>('a string', (value) => typeof value === 'string');
export const flag = simple<boolean>('a boolean', (value) => typeof value === 'boolean');
export const number = simple<number>('a number', (value) => typeof value === 'number');
export const integer = simple<number>('an integer', Number.isInteger);
export const nothing = simple<null>('null', (value) => value === null);
export const anything = simple<unknown>('anything', () => true);

/** A string that `form` matches; `name` says what that is. */
export function formed(name: string, form: RegExp): Shape<string> {
  return simple(name, (value) => typeof value === 'string' && form.test(value));
}

export const uuid = formed('a uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Exactly this value, deeply; the order of keys does not matter. */
export function exactly<const T>(expected: T): Shape<T> {
  return simple(JSON.stringify(expected), (value) => isDeepStrictEqual(value, expected));
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return { problems: (value, path) => (value === null ? [] : shape.problems(value, path)) };
}

/** A list whose every item has the shape. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    problems: (value, path) =>
      Array.isArray(value)
        ? value.flatMap((each, index) => item.problems(each, `${path}[${index}]`))
        : [`${path}: expected a list, found ${show(value)}`],
  };
}

interface More<O extends Keys> {
  /** Keys that may be absent: those of the group-chat extension, which a stock Wazo does not send. */
  readonly optional?: O;
  /** Keys that are made at run time, such as `user_uuid:<uuid>`: at least one must be there. */
  readonly dynamic?: { readonly name: RegExp; readonly value: Shape<unknown> };
  /** Whether keys that are not named are let through; only where the contract itself leaves them open. */
  readonly open?: boolean;
}

/** An object with exactly these keys. */
export function object<R extends Keys>(required: R, more?: Omit<More<Keys>, 'optional'>): Shape<Present<R>>;
export function object<R extends Keys, O extends Keys>(required: R, more: More<O>): Shape<Present<R> & Possible<O>>;
export function object(required: Keys, more: More<Keys> = {}): Shape<unknown> {
  return {
    problems: (value, path) => {
      if (!isObject(value)) return [`${path}: expected an object, found ${show(value)}`];
      return [
        ...missingKeys(value, required, path),
        ...Object.entries(value).flatMap(([key, each]) => keyProblems(key, each, path, required, more)),
        ...missingDynamicKey(value, more.dynamic, path),
      ];
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function missingKeys(value: Record<string, unknown>, required: Keys, path: string): string[] {
  return Object.keys(required)
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => `${path}.${key}: missing`);
}

function keyProblems(key: string, value: unknown, path: string, required: Keys, more: More<Keys>): readonly string[] {
  const shape = own(required, key) ?? own(more.optional, key) ?? dynamicShape(key, more.dynamic);
  if (shape) return shape.problems(value, `${path}.${key}`);
  return more.open ? [] : [`${path}.${key}: not expected, found ${show(value)}`];
}

function own(keys: Keys | undefined, key: string): Shape<unknown> | undefined {
  return keys && Object.hasOwn(keys, key) ? keys[key] : undefined;
}

function dynamicShape(key: string, dynamic: More<Keys>['dynamic']): Shape<unknown> | undefined {
  return dynamic?.name.test(key) ? dynamic.value : undefined;
}

function missingDynamicKey(value: Record<string, unknown>, dynamic: More<Keys>['dynamic'], path: string): string[] {
  if (!dynamic || Object.keys(value).some((key) => dynamic.name.test(key))) return [];
  return [`${path}.${dynamic.name.source}: missing`];
}

function show(value: unknown): string {
  // JSON.stringify answers undefined for what JSON cannot say, which its type does not tell.
  const written = (JSON.stringify(value) as string | undefined) ?? String(value);
  return written.length > 300 ? `${written.slice(0, 300)}…` : written;
}
