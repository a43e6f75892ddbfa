/** `text` for comparing in a search: without case, accents and ligatures, so that "cote" finds "Côté", "coeur" "cœur". */
export function fold(text: string): string {
  // Most names are such, and thousands are folded at once.
  if (!/[^\x20-\x7e]/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}
