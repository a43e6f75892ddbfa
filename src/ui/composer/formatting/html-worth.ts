/** What Markdown has a sign for; a paragraph or a line's end is in the plain text as well. */
const WORTH =
  /<(?:table|ul|ol|li|h[1-6]|a\s|b\b|strong|i\b|em\b|s\b|del|strike|code|pre|kbd|samp|tt|blockquote|hr|input)|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|line-through|mso-list|white-space:\s*pre/i;
/** A longer one holds the page while it is read. */
const LONGEST = 2_000_000;

/** Whether HTML says more than the same as plain text does. Tells by a glance: whether it is so is seen when it is read. */
export function isWorthReading(html: string): boolean {
  return html.length <= LONGEST && WORTH.test(html);
}
