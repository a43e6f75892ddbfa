import type { Feature } from '../../chat/feature.js';
import type { Context } from '../../context.js';
import { Collection } from './collection.js';
import { ProviderSource } from './provider-source.js';
import { registerGifRoutes } from './routes.js';

/** GIFs to choose from: our own, or those of a provider. They are sent as files. See docs/decisions/gifs.md. */
export function gifs(context: Context): Feature {
  const source = context.gifs ? new ProviderSource(context.gifs, context) : new Collection();
  return {
    name: 'gifs',
    register: (app, { auth }) => registerGifRoutes(app, source, auth),
  };
}
