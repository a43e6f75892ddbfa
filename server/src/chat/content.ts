import type { Input } from '../validation.js';

/** UTF-16 code units, which is what JavaScript counts on both sides. */
export const LONGEST_CONTENT = 20_000;

/** What a message says; anything but null, too long or not storable. Its problems are told by `input.check()`. */
export const readContent = (input: Input): string =>
  input.text('content', { required: true, max: LONGEST_CONTENT }) ?? '';
