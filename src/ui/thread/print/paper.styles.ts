import { css } from 'lit';

/** What is printed stands beside what is on screen; each is shown where it belongs. */
export const paperStyles = css`
  .paper {
    display: none;
  }

  @media print {
    .pane:has(~ .paper > *) {
      display: none;
    }

    .paper {
      display: block;
      color: black;
      font-size: 10pt;
    }

    .paper h2 {
      margin: 0 0 4pt;
      font-size: 16pt;
    }

    .paper h3 {
      margin: 14pt 0 0;
      font-size: 10pt;
      break-after: avoid;
    }

    .paper-head {
      margin: 0;
      break-after: avoid;
    }

    .paper-note {
      margin: 2pt 0;
      font-size: 9pt;
    }

    .paper-message.first {
      margin-block-start: 8pt;
    }

    .paper .md :is(pre, .md-table) {
      max-block-size: none;
      overflow: visible;
      white-space: pre-wrap;
    }
  }
`;
