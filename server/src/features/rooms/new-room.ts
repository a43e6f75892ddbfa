import { type ApiError, chatdError, invalidData } from '../../errors.js';
import { bodyInput, type Input, isUuid, problems } from '../../validation.js';
import type { NewRoom } from './service.js';

export const LONGEST_NAME = 1000;
export const MOST_PARTICIPANTS = 100;

interface RequestedUser {
  readonly uuid: string;
  readonly identity?: string | null;
}

const wrongCount = (): ApiError =>
  invalidData({
    users: {
      constraint_id: 'length',
      constraint: { min: 2, max: MOST_PARTICIPANTS },
      message: `Length must be between 2 and ${MOST_PARTICIPANTS}.`,
    },
  });

const unreachable = (participant: string): ApiError =>
  chatdError(
    409,
    'unreachable-participant',
    `No connector can reach participant '${participant}'`,
    { participant, connector_type: '' },
    'rooms',
  );

function userProblem(item: unknown): object | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { _schema: [problems.object] };
  const { uuid, identity } = item as { uuid?: unknown; identity?: unknown };
  if (uuid === undefined) return { uuid: problems.required };
  if (uuid === null) return { uuid: problems.null };
  if (!isUuid(uuid)) return { uuid: problems.uuid };
  return typeof (identity ?? '') === 'string' ? undefined : { identity: problems.string };
}

function readUsers(input: Input): RequestedUser[] {
  const value = input.get('users');
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    input.fail('users', value === null ? problems.null : problems.list);
    return [];
  }
  const wrong = value.map(userProblem).flatMap((problem, index) => (problem ? [[index, problem] as const] : []));
  if (wrong.length > 0) input.fail('users', Object.fromEntries(wrong));
  return wrong.length > 0 ? [] : (value as RequestedUser[]);
}

/** This server has no connector to the outside, as a stock chatd without one. */
function refuseExternal(users: readonly RequestedUser[]): void {
  const external = users.flatMap(({ identity }) => identity ?? [])[0];
  if (external === undefined) return;
  const isGroup = users.length > 1;
  throw unreachable(isGroup ? 'Group rooms with external participants are not supported' : external);
}

/**
 * Reads what someone wants to create.
 * @throws ApiError 400 `invalid-data` or `duplicate-user`, 409 for someone outside of Wazo
 */
export function readNewRoom(body: unknown, creatorUuid: string): NewRoom {
  const input = bodyInput(body);
  const name = input.text('name', { nullable: true, max: LONGEST_NAME }) ?? null;
  const users = readUsers(input);
  input.check();
  const uuids = users.map((user) => user.uuid.toLowerCase());
  if (new Set(uuids).size < uuids.length)
    throw chatdError(400, 'duplicate-user', 'Duplicate user detected', {}, 'rooms');
  const userUuids = uuids.includes(creatorUuid) ? uuids : [...uuids, creatorUuid];
  if (userUuids.length < 2 || userUuids.length > MOST_PARTICIPANTS) throw wrongCount();
  refuseExternal(users);
  return { name, userUuids };
}
