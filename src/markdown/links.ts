const LINK = /^(?:https?:\/\/[^/]|mailto:.|tel:.|sips?:.)/i;
const PICTURE = /^https?:/;
// A browser drops tabs and line breaks inside a URL (`java\tscript:`), so that what we tested is not what it opens.
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

/**
 * The URL to open for a link's destination, or undefined when it must not be one: only http, https, mailto, tel
 * and sip pass. Relative and protocol-relative destinations would point into the page that embeds the chat, so they do not.
 */
export function safeUrl(destination: string): string | undefined {
  if (!LINK.test(destination) || CONTROL_CHARACTER.test(destination)) return undefined;
  try {
    // Its serialisation shows what is opened: a Cyrillic look-alike becomes `xn--…`, bidi controls become `%e2%80%ae`.
    return new URL(destination).href;
  } catch {
    return undefined;
  }
}

/** The URL of a remote picture, or undefined when it is not http or https. */
export function safePictureUrl(destination: string): string | undefined {
  const url = safeUrl(destination);
  return url !== undefined && PICTURE.test(url) ? url : undefined;
}

/**
 * The tooltip of a link: the author's title, and the real URL unless the text says just that.
 * Without it `[https://bank.example](https://evil.example)` would hide where it leads.
 */
export function linkTitle(text: string, href: string, authorTitle: string | null | undefined): string | undefined {
  const lines = authorTitle ? [authorTitle] : [];
  if (!saysUrl(text, href)) lines.push(href);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function saysUrl(text: string, href: string): boolean {
  const spelled = [text, `${text}/`, `http://${text}`, `http://${text}/`, `mailto:${text}`, `tel:${text}`];
  return spelled.includes(href);
}
