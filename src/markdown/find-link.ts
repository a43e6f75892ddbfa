import { safeUrl } from './links.js';

/** What an address without any markup leads to, and where it ends. */
export interface FoundLink {
  readonly length: number;
  readonly url: string;
}

/** No address holds these (`](` ends the text of a link), or none that a person would not write otherwise: brackets and punctuation of Chinese, quotes. */
const END =
  /\]\(|[\s<>"`|\p{Cc}\u3001\u3002\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff61\uff64\u3008-\u3011\u3014-\u301f“”„‟«»‹›]/u;
const TRAILING = "?!.,:;*_~'’‘…";
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const WEB = /^https?:\/\/(?:[\p{L}\p{N}]|\[[\da-f:.]+\]|[^\s/@]+@[\p{L}\p{N}])/iu;
const WWW = /^www\.[\p{L}\p{N}][\p{L}\p{N}-]*\.?[\p{L}\p{N}]/iu;
const SIP = /^sips?:[\w.+*#%-]+(?:@[\w.-]*\w(?::\d+)?)?/i;
const TEL = /^tel:\+?[\d().-]*\d{2}[\d().*#-]*/i;
const MAIL =
  /^(?:mailto:)?[\w.+-]*[\w+-]@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?![\p{L}\p{N}_@/-]|:\S)/iu;

/** The address with which a text begins. A phone is `tel:`, an account of telephony `sip:`. */
export function findLink(text: string): FoundLink | undefined {
  const [run = ''] = text.split(END, 1);
  if (WEB.test(run)) return linkTo(withoutTrail(run), '');
  if (WWW.test(run)) return linkTo(withoutTrail(run), 'http://');
  const [phone] = SIP.exec(run) ?? TEL.exec(run) ?? [];
  if (phone !== undefined) return linkTo(withoutTrail(phone), '');
  const [mail] = MAIL.exec(run) ?? [];
  if (mail === undefined) return undefined;
  return linkTo(mail, /^mailto:/i.test(mail) ? '' : 'mailto:');
}

function linkTo(address: string, prefix: string): FoundLink | undefined {
  const url = prefix + address;
  return safeUrl(url) === undefined ? undefined : { length: address.length, url };
}

/** Without what ends the sentence around it, or brackets that were opened before it. */
function withoutTrail(address: string): string {
  const unopened = new Map<string, number>();
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1);
    if (TRAILING.includes(last)) continue;
    const left = unopened.get(last) ?? unopenedIn(address, last);
    if (left <= 0) break;
    unopened.set(last, left - 1);
  }
  return address.slice(0, end);
}

/** How many brackets of a kind close what an address has not opened; none for what is no closing bracket. */
function unopenedIn(address: string, closing: string): number {
  const opening = OPENING[closing];
  return opening === undefined ? 0 : countOf(address, closing) - countOf(address, opening);
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}
