import { fieldsOf, isWhole, listOf, PAGE, pixelsOf, type Provider, type RemoteGif, textOf, titleOf } from './wire.js';

const FORMATS = 'gif,mediumgif,tinygif';

/** Regions that the service wants beside a language. */
const LOCALES: Readonly<Record<string, string>> = { en: 'en_US', fr: 'fr_FR' };

/** Tenor's API, version 2: https://developers.google.com/tenor/guides/endpoints */
export const tenor: Provider = {
  name: 'Tenor',
  origin: 'https://tenor.googleapis.com',
  hosts: ['tenor.com'],
  pagePath: ({ search, language, key, from }) => {
    const query = new URLSearchParams({ key, limit: String(PAGE), contentfilter: 'high', media_filter: FORMATS });
    const locale = LOCALES[language];
    if (locale) query.set('locale', locale);
    if (search) query.set('q', search);
    if (from) query.set('pos', from);
    return `/v2/${search ? 'search' : 'featured'}?${query.toString()}`;
  },
  gifPath: (id, key) => `/v2/posts?${new URLSearchParams({ key, ids: id, media_filter: FORMATS }).toString()}`,
  readPage: (answer) => {
    const { results, next } = fieldsOf(answer);
    const gifs = listOf(results, 'results').map(readGif).filter(isWhole);
    return { gifs, next: textOf(next) || null };
  },
  readGif: (answer) => listOf(fieldsOf(answer)['results'], 'results').map(readGif).find(isWhole),
};

function readGif(value: unknown): RemoteGif {
  const { id, content_description, title, media_formats } = fieldsOf(value);
  const formats = fieldsOf(media_formats);
  const full = fieldsOf(formats['mediumgif'] ?? formats['gif']);
  const preview = fieldsOf(formats['tinygif'] ?? formats['gif']);
  const [width, height] = Array.isArray(full['dims']) ? (full['dims'] as unknown[]) : [];
  return {
    id: textOf(id),
    title: titleOf(content_description, title),
    full: textOf(full['url']),
    preview: textOf(preview['url']),
    width: pixelsOf(width),
    height: pixelsOf(height),
  };
}
