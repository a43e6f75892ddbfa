/** Code points, as chatd's varchar counts. */
export const LONGEST_ALIAS = 256;
export const DEFAULT_PAGE = 100;
export const LONGEST_PAGE = 1000;
