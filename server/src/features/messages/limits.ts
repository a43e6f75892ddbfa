/** UTF-16 code units, which is what JavaScript counts on both sides. */
export const LONGEST_CONTENT = 20_000;
/** Code points, as chatd's varchar counts. */
export const LONGEST_ALIAS = 256;
export const DEFAULT_PAGE = 100;
export const LONGEST_PAGE = 1000;
