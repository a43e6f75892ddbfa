/** What a template draws, as a short markup that reads well: without attributes, but for links and numbers. */
const SHORT: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/<span class="md-spoiler"[^]*?>\s*>?<span>([^]*?)<\/span>\s*<\/span\s*>/g, '<spoiler>$1</spoiler>'],
  // The frame around a block of code and its language is left out.
  [/<div class="md-code" dir="ltr">([^]*?)<pre[^>]*>/g, '<pre>$1'],
  [/<\/pre>\s*<\/div>/g, '</pre>'],
  [/ dir=(?:ltr|rtl)?(?=[ >])/g, ''],
  [/ (?:value|data-digits|data-align|title)=(?=[ >])/g, ''],
  [/<(\/?)strong>/g, '<$1b>'],
  [/<(\/?)em>/g, '<$1i>'],
  [/<(\/?)del>/g, '<$1s>'],
  [/<br \/>/g, '<br>'],
  [/<hr \/>/g, '<hr>'],
  [/<input[^>]*\?checked=true[^>]*>/g, '☑'],
  [/<input[^>]*>/g, '☐'],
  [/<a\s+href=(\S+) [^>]*>/g, '<a $1>'],
  [/<li(?: class="md-task")? value=(\d+)>/g, '<li $1>'],
  [/<p class=md-heading[^>]*>/g, '<h>'],
  [/<(p|li|pre|ul|ol|blockquote|table|tr|td|th|code|span|div)(?! \d+>)\s[^>]*?>/g, '<$1>'],
  [/(<\/?(?:ul|ol|table|thead|tbody|tr|div)>)\s+/g, '$1'],
  [/\s+(<\/?(?:ul|ol|table|thead|tbody|tr|div|li)\b)/g, '$1'],
  [/<\/a\s+>/g, '</a>'],
];

interface Template {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

function isTemplate(value: unknown): value is Template {
  return typeof value === 'object' && value !== null && 'strings' in value;
}

/** What is drawn part by part: as if all parts were there. */
function isGradual(value: unknown): value is { readonly values: readonly [readonly (() => unknown)[]] } {
  if (typeof value !== 'object' || value === null || !('_$litDirective$' in value) || !('values' in value))
    return false;
  const [parts] = value.values as readonly unknown[];
  return Array.isArray(parts) && parts.every((part) => typeof part === 'function');
}

/**
 * The strings and values of a template, as one text; `map` is applied to the values that are written text. What is hidden
 * until one reveals it is not said where `hides`.
 */
function sourceOf(value: unknown, map: (text: string) => string, hides = false): string {
  if (Array.isArray(value)) return value.map((part) => sourceOf(part, map, hides)).join('');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return map(String(value));
  if (isGradual(value))
    return sourceOf(
      value.values[0].map((draw) => draw()),
      map,
      hides,
    );
  if (!isTemplate(value)) return '';
  if (hides && value.strings[0]?.includes('md-spoiler')) return map('▒▒▒');
  return value.strings.map((text, index) => text + sourceOf(value.values[index], map, hides)).join('');
}

export function drawnMarkup(template: unknown): string {
  return SHORT.reduce(
    (markup, [pattern, replacement]) => markup.replace(pattern, replacement),
    sourceOf(template, (text) => text),
  );
}

/** The words that a template draws: what stands in its elements, and not in their attributes. */
export function drawnText(template: unknown): string {
  const open = '\ue000';
  const close = '\ue001';
  const marked = sourceOf(template, (text) => `${open}${text}${close}`, true);
  // Whatever stands in a tag is an attribute; signs in a value are none of a tag.
  let text = '';
  let isTag = false;
  let isValue = false;
  for (const character of marked) {
    if (character === open || character === close) isValue = character === open;
    else if (!isValue && (character === '<' || character === '>')) isTag = character === '<';
    else if (!isTag) text += character;
  }
  return text;
}
