import { css } from 'lit';

/**
 * The colours of code, on the sunken surface in light and dark: at least 4.5 to 1. Of forced colours there are none to
 * choose from.
 */
export const codeStyles = css`
  .md {
    --_code-comment: light-dark(#5c6370, #9aa1ad);
    --_code-keyword: light-dark(#8a2398, #d3a4f9);
    --_code-string: light-dark(#186a3b, #93cf9f);
    --_code-number: light-dark(#9a4a00, #efb07a);
    --_code-type: light-dark(#0b6076, #7ecbdf);
    --_code-name: light-dark(#1f55b5, #93bbfb);
    --_code-meta: light-dark(#6b5b00, #d6c577);
    --_code-inserted: light-dark(#186a3b, #93cf9f);
    --_code-deleted: light-dark(#b3261e, #ff9d94);
  }

  @media (forced-colors: none) {
    ::highlight(wazo-chat-code-comment) {
      color: var(--_code-comment);
    }
    ::highlight(wazo-chat-code-keyword) {
      color: var(--_code-keyword);
    }
    ::highlight(wazo-chat-code-string) {
      color: var(--_code-string);
    }
    ::highlight(wazo-chat-code-number) {
      color: var(--_code-number);
    }
    ::highlight(wazo-chat-code-type) {
      color: var(--_code-type);
    }
    ::highlight(wazo-chat-code-name) {
      color: var(--_code-name);
    }
    ::highlight(wazo-chat-code-meta) {
      color: var(--_code-meta);
    }
    ::highlight(wazo-chat-code-inserted) {
      color: var(--_code-inserted);
    }
    ::highlight(wazo-chat-code-deleted) {
      color: var(--_code-deleted);
    }
  }

  /* The browser would show them as it shows what is selected. */
  @media (forced-colors: active) {
    .md pre code {
      color: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
