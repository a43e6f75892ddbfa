/** websocketd's protocol, versions 1 and 2: frames in, frames out, close codes. */
export const CLOSE = {
  goingAway: 1001,
  /** More frames than anyone needs. */
  policy: 1008,
  internal: 1011,
  /** Too slow, or one socket too many: to be tried again later. */
  tryAgainLater: 1013,
  noToken: 4001,
  authenticationFailed: 4002,
  authenticationExpired: 4003,
  protocol: 4004,
} as const;

export type Version = 1 | 2;

export type Operation =
  | { readonly op: 'subscribe'; readonly eventName: string }
  | { readonly op: 'start' }
  | { readonly op: 'ping'; readonly payload: unknown }
  | { readonly op: 'token'; readonly token: string };

const frame = (op: string, data: unknown): string => JSON.stringify({ op, code: 0, data });

export const initFrame = (version: Version): string => frame('init', { version });
export const acknowledgement = (op: Operation['op']): string => frame(op, null);
export const pongFrame = (payload: unknown): string => frame('pong', { payload });

/** @param envelope JSON. Version 1 sends it bare. */
const eventFrame = (version: Version, envelope: string): string =>
  version === 1 ? envelope : `{"op":"event","code":0,"data":${envelope}}`;

/** An event for several sockets, made when the first of a version asks for it. */
export function eventFrames(envelope: () => string): (version: Version) => Buffer {
  const frames: Partial<Record<Version, Buffer>> = {};
  return (version) => (frames[version] ??= Buffer.from(eventFrame(version, envelope())));
}

/** The version that a query asks for, 1 when it says nothing; else the code to close with, as websocketd does. */
export function parseVersion(text: string | undefined): Version | { readonly close: number } {
  if (text === undefined || text === '1') return 1;
  if (text === '2') return 2;
  return { close: /^\d+$/.test(text) ? CLOSE.protocol : CLOSE.internal };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What a client asks; undefined for anything that is not the protocol. */
export function parseOperation(text: string): Operation | undefined {
  const value = parseObject(text);
  if (!value) return undefined;
  const data = typeof value['data'] === 'object' && value['data'] !== null ? value['data'] : {};
  const { event_name: eventName, payload, token } = data as Record<string, unknown>;
  switch (value['op']) {
    case 'start':
      return { op: 'start' };
    case 'subscribe':
      return typeof eventName === 'string' ? { op: 'subscribe', eventName } : undefined;
    case 'ping':
      return payload === undefined ? undefined : { op: 'ping', payload };
    case 'token':
      return typeof token === 'string' ? { op: 'token', token } : undefined;
    default:
      return undefined;
  }
}
