import { css } from 'lit';

/**
 * The one place where the public tokens (`--wazo-chat-*`, set by the host page) become the private properties (`--_*`)
 * that all inner elements use. Colours follow the `color-scheme` of the surroundings.
 */
export const tokens = css`
  :host {
    --_font-family: var(--wazo-chat-font-family, inherit);
    --_font-mono: var(--wazo-chat-font-mono, ui-monospace, monospace);
    --_font-size: var(--wazo-chat-font-size, 0.9375rem);
    --_font-size-small: var(--wazo-chat-font-size-small, 0.8125rem);
    --_font-size-tiny: calc(var(--_font-size-small) * 0.923);
    --_font-size-large: var(--wazo-chat-font-size-large, 1.0625rem);
    --_line-height: var(--wazo-chat-line-height, 1.45);

    --_space: var(--wazo-chat-space, 4px);
    --_radius: var(--wazo-chat-radius, 8px);
    --_radius-small: var(--wazo-chat-radius-small, 5px);
    --_radius-pill: var(--wazo-chat-radius-pill, 999px);
    --_list-width: var(--wazo-chat-list-width, 280px);
    --_avatar-size: var(--wazo-chat-avatar-size, 36px);

    --_surface: var(--wazo-chat-color-surface, light-dark(#ffffff, #1b1d21));
    --_surface-sunken: var(--wazo-chat-color-surface-sunken, light-dark(#f6f7f9, #15171a));
    --_surface-raised: var(--wazo-chat-color-surface-raised, light-dark(#ffffff, #25282d));
    --_surface-hover: var(--wazo-chat-color-surface-hover, light-dark(#f0f1f4, #2a2d33));
    --_text: var(--wazo-chat-color-text, light-dark(#1d2129, #e4e6ea));
    --_text-quiet: var(--wazo-chat-color-text-quiet, light-dark(#5c6370, #a0a6b1));
    --_border: var(--wazo-chat-color-border, light-dark(#e0e3e8, #34383f));
    --_border-strong: var(--wazo-chat-color-border-strong, light-dark(#858c99, #787f8c));
    --_accent: var(--wazo-chat-color-accent, light-dark(#2b5fd9, #4f7df0));
    --_accent-text: var(--wazo-chat-color-accent-text, light-dark(#2453c4, #8fb0ff));
    --_on-accent: var(--wazo-chat-color-on-accent, light-dark(#ffffff, #0b1020));
    --_accent-surface: var(--wazo-chat-color-accent-surface, light-dark(#e8effd, #23304f));
    --_own: var(--wazo-chat-color-own, light-dark(#f4f7fe, #1f2530));
    --_danger: var(--wazo-chat-color-danger, light-dark(#b3261e, #ff8a80));
    --_danger-surface: var(--wazo-chat-color-danger-surface, light-dark(#fdecea, #3b2020));
    --_warning-surface: var(--wazo-chat-color-warning-surface, light-dark(#fff6dc, #3a3118));
    --_focus-ring: var(--wazo-chat-color-focus, light-dark(#2b5fd9, #8fb0ff));
    --_shadow: var(--wazo-chat-shadow, 0 4px 16px light-dark(rgb(20 25 40 / 16%), rgb(0 0 0 / 50%)));
    --_motion: 120ms;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;
