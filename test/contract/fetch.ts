import type { Rest } from './rest.js';

/**
 * Makes `fetch` trust the target's CA: Node reads the CAs of its own only when it starts, and the adapter under test must
 * not know about any.
 */
export function fetchThrough(rest: Rest): typeof fetch {
  const direct = globalThis.fetch;
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.origin !== rest.origin) return direct(request);
    const raw = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
    const headers = Object.fromEntries(request.headers);
    const call = { headers, signal: request.signal, ...(raw ? { raw } : {}) };
    const { status, headers: answered, text } = await rest.request(request.method, url.pathname + url.search, call);
    const type = answered['content-type'];
    // A Response of one of these statuses may not even have an empty body.
    const body = [204, 205, 304].includes(status) ? null : text;
    return new Response(body, { status, headers: type === undefined ? {} : { 'content-type': type } });
  };
}
