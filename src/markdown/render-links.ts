import { html, nothing, type TemplateResult } from 'lit';
import type { Image, Link } from 'mdast';
import type { RenderContext } from './context.js';
import { linkTitle, safePictureUrl, safeUrl } from './links.js';
import { picture } from './picture.js';
import { imagesIn, textOf } from './tree.js';

/** A link; or, where its destination must not be opened, its text and the destination in brackets. */
export function renderLink(link: Link, context: RenderContext): unknown {
  if (context.isInLink) return context.children(link, context);
  const href = safeUrl(link.url);
  const text = textOf(link);
  if (href === undefined) return [context.children(link, context), refusedDestination(link, text)];
  // The signs of an address mean nothing else, so that no `:x:` in it is an emoji; a picture would hide where a link leads.
  const emojiFor = link.data?.isLiteral ? undefined : context.emojiFor;
  const inside = { ...context, isInLink: true, emojiFor, pictureFor: undefined };
  const content = link.children.length === 0 ? link.url : context.children(link, inside);
  const pictures = imagesIn(link).map((image) => [' ', renderImage(image, context)]);
  const anchor = externalLink(href, linkTitle(text, href, link.title), content);
  // A button inside a link is invalid and out of reach: the pictures of a link follow it.
  return pictures.length === 0 ? anchor : [anchor, pictures];
}

/** A picture as a button that loads it, and a link that opens it elsewhere; inside a link only its description. */
export function renderImage(image: Image, context: RenderContext): unknown {
  const alt = image.alt ?? '';
  if (context.isInLink) return alt;
  const url = safePictureUrl(image.url);
  if (url === undefined) return [alt, refusedDestination(image, alt)];
  const { host } = new URL(url);
  const link = externalLink(url, linkTitle('', url, image.title), host);
  return html`<span class="md-image-group">${picture(url, alt, context.labels.image(alt))} ${link}</span>`;
}

function externalLink(href: string, title: string | undefined, content: unknown): TemplateResult {
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" title=${title ?? nothing}
    >${content}</a
  >`;
}

// What the author wrote must not get lost: it may be a path or an address that the reader can use by other means.
function refusedDestination({ url, title }: Link | Image, text: string): string {
  if (url === text || url === '') return '';
  const destination = title ? `${url} "${title}"` : url;
  return text === '' ? destination : ` (${destination})`;
}
