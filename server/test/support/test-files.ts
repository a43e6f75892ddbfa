import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskStorage } from '../../src/files/disk-storage.js';

export interface TestFiles {
  readonly files: DiskStorage;
  readonly folder: string;
  /** Removes all of them. */
  readonly drop: () => void;
}

/** A storage in a folder of its own. */
export function createFiles(): TestFiles {
  const folder = mkdtempSync(join(tmpdir(), 'wazo-files-'));
  return { files: new DiskStorage(folder), folder, drop: () => rmSync(folder, { recursive: true, force: true }) };
}
