import type { CSSResult } from 'lit';

/** Gives a shadow root rules that it needs from now on, once; elsewhere in the page there is nothing to give them to. */
export function adoptStyles(root: Node, styles: readonly CSSResult[]): void {
  if (!(root instanceof ShadowRoot)) return;
  const known = root.adoptedStyleSheets;
  const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []).filter((sheet) => !known.includes(sheet));
  if (sheets.length > 0) root.adoptedStyleSheets = [...known, ...sheets];
}
