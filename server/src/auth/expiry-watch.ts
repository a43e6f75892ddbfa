import type { Bus, BusEvent } from '../bus/bus.js';
import type { Clock } from '../clock.js';
import type { Session } from './session.js';

const WARNINGS_BEFORE_MS = [50_000, 10_000];

function expireSoon(session: Session): BusEvent {
  const { sessionUuid, userUuid, tenantUuid } = session;
  return {
    name: 'auth_session_expire_soon',
    tenantUuid,
    recipients: [userUuid],
    requiredAcl: `events.auth.users.{recipient}.sessions.${sessionUuid}.expire_soon`,
    keys: { session_uuid: sessionUuid },
    data: { uuid: sessionUuid, user_uuid: userUuid, tenant_uuid: tenantUuid },
  };
}

/**
 * Announces a session's end twice before it comes, then reports it.
 * @returns a function that stops the watch
 */
export function watchExpiry(clock: Clock, bus: Bus, session: Session, ended: () => void): () => void {
  const left = session.expiresAt / 1000 - clock.now();
  const cancels = WARNINGS_BEFORE_MS.filter((warning) => warning < left).map((warning) =>
    clock.after(left - warning, () => bus.publish(expireSoon(session))),
  );
  cancels.push(clock.after(left, ended));
  return () => cancels.forEach((cancel) => cancel());
}
