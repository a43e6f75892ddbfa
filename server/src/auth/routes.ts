import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { authError } from '../errors.js';
import { jsonBody } from '../http/body.js';
import { fullTimestamp, zonelessTimestamp } from '../timestamps.js';
import type { AuthService, IssuedToken, TokenRequest } from './service.js';
import type { Session } from './session.js';

const DEFAULT_EXPIRATION = 7200;
const LONGEST_EXPIRATION = 315_360_000;
const TOKEN_URL = '/api/auth/0.1/token';

const OUT_OF_RANGE =
  "{'expiration': [{'constraint_id': 'range', 'constraint': {'min': 1, 'max': 315360000}, 'message': 'Must be greater than or equal to 1 and less than or equal to 315360000.'}]}";

const wrongField = (field: string, message: string) => authError(400, `{'${field}': ['${message}']}`);

/** What wazo-auth tells of a token. */
function tokenData(token: string, session: Session, wazoUuid: string): Record<string, unknown> {
  const issuedAt = zonelessTimestamp(session.issuedAt);
  const expiresAt = zonelessTimestamp(session.expiresAt);
  const user = { auth_id: session.userUuid, xivo_uuid: wazoUuid };
  return {
    token,
    auth_id: session.userUuid,
    xivo_user_uuid: session.userUuid,
    xivo_uuid: wazoUuid,
    issued_at: issuedAt,
    expires_at: expiresAt,
    utc_issued_at: fullTimestamp(session.issuedAt),
    utc_expires_at: fullTimestamp(session.expiresAt),
    acl: session.acl,
    metadata: {
      uuid: session.userUuid,
      tenant_uuid: session.tenantUuid,
      pbx_user_uuid: session.userUuid,
      ...user,
      purpose: 'user',
      admin: false,
    },
    session_uuid: session.sessionUuid,
    remote_addr: session.remoteAddress,
    user_agent: session.userAgent,
  };
}

/** `Basic` credentials as UTF-8; the password may contain colons. */
function basicCredentials(request: FastifyRequest): readonly [string, string] | undefined {
  const match = /^basic +([A-Za-z0-9+/_=-]+) *$/i.exec(request.headers.authorization ?? '');
  const text = Buffer.from(match?.[1] ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
}

interface Grant {
  readonly expiration: number;
  readonly offline: boolean;
  readonly clientId: string | undefined;
  readonly refreshToken: string | undefined;
}

function optionalText(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') throw wrongField(name, 'Not a valid string.');
  return value;
}

function readExpiration(value: unknown): number {
  if (value === undefined || value === null) return DEFAULT_EXPIRATION;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongField('expiration', 'Not a valid integer.');
  if (value < 1 || value > LONGEST_EXPIRATION) throw authError(400, OUT_OF_RANGE);
  return value;
}

/** @throws ApiError 400 */
function readGrant(body: unknown): Grant {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw wrongField('_schema', 'Invalid input type.');
  const fields = body as Record<string, unknown>;
  const expiration = readExpiration(fields['expiration']);
  const accessType = optionalText(fields, 'access_type') ?? 'online';
  if (!['online', 'offline'].includes(accessType)) throw wrongField('access_type', 'Must be one of: online, offline.');
  const offline = accessType === 'offline';
  const clientId = optionalText(fields, 'client_id');
  const refreshToken = optionalText(fields, 'refresh_token');
  if ((offline || refreshToken !== undefined) && !clientId) {
    throw wrongField('client_id', 'Missing data for required field.');
  }
  if (offline && clientId?.includes('\0')) throw wrongField('client_id', 'Not a valid string.');
  return { expiration, offline, clientId, refreshToken };
}

function tokenRequest(request: FastifyRequest, grant: Grant): TokenRequest {
  const common = {
    expiration: grant.expiration,
    remoteAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
  };
  return grant.offline && grant.clientId !== undefined ? { ...common, refreshClientId: grant.clientId } : common;
}

function authenticate(auth: AuthService, request: FastifyRequest): Promise<IssuedToken | undefined> {
  const grant = readGrant(jsonBody(request));
  const wanted = tokenRequest(request, grant);
  if (grant.refreshToken !== undefined) return auth.refresh(grant.refreshToken, grant.clientId ?? '', wanted);
  const credentials = basicCredentials(request);
  return credentials ? auth.login(credentials[0], credentials[1], wanted) : Promise.resolve(undefined);
}

interface TokenRoute {
  Params: { token: string };
  Querystring: { scope?: string | string[] };
}

/** @throws ApiError 404 for an unknown token, 403 when it lacks the scope asked for */
async function readToken(auth: AuthService, request: FastifyRequest<TokenRoute>): Promise<Session> {
  const session = await auth.find(request.params.token, request.ip);
  if (!session) throw authError(404, 'No such token');
  const scope = [request.query.scope].flat()[0];
  if (scope && !session.access.allows(scope)) throw authError(403, 'Forbidden: the token lacks the scope');
  return session;
}

/** What names a token must not lie in any cache on the way. */
const notStored: onRequestAsyncHookHandler = async (_request, reply) => {
  reply.header('Cache-Control', 'no-store');
};

export function registerAuthRoutes(app: FastifyInstance, auth: AuthService, wazoUuid: string): void {
  app.post(TOKEN_URL, { onRequest: notStored }, async (request, reply) => {
    const issued = await authenticate(auth, request);
    if (!issued) throw authError(401, 'Authentication Failed');
    reply.header('Wazo-Sessions-Revoked', issued.sessionsRevoked);
    const data = tokenData(issued.token, issued.session, wazoUuid);
    return { data: issued.refreshToken === undefined ? data : { ...data, refresh_token: issued.refreshToken } };
  });

  app.head<TokenRoute>(`${TOKEN_URL}/:token`, { onRequest: notStored }, async (request, reply) => {
    await readToken(auth, request);
    return reply.code(204).send();
  });

  app.get<TokenRoute>(`${TOKEN_URL}/:token`, { exposeHeadRoute: false, onRequest: notStored }, async (request) => {
    const session = await readToken(auth, request);
    return { data: tokenData(request.params.token, session, wazoUuid) };
  });

  app.delete<TokenRoute>(`${TOKEN_URL}/:token`, { onRequest: notStored }, async (request) => {
    await auth.revoke(request.params.token, request.ip);
    return { data: { message: 'success' } };
  });
}
