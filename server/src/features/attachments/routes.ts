import type { MultipartFile } from '@fastify/multipart';
import multipart from '@fastify/multipart';
import contentDisposition from 'content-disposition';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import parseRange from 'range-parser';
import type { AuthService } from '../../auth/service.js';
import { invalidData, unreadableBody } from '../../errors.js';
import { FileMissing } from '../../files/storage.js';
import { guard, uuidParameter } from '../../http/guard.js';
import { isUuid, problems, queryInput } from '../../validation.js';
import { isShownInline } from './content-type.js';
import { type AttachmentService, type Readout, type SignedRequest, unknownAttachment } from './service.js';
import { ATTACHMENTS } from './signed-url.js';

const ROOM = '/api/chatd/1.0/users/:user/rooms/:room/attachments';

/** Nothing in a file can run, load or reach the page that it is opened beside. */
const POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

export interface RouteOptions {
  readonly service: AttachmentService;
  readonly auth: AuthService;
  /** Bytes of a file at most. */
  readonly size: number;
}

export function registerAttachmentRoutes(app: FastifyInstance, { service, auth, size }: RouteOptions): void {
  void app.register(async (scope) => {
    const limits = { files: 1, fields: 4, fieldSize: 1_024, parts: 5, headerPairs: 20, fileSize: size };
    await scope.register(multipart, { limits, throwFileSizeLimit: false });

    const access = guard(auth, 'chatd.users.:me.rooms.:room.attachments.create');
    scope.post(ROOM, { onRequest: access, config: { body: 'bytes' } }, async (request, reply) => {
      const created = await upload(service, request);
      return reply.code(201).send(created);
    });

    // The name is for who saves it; as a parameter it could not be longer than 100 characters.
    const url = `${ATTACHMENTS}/:attachment/*`;
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      answer(request, reply, await service.read(signedRequest(request)));
    // Fastify's own HEAD would read all of the file.
    scope.route({ method: ['GET', 'HEAD'], url, exposeHeadRoute: false, handler });
  });
}

/** @throws ApiError 400 without a file */
async function upload(service: AttachmentService, request: FastifyRequest): Promise<object> {
  const file = await nextFile(request);
  if (!file) throw invalidData({ file: problems.required });
  try {
    return await service.upload(request.session, uuidParameter(request, 'room'), {
      name: nameOf(file),
      content: file.file,
      isTooLarge: () => file.file.truncated,
    });
  } catch (error) {
    // A browser that is still sending hears an answer only when all of it was taken; `store` has, where it came to that.
    file.file.resume();
    throw isMalformed(error) ? unreadableBody() : error;
  }
}

/** A part may have none, whatever its type says. */
function nameOf({ filename }: { readonly filename?: string }): string {
  return filename ?? '';
}

/** Whether the body broke off or is no form: what is known by the parser only, which has no words of ours for it. */
function isMalformed(error: unknown): boolean {
  return error instanceof Error && /multipart|premature|aborted/i.test(error.message);
}

async function nextFile(request: FastifyRequest): Promise<MultipartFile | undefined> {
  // A body that is none was refused before; one without a boundary is not.
  if (!request.isMultipart()) throw invalidData({ file: problems.required });
  const file = await request.file().catch((error: unknown) => {
    request.raw.unpipe();
    request.raw.resume();
    throw isMalformed(error) ? unreadableBody() : error;
  });
  if (file?.fieldname === 'file') return file;
  file?.file.resume();
  return undefined;
}

/** @throws ApiError 404 */
function signedRequest(request: FastifyRequest): SignedRequest {
  const uuid = (request.params as { attachment: string }).attachment.toLowerCase();
  const input = queryInput(request.query);
  const [expires, signature] = [Number(input.get('expires')), input.get('signature')];
  if (!isUuid(uuid) || !Number.isSafeInteger(expires) || typeof signature !== 'string') throw unknownAttachment(uuid);
  return { uuid, expires, signature };
}

async function answer(request: FastifyRequest, reply: FastifyReply, readout: Readout): Promise<FastifyReply> {
  const { attachment, sha256, open } = readout;
  const { size, name, content_type: type } = attachment;
  const tag = `"${Buffer.from(sha256).toString('base64url')}"`;
  const range = rangeOf(request, size, tag);
  if (range === 'none') return reply.code(416).header('Content-Range', `bytes */${size}`).send();
  const isKnown = request.headers['if-none-match'] === tag;
  const hasBody = request.method !== 'HEAD' && !isKnown;
  const content = hasBody ? await opened(attachment.uuid, () => open(range)) : undefined;
  // Only now: what is said of a file is not said of an error, which nobody may keep.
  describe(reply, { tag, type, name });
  if (isKnown) return reply.code(304).send();
  if (range) reply.code(206).header('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  reply.header('Content-Length', range ? range.end - range.start + 1 : size);
  return reply.send(content);
}

/** @throws ApiError 404 when the storage has lost it */
async function opened(uuid: string, open: () => Promise<Readable>): Promise<Readable> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof FileMissing ? unknownAttachment(uuid) : error;
  }
}

function describe(reply: FastifyReply, { tag, type, name }: { tag: string; type: string; name: string }): void {
  const isInline = isShownInline(type);
  reply.headers({
    'Content-Type': isInline ? type : 'application/octet-stream',
    'Content-Disposition': contentDisposition(name, { type: isInline ? 'inline' : 'attachment' }),
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=21600, immutable',
    'Accept-Ranges': 'bytes',
    ETag: tag,
  });
}

/** The part that is asked for; undefined for all, `none` for one beyond its end. */
function rangeOf(
  request: FastifyRequest,
  size: number,
  tag: string,
): { start: number; end: number } | undefined | 'none' {
  const { range, 'if-range': condition } = request.headers;
  if (range === undefined || (condition !== undefined && condition !== tag)) return undefined;
  const ranges = parseRange(size, range);
  if (ranges === -1) return 'none';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  return ranges[0];
}
