import { resolve } from 'node:path';
import type { Seed } from './seed.js';

/** The seed with whole paths in place of those that begin at the folder of its file. */
export function filesFrom(folder: string, { tenants }: Seed): Seed {
  return {
    tenants: tenants.map((tenant) => {
      if (!tenant.emojis) return tenant;
      return { ...tenant, emojis: tenant.emojis.map((emoji) => ({ ...emoji, file: resolve(folder, emoji.file) })) };
    }),
  };
}
