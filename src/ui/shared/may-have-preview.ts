import type { LinkPreviewer } from '../../model/link-preview.js';
import { load } from '../lazy.js';

/** Beginnings of addresses over http. Whether they are links only the parser knows. */
const ADDRESS = /https?:\/\/|www\./i;

/** Whether there may be something to tell of a text's links; what finds out is loaded then. */
export function mayHavePreview(ask: LinkPreviewer | null, text: string): boolean {
  if (!ask || !ADDRESS.test(text)) return false;
  if (!customElements.get('wazo-chat-link-preview')) void load('linkPreview');
  return true;
}
