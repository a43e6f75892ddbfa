import type { Seed } from '../seed/seed.js';
import { EMOJIS } from './emojis.js';
import { PEOPLE } from './people.js';
import { ROOMS } from './rooms.js';

/** The tenant that `--demo` starts with. */
export const DEMO_SEED: Seed = {
  tenants: [
    { uuid: 'de300000-0000-4000-8000-000000000000', name: 'Demo', users: PEOPLE, rooms: ROOMS, emojis: EMOJIS },
  ],
};
