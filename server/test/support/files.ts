import { readdir } from 'node:fs/promises';
import { type Answer, type Client, ROOMS } from './client.js';

/** Uploads a file as a page does. */
export async function upload(
  client: Client,
  token: string | undefined,
  room: string,
  name: string,
  content: string | Uint8Array,
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const encoded = new Response(form);
  const raw = new Uint8Array(await encoded.arrayBuffer());
  const headers = { 'Content-Type': encoded.headers.get('content-type') ?? '' };
  return client.send('POST', `${ROOMS}/${room}/attachments`, { token, raw, headers });
}

/** Reads a file at the address that the server has given. */
export function download(client: Client, url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(client.url + url, { headers: { Origin: 'https://app.example', ...headers } });
}

/** The names of all files in the storage. */
export async function keptFiles(folder: string): Promise<string[]> {
  const entries = await readdir(`${folder}/kept`, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
