import type { BusEvent, Delivery } from '../bus/bus.js';
import type { Session } from './session.js';

const NAME = 'auth_session_deleted';

/** Which session has ended before its time, and whose it was. */
export type EndedSession = Pick<Session, 'sessionUuid' | 'userUuid' | 'tenantUuid'>;

/** wazo-auth's event, which an ordinary user's token does not receive; every process of the server does. */
export function sessionDeleted({ sessionUuid, userUuid, tenantUuid }: EndedSession): BusEvent {
  return {
    name: NAME,
    tenantUuid,
    recipients: [userUuid],
    requiredAcl: `events.auth.sessions.${sessionUuid}.deleted`,
    keys: { session_uuid: sessionUuid },
    data: { uuid: sessionUuid, user_uuid: userUuid, tenant_uuid: tenantUuid },
  };
}

/** Reads what `sessionDeleted` wrote; undefined for any other event. */
export function deletedSession(delivery: Delivery): EndedSession | undefined {
  if (delivery.name !== NAME) return undefined;
  const { data } = JSON.parse(delivery.envelope()) as {
    data: { uuid: string; user_uuid: string; tenant_uuid: string };
  };
  return { sessionUuid: data.uuid, userUuid: data.user_uuid, tenantUuid: data.tenant_uuid };
}
