import { readFile } from 'node:fs/promises';
import type { SeedFile } from '../features/attachments/seed.js';

/** `server/demo-files`, from `server/src/seed` as from `server/dist/seed`; scripts/demo-files has made them. */
const FOLDER = new URL('../../demo-files/', import.meta.url);

/** @throws Error when there is none of that name */
export async function demoFile(name: string): Promise<SeedFile> {
  if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`"${name}" is no name of a file of the demo`);
  const content = await readFile(new URL(name, FOLDER)).catch((error: unknown) => {
    throw new Error(`There is no file "${name}" in the demo`, { cause: error });
  });
  return { name, content };
}
