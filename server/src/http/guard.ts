import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { AuthService } from '../auth/service.js';
import type { Session } from '../auth/session.js';
import { type ApiError, chatdError, notFound } from '../errors.js';
import { isUuid } from '../validation.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose request it is; set by the guard, so that routes without one must not read it. */
    session: Session;
  }
}

/** The headers' value, '' when absent: Wazo names the token that it refused. */
const header = (request: FastifyRequest, name: string): string => String(request.headers[name] ?? '');

function unauthorized(token: string, reason: string, requiredAccess: string, tenant?: string | null): ApiError {
  const details = { invalid_token: token, reason, required_access: requiredAccess };
  return chatdError(
    401,
    'unauthorized',
    'Unauthorized',
    tenant === undefined ? details : { ...details, tenant_uuid: tenant },
  );
}

type Parameters = Readonly<Record<string, string>>;

/**
 * Fills `chatd.users.:me.rooms.:room.messages.read` with the path's parameters, `:me` with that called `user`.
 * @throws ApiError 404 for a parameter that is no uuid (`:me` may also be the word)
 */
function requiredAccess(template: string, parameters: Parameters): string {
  return template.replace(/:(\w+)/g, (_, name: string) => {
    const value = (parameters[name === 'me' ? 'user' : name] ?? '').toLowerCase();
    if (!isUuid(value) && !(name === 'me' && value === 'me')) throw notFound();
    return value;
  });
}

/** Whether the path names the token's own user where it has to. */
function isAboutSelf(template: string, parameters: Parameters, session: Session): boolean {
  const user = parameters['user']?.toLowerCase();
  return !template.includes(':me') || user === 'me' || user === session.userUuid;
}

/**
 * Lets a request through when its token allows `template`, an access with the path's parameters in it. In place of
 * `:me` only `me` and the token's own user pass, whatever the token allows.
 */
export function guard(auth: AuthService, template: string): onRequestAsyncHookHandler {
  return async (request) => {
    const parameters = request.params as Parameters;
    const access = requiredAccess(template, parameters);
    const token = header(request, 'x-auth-token');
    const session = await auth.find(token, request.ip);
    if (!session) throw unauthorized(token, 'not_found_or_expired', access);
    const tenant = header(request, 'wazo-tenant').toLowerCase() || null;
    const isForeign = tenant !== null && tenant !== session.tenantUuid;
    if (isForeign || !session.access.allows(access) || !isAboutSelf(template, parameters, session)) {
      throw unauthorized(token, 'missing_permission_or_invalid_tenant', access, tenant);
    }
    request.session = session;
  };
}

/** A parameter that the guard has seen to be a uuid, in lower case. */
export function uuidParameter(request: FastifyRequest, name: string): string {
  return ((request.params as Record<string, string>)[name] ?? '').toLowerCase();
}
