import { html, type TemplateResult } from 'lit';
import Sticker from 'lucide/dist/esm/icons/sticker.mjs';
import Clock from 'lucide/dist/esm/icons/clock.mjs';
import Coffee from 'lucide/dist/esm/icons/coffee.mjs';
import Flag from 'lucide/dist/esm/icons/flag.mjs';
import Hand from 'lucide/dist/esm/icons/hand.mjs';
import Hash from 'lucide/dist/esm/icons/hash.mjs';
import Lightbulb from 'lucide/dist/esm/icons/lightbulb.mjs';
import PawPrint from 'lucide/dist/esm/icons/paw-print.mjs';
import Plane from 'lucide/dist/esm/icons/plane.mjs';
import Smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import Volleyball from 'lucide/dist/esm/icons/volleyball.mjs';
import type { EmojiGroupId } from '../../emoji/emoji-data.js';
import type { Localize } from '../../i18n/localize.js';
import { icon, type IconNode } from '../../styles/icons.js';
import { moveFocus } from '../shared/toolbar.js';
import { SECTION_NAMES, type SectionId } from './sections.js';

export type CategoryId = Exclude<SectionId, 'results'>;

const ICONS: Readonly<Record<CategoryId, IconNode>> = {
  recent: Clock,
  smileys: Smile,
  people: Hand,
  animals: PawPrint,
  food: Coffee,
  travel: Plane,
  activities: Volleyball,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
  custom: Sticker,
};

export interface CategoryBarOptions {
  readonly hasRecent: boolean;
  /** Those that there are, in their order. */
  readonly groups: readonly EmojiGroupId[];
  readonly current: SectionId | undefined;
  readonly onSelect: (category: CategoryId) => void;
}

/** A toolbar of all categories: one tab stop, arrow keys within; the one in view is the current one. */
export function renderCategoryBar(localize: Localize, options: CategoryBarOptions): TemplateResult {
  const categories: readonly CategoryId[] = options.hasRecent ? ['recent', ...options.groups] : options.groups;
  const tabStop = categories.find((category) => category === options.current) ?? categories[0];
  return html`<div
    class="categories"
    role="toolbar"
    aria-label=${localize.term('emojiCategories')}
    @keydown=${moveFocus}
  >
    ${categories.map((category) => renderCategory(localize, category, category === tabStop, options))}
  </div>`;
}

function renderCategory(
  localize: Localize,
  category: CategoryId,
  isTabStop: boolean,
  options: CategoryBarOptions,
): TemplateResult {
  const name = localize.term(SECTION_NAMES[category]);
  return html`<button
    type="button"
    class="category"
    tabindex=${isTabStop ? 0 : -1}
    aria-label=${name}
    title=${name}
    aria-current=${options.current === category ? 'true' : 'false'}
    @click=${() => options.onSelect(category)}
  >
    ${icon(ICONS[category])}
  </button>`;
}
