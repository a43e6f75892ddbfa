import type { Enricher, Viewing } from './feature.js';

const merged = (parts: readonly object[]): object => Object.assign({}, ...parts) as object;

/** What all of them add where none knows anything. */
export const plainAdditions = (enrichers: readonly Enricher[]): object => merged(enrichers.map(({ plain }) => plain));

/** What all of them add to each of these messages or rooms, by uuid. */
export async function additions(
  uuids: readonly string[],
  enrichers: readonly Enricher[],
  viewing: Viewing,
): Promise<(uuid: string) => object> {
  const all: ((uuid: string) => object)[] = [];
  for (const enricher of enrichers) {
    const byUuid = await enricher.enrich(uuids, viewing);
    all.push((uuid) => byUuid.get(uuid) ?? enricher.plain);
  }
  return (uuid) => merged(all.map((addition) => addition(uuid)));
}
