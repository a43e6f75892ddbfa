/** Characters that cannot be seen, or turn the text beside them; all but those that emoji and some scripts are joined by. */
const HIDDEN =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu;
/** More marks than any language writes on a letter of a name; they would be drawn over the lines around. */
const PILE = /(\p{M}{4})\p{M}+/gu;
const VISIBLE = /[^\p{C}\p{Z}\p{M}]/u;

/**
 * A name of a person or a room as it can be shown anywhere: in lists, tooltips and labels. Empty when nothing of it can be
 * seen, so that the caller's next best name takes its place.
 */
export function visibleName(name: string): string {
  const shown = name.replace(/\s+/g, ' ').replace(HIDDEN, '').replace(PILE, '$1').replace(/\s+/g, ' ').trim();
  return VISIBLE.test(shown) ? shown : '';
}
