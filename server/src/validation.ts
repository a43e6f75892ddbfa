import { type ErrorDetails, invalidData } from './errors.js';
import { parseDateTime } from './timestamps.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
export const isStorableText = (text: string): boolean => !text.includes('\0') && !/\p{Surrogate}/u.test(text);

export type Unit = 'code points' | 'UTF-16 code units';

export interface TextRules {
  required?: boolean;
  nullable?: boolean;
  /** Longest length, in `unit`. */
  max?: number;
  unit?: Unit;
}

const wrongType = (message: string, constraint: string): ErrorDetails => ({
  message,
  constraint_id: 'type',
  constraint,
});

/** The details below are chatd's own: an object for a wrong type, a list for a failed rule. */
export const problems = {
  required: { message: 'Missing data for required field.', constraint_id: 'required', constraint: 'required' },
  null: { message: 'Field may not be null.', constraint_id: 'not_null', constraint: 'not_null' },
  string: wrongType('Not a valid string.', 'string'),
  integer: wrongType('Not a valid integer.', 'integer'),
  uuid: wrongType('Not a valid UUID.', 'uuid'),
  list: wrongType('Not a valid list.', 'list'),
  object: wrongType('Invalid input type.', 'object'),
  dateTime: wrongType('Not a valid datetime', 'datetime'),
  tooLong: (max: number, unit: Unit) => [
    {
      constraint_id: 'length',
      constraint: { min: null, max },
      // chatd counts code points and says nothing; the other unit must be named, or a caller counts wrongly.
      message: `Longer than maximum length ${max}${unit === 'code points' ? '' : ` ${unit}`}.`,
    },
  ],
  empty: [{ constraint_id: 'length', constraint: { min: 1, max: null }, message: 'Must not be empty.' }],
  tooMany: (max: number) => [
    { constraint_id: 'length', constraint: { min: null, max }, message: `Longer than maximum length ${max}.` },
  ],
  unique: [{ constraint_id: 'unique', constraint: 'unique', message: 'Must not hold anything twice.' }],
  characters: [
    {
      constraint_id: 'characters',
      constraint: 'unicode',
      message: 'Must not contain U+0000 or a lone surrogate.',
    },
  ],
  below: (min: number) => [
    { constraint_id: 'range', constraint: { min }, message: `Must be greater than or equal to ${min}.` },
  ],
  together: (others: readonly string[]) => [
    { constraint_id: 'exclusive', constraint: { with: others }, message: `Cannot be used with: ${others.join(', ')}.` },
  ],
  choice: (choices: readonly string[]) => [
    { constraint_id: 'enum', constraint: { choices }, message: `Must be one of: ${choices.join(', ')}.` },
  ],
} as const;

const lengthIn = (text: string, unit: Unit): number => (unit === 'code points' ? Array.from(text).length : text.length);

/**
 * Reads the fields of a body or a query string, collecting what is wrong with each; `check()` then throws one 400
 * that names all of them.
 */
export class Input {
  readonly #source: Readonly<Record<string, unknown>>;
  readonly #details: Record<string, unknown> = {};

  constructor(source: Readonly<Record<string, unknown>>) {
    this.#source = source;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#source, name);
  }

  get(name: string): unknown {
    return this.has(name) ? this.#source[name] : undefined;
  }

  /** Keeps the first problem of a field. What is returned in place of the value is never used: `check()` throws. */
  fail(name: string, problem: unknown): null {
    this.#details[name] ??= problem;
    return null;
  }

  /** @throws ApiError 400 `invalid-data` when any field was wrong. */
  check(): void {
    if (Object.keys(this.#details).length > 0) throw invalidData(this.#details);
  }

  text(name: string, rules: TextRules = {}): string | null | undefined {
    const value = this.get(name);
    if (value === undefined) return rules.required ? this.fail(name, problems.required) : undefined;
    if (value === null) return rules.nullable ? null : this.fail(name, problems.null);
    if (typeof value !== 'string') return this.fail(name, problems.string);
    const unit = rules.unit ?? 'UTF-16 code units';
    if (rules.max !== undefined && lengthIn(value, unit) > rules.max) {
      return this.fail(name, problems.tooLong(rules.max, unit));
    }
    return isStorableText(value) ? value : this.fail(name, problems.characters);
  }

  /** A uuid in lower case. */
  uuid(name: string, rules: Pick<TextRules, 'required' | 'nullable'> = {}): string | null | undefined {
    const value = this.get(name);
    if (value === undefined) return rules.required ? this.fail(name, problems.required) : undefined;
    if (value === null) return rules.nullable ? null : this.fail(name, problems.null);
    return isUuid(value) ? value.toLowerCase() : this.fail(name, problems.uuid);
  }

  /** A whole number ≥ 0, written in digits; a larger one than JavaScript counts exactly becomes the largest that it does. */
  count(name: string, rules: Pick<TextRules, 'required'> = {}): number | null | undefined {
    const value = this.get(name);
    if (value === undefined) return rules.required ? this.fail(name, problems.required) : undefined;
    if (typeof value !== 'string' || !/^\s*[+-]?\d+\s*$/.test(value)) return this.fail(name, problems.integer);
    const number = Number(value);
    return number < 0 ? this.fail(name, problems.below(0)) : Math.min(number, Number.MAX_SAFE_INTEGER);
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | null | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    return choices.find((choice) => choice === value) ?? this.fail(name, problems.choice(choices));
  }

  /** An ISO date-time as text in UTC with microseconds. */
  dateTime(name: string): string | null | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    return (typeof value === 'string' ? parseDateTime(value) : undefined) ?? this.fail(name, problems.dateTime);
  }

  /** A list of different uuids, in lower case; absent or null means that there is none. */
  uuids(name: string, { max }: { readonly max: number }): string[] | null | undefined {
    const value = this.get(name) ?? undefined;
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return this.fail(name, problems.list);
    if (value.length > max) return this.fail(name, problems.tooMany(max));
    const uuids = this.#eachUuid(name, value);
    return uuids === null || new Set(uuids).size === uuids.length ? uuids : this.fail(name, problems.unique);
  }

  /** `A,B` in a query string; absent or empty means no filter. */
  uuidList(name: string): string[] | null | undefined {
    const value = this.get(name);
    if (typeof value !== 'string' || value === '') return undefined;
    return this.#eachUuid(name, value.split(','));
  }

  /** The items in lower case; null when one is no uuid. */
  #eachUuid(name: string, items: readonly unknown[]): string[] | null {
    const wrong = items.flatMap((item, index) => (isUuid(item) ? [] : [[index, problems.uuid] as const]));
    if (wrong.length > 0) return this.fail(name, Object.fromEntries(wrong));
    return (items as readonly string[]).map((item) => item.toLowerCase());
  }
}

/** @throws ApiError 400 when the JSON body is no object; Wazo answers 500 there. */
export function bodyInput(body: unknown): Input {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidData({ _schema: problems.object });
  return new Input(body as Record<string, unknown>);
}

/** Of a parameter given twice the first counts, as in Wazo. */
export function queryInput(query: unknown): Input {
  const entries = Object.entries(query as Record<string, unknown>);
  return new Input(Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value])));
}
