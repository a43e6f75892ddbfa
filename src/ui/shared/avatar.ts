import { css, html, unsafeCSS, type CSSResult, type TemplateResult } from 'lit';
import { AVATAR_COLOURS, avatarColour, initials } from '../../model/user.js';

/** A disc with initials, in the person's colour. Decorative: the name always stands beside it. */
export function renderAvatar(uuid: string, name: string): TemplateResult {
  return html`<span class="avatar hue-${avatarColour(uuid)}" aria-hidden="true">${initials(name)}</span>`;
}

/** One too small, or too much covered by the next one, for more than a letter. */
export function renderSmallAvatar(uuid: string, name: string): TemplateResult {
  return renderAvatar(uuid, name.trim().split(/\s+/u)[0] ?? name);
}

/** Light discs with dark letters by day, the reverse by night: above 7:1 for every hue. */
export const avatarStyles: CSSResult = css`
  .avatar {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
    border-radius: var(--_radius);
    background: light-dark(oklch(91% 0.055 var(--_hue)), oklch(36% 0.07 var(--_hue)));
    color: light-dark(oklch(36% 0.1 var(--_hue)), oklch(93% 0.045 var(--_hue)));
    font-size: calc(var(--_avatar-size) * 0.38);
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }
  ${hues()}
`;

/** One text rather than a sheet per hue: every row of a thread adopts each sheet anew. */
function hues(): CSSResult {
  const rules = Array.from({ length: AVATAR_COLOURS }, (_, index) => {
    // Hues run past blue and green evenly, so that neighbours in the list differ.
    const hue = (index * 360) / AVATAR_COLOURS + 15;
    return `.hue-${index} { --_hue: ${hue}; }`;
  });
  return unsafeCSS(rules.join('\n'));
}
