import { html, type TemplateResult } from 'lit';
import { BARS } from './decoded.js';

/** Units between two bars, and the height of the highest. */
const STEP = 4;
const HEIGHT = 24;
/** Of what is not known: a line of dots. */
const FLAT: readonly number[] = new Array<number>(BARS).fill(0);

/**
 * Bars as high as a sound is loud, in two paths: a thread has many rows.
 *
 * @param peaks from 0 to 1; undefined: not known
 * @param part how much of it was heard, from 0 to 1
 */
export function renderWave(peaks: readonly number[] = FLAT, part = 0): TemplateResult {
  const heard = Math.round(peaks.length * part);
  return html`<svg
    class="wave"
    viewBox="0 0 ${peaks.length * STEP} ${HEIGHT}"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <path class="rest" d=${barsOf(peaks, heard, peaks.length)}></path>
    <path class="heard" d=${barsOf(peaks, 0, heard)}></path>
  </svg>`;
}

function barsOf(peaks: readonly number[], from: number, to: number): string {
  let path = '';
  for (let bar = from; bar < to; bar += 1) {
    const height = Math.max(2, Math.min(1, peaks[bar] ?? 0) * (HEIGHT - 4));
    path += `M${bar * STEP + STEP / 2} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`;
  }
  return path;
}
