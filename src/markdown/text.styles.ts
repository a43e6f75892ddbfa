import { css } from 'lit';

/** For texts within the element with class `md`; see markdown.styles.ts. */
export const textStyles = css`
  .md {
    --_md-line: var(--_border, color-mix(in srgb, currentColor 22%, transparent));
    --_md-sunken: var(--_surface-sunken, color-mix(in srgb, currentColor 7%, transparent));
    --_md-quiet: var(--_text-quiet, color-mix(in srgb, currentColor 75%, transparent));
    --_md-radius: var(--_radius-small, 4px);
    --_md-head: 26px;
    --_md-mono: var(--_font-mono, ui-monospace, monospace);
    white-space: normal;
    overflow-wrap: anywhere;
  }

  .md > :first-child,
  .md > .md-unbroken > :first-child {
    margin-block-start: 0;
  }

  .md > :last-child,
  .md > .md-unbroken > :last-child {
    margin-block-end: 0;
  }

  .md :is(p, ul, ol, blockquote, .md-code, .md-table) {
    margin-block: 0 8px;
    margin-inline: 0;
  }

  /* Each paragraph, item and cell reads in the direction of its own first letter. */
  .md :is(p, li, th, td) {
    unicode-bidi: plaintext;
    text-align: start;
  }

  /* Blanks and tabs stand for something: columns, indentation. */
  .md :is(p, li, th, td) {
    white-space: pre-wrap;
    tab-size: 4;
  }

  .md :is(ul, ol, table, blockquote) {
    white-space: normal;
  }

  /* Marks in a pile stay within their line, whatever they cover in it. */
  .md .md-pile {
    display: inline-block;
    block-size: 1lh;
    overflow: clip;
    vertical-align: bottom;
  }

  .md .md-unbroken {
    font-kerning: none;
  }

  .md strong {
    font-weight: 600;
  }

  .md .md-heading {
    margin-block: 12px 4px;
    font-weight: 600;
    line-height: 1.3;
  }

  .md .md-heading-1 {
    font-size: 1.25em;
  }

  .md .md-heading-2 {
    font-size: 1.125em;
  }

  .md :is(.md-heading-5, .md-heading-6) {
    color: var(--_md-quiet);
  }

  /* Somebody, or a room, that is named; the reader stands out. */
  .md .md-mention {
    padding-inline: 0.15em;
    border-radius: var(--_md-radius);
    background: var(--_accent-surface, color-mix(in srgb, currentColor 12%, transparent));
    color: var(--_accent-text, LinkText);
    overflow-wrap: anywhere;
    box-decoration-break: clone;
  }

  .md .md-mention[tabindex] {
    cursor: pointer;
  }

  .md .md-mention[tabindex]:hover {
    text-decoration: underline;
  }

  .md .md-mention-me {
    background: var(--_accent, Mark);
    color: var(--_on-accent, MarkText);
    font-weight: 600;
  }

  .md a,
  .md .md-image {
    color: var(--_accent-text, LinkText);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 2px;
  }

  /* What a link's text does to the writing direction ends with it. */
  .md a {
    unicode-bidi: isolate;
  }

  .md :is(a, .md-image):hover {
    text-decoration-thickness: 2px;
  }

  .md :is(a, .md-image, .md-mention, .md-spoiler, pre, .md-table):focus-visible {
    outline: 2px solid var(--_accent-text, Highlight);
    outline-offset: 1px;
    border-radius: var(--_md-radius);
  }

  .md :is(ul, ol) {
    padding-inline-start: 24px;
  }

  /* A number stands outside the text, in the room that its digits need. */
  .md ol[data-digits] {
    padding-inline-start: calc(3ch + 18px);
  }

  .md ol:is([data-digits='4'], [data-digits='5']) {
    padding-inline-start: calc(5ch + 18px);
  }

  .md ol:is([data-digits='6'], [data-digits='7']) {
    padding-inline-start: calc(7ch + 18px);
  }

  .md ol:is([data-digits='8'], [data-digits='9'], [data-digits='10']) {
    padding-inline-start: calc(10ch + 18px);
  }

  .md li > :is(ul, ol) {
    margin-block-end: 0;
  }

  .md li + li {
    margin-block-start: 2px;
  }

  .md .md-task {
    list-style: none;
  }

  .md .md-task > input {
    inline-size: 14px;
    block-size: 14px;
    margin-block: 0;
    margin-inline: -20px 2px;
    vertical-align: -2px;
  }

  .md blockquote {
    padding-inline-start: 12px;
    border-inline-start: 3px solid var(--_md-line);
    color: var(--_md-quiet);
  }

  .md blockquote > :last-child {
    margin-block-end: 0;
  }

  .md .md-spoiler {
    border-radius: var(--_md-radius);
    background: color-mix(in srgb, currentColor 10%, transparent);
  }

  .md .md-spoiler.hidden {
    outline: 1px solid var(--_md-quiet);
    background: var(--_md-quiet);
    cursor: pointer;
    user-select: none;
  }

  /* Emoji have colours of their own. */
  .md .md-spoiler.hidden > span {
    opacity: 0;
  }

  .md .md-table {
    max-inline-size: 100%;
    overflow-x: auto;
  }

  .md table {
    border-collapse: collapse;
    overflow-wrap: normal;
  }

  .md :is(th, td) {
    padding: 4px 8px;
    border: 1px solid var(--_md-line);
    vertical-align: top;
  }

  .md :is(thead td, th) {
    background: var(--_md-sunken);
    font-weight: 600;
  }

  .md [data-align='center'] {
    text-align: center;
  }

  .md [data-align='right'] {
    text-align: end;
  }

  .md hr {
    margin-block: 12px;
    border: 0;
    border-block-start: 1px solid var(--_md-line);
  }

  .md .md-image {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }

  .md .md-image-group > a {
    color: var(--_md-quiet);
    font-size: 0.85em;
  }

  .md .md-picture {
    display: block;
    max-inline-size: 100%;
    max-block-size: 320px;
    margin-block: 4px;
    border-radius: var(--_md-radius);
  }
`;
