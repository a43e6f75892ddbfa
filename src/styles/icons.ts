import { nothing, svg, html, type TemplateResult } from 'lit';

/** Lucide's form of an icon: elements of a 24 × 24 picture. */
export type IconNode = readonly (readonly [tag: string, attributes: Readonly<Record<string, string | number>>])[];

/** A Lucide icon as svg, in the size and colour of the surrounding text; hidden from assistive technology. */
export function icon(node: IconNode): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${node.map(shape)}</svg>`;
}

function shape([tag, a]: IconNode[number]): TemplateResult<2> | typeof nothing {
  switch (tag) {
    case 'path':
      return svg`<path d=${a['d']}></path>`;
    case 'circle':
      return svg`<circle cx=${a['cx']} cy=${a['cy']} r=${a['r']}></circle>`;
    case 'line':
      return svg`<line x1=${a['x1']} y1=${a['y1']} x2=${a['x2']} y2=${a['y2']}></line>`;
    case 'polyline':
      return svg`<polyline points=${a['points']}></polyline>`;
    case 'rect':
      return svg`<rect x=${a['x']} y=${a['y']} width=${a['width']} height=${a['height']} rx=${a['rx'] ?? 0}></rect>`;
    default:
      return nothing;
  }
}
