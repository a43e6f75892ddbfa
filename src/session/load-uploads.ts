import type * as Uploading from './uploads.js';

let uploading: typeof Uploading | undefined;

/** What brings files to the server, once it is there. */
export function loadedUploads(): typeof Uploading | undefined {
  return uploading;
}

/** Loads it: who reads, or writes texts, need not wait for it. Rejects when it cannot be loaded; the next call tries again. */
export async function loadUploads(): Promise<typeof Uploading> {
  return (uploading ??= await import('./uploads.js'));
}
