/** The Latin letter of a key: on a Russian or Greek keyboard, that of its place. */
export function letterOf({ key, code }: KeyboardEvent): string {
  return /^[ -\u024F]$/u.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase();
}
