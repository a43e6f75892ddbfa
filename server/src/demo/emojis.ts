import { fileURLToPath } from 'node:url';
import type { SeedEmoji } from '../seed/seed.js';

/** `server/emojis`, from `server/src/demo` as from `server/dist/demo`; scripts/emojis has drawn them. */
const FOLDER = new URL('../../emojis/', import.meta.url);

const FILES = ['approved.png', 'hold_music.gif', 'on_hold.png', 'party_friend.gif'];

export const EMOJIS: readonly SeedEmoji[] = FILES.map((name) => ({
  shortcode: name.replace(/\.\w+$/, ''),
  file: fileURLToPath(new URL(name, FOLDER)),
}));
