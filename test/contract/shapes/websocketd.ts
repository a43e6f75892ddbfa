import { exactly, formed, object, uuid, type Shape } from '../shape.js';
import { ZONELESS_MOMENT } from './moments.js';

/** The first frame of a socket. */
export function init(version: number) {
  return exactly({ op: 'init', code: 0, data: { version } });
}

export function acknowledgement(op: 'subscribe' | 'start' | 'token') {
  return exactly({ op, code: 0, data: null });
}

export function pong(payload: string) {
  return exactly({ op: 'pong', code: 0, data: { payload } });
}

interface Envelope<T> {
  readonly name: string;
  readonly data: Shape<T>;
  /** What the recipient's token must allow, as a pattern of the whole string. */
  readonly acl: string;
  /** Keys that only this kind of event has beside `data`. */
  readonly keys?: Record<string, Shape<unknown>>;
}

/** An event's frame: `user_uuid:<uuid>` names the recipient, or `*` where everybody may see it. */
export function event<T>({ name, data, acl, keys = {} }: Envelope<T>) {
  const body = {
    name: exactly(name),
    tenant_uuid: uuid,
    required_access: exactly(`event.${name}`),
    required_acl: formed(`an ACL like ${acl}`, new RegExp(`^${acl}$`)),
    origin_uuid: uuid,
    timestamp: ZONELESS_MOMENT,
    data,
  };
  const dynamic = { name: /^user_uuid:/, value: exactly(true) };
  return object({ op: exactly('event'), code: exactly(0), data: object({ ...body, ...keys }, { dynamic }) });
}
