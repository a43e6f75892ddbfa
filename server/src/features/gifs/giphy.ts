import { fieldsOf, isWhole, listOf, PAGE, pixelsOf, type Provider, type RemoteGif, textOf, titleOf } from './wire.js';

/** Characters that the service searches for. */
const LONGEST_SEARCH = 50;

/** GIPHY's API, version 1: https://developers.giphy.com/docs/api/endpoint */
export const giphy: Provider = {
  name: 'GIPHY',
  origin: 'https://api.giphy.com',
  hosts: ['giphy.com'],
  pagePath: ({ search, language, key, from }) => {
    const query = new URLSearchParams({ api_key: key, limit: String(PAGE), rating: 'g', offset: from ?? '0' });
    if (search) query.set('q', Array.from(search).slice(0, LONGEST_SEARCH).join(''));
    if (search) query.set('lang', language);
    return `/v1/gifs/${search ? 'search' : 'trending'}?${query.toString()}`;
  },
  gifPath: (id, key) => `/v1/gifs/${encodeURIComponent(id)}?api_key=${encodeURIComponent(key)}`,
  readPage: (answer, { from }) => {
    const { data, pagination } = fieldsOf(answer);
    const items = listOf(data, 'data');
    const end = Number(from ?? 0) + items.length;
    const hasMore = items.length > 0 && Number(fieldsOf(pagination)['total_count']) > end;
    return { gifs: items.map(readGif).filter(isWhole), next: hasMore ? String(end) : null };
  },
  readGif: (answer) => [readGif(fieldsOf(answer)['data'])].find(isWhole),
};

function readGif(value: unknown): RemoteGif {
  const { id, title, alt_text, images } = fieldsOf(value);
  const renditions = fieldsOf(images);
  // At most 2 MB, where there is one.
  const full = fieldsOf(renditions['downsized'] ?? renditions['original']);
  const preview = fieldsOf(renditions['fixed_width'] ?? full);
  return {
    id: textOf(id),
    title: titleOf(alt_text, title),
    full: textOf(full['url']),
    preview: textOf(preview['url']),
    width: pixelsOf(full['width']),
    height: pixelsOf(full['height']),
  };
}
