import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../context.js';
import { ProviderFailure } from './failures.js';
import { giphy } from './giphy.js';
import { PictureProxy } from './picture-proxy.js';
import { ProviderApi } from './provider-api.js';
import type { GifSettings } from './settings.js';
import {
  FILE_NAMES,
  type Gif,
  type GifPage,
  type GifQuery,
  type GifSource,
  type Picture,
  type PictureRequest,
  PICTURES,
  type Rendition,
  unknownGif,
} from './source.js';
import { tenor } from './tenor.js';
import type { Provider, RemoteGif } from './wire.js';

const PROVIDERS: Readonly<Record<GifSettings['provider'], Provider>> = { tenor, giphy };

/** GIFs of Tenor or GIPHY. Browsers talk to this server only: it asks for them, and hands their pictures on. */
export class ProviderSource implements GifSource {
  readonly #provider: Provider;
  readonly #api: ProviderApi;
  readonly #proxy: PictureProxy;
  readonly #context: Pick<Context, 'fileSecret' | 'log'>;

  constructor(settings: GifSettings, context: Pick<Context, 'clock' | 'fileSecret' | 'log'>) {
    this.#provider = PROVIDERS[settings.provider];
    this.#context = context;
    this.#api = new ProviderApi(this.#provider, settings, context.clock);
    this.#proxy = new PictureProxy({ hosts: this.#provider.hosts, origin: settings.origin, clock: context.clock });
  }

  async list({ search, limit, offset, language }: GifQuery): Promise<GifPage> {
    return this.#said('Searching for GIFs', async () => {
      const { gifs, isComplete } = await this.#api.results(search.trim(), language, offset + limit);
      const items = gifs.slice(offset, offset + limit).map((gif) => this.#toGif(gif));
      // One more than is known, where there is more.
      return { items, total: isComplete ? gifs.length : Math.max(gifs.length, offset + limit + 1) };
    });
  }

  async picture({ id, rendition, signature }: PictureRequest): Promise<Picture> {
    // Else everybody could have the server load whatever the provider has.
    if (!this.#isGenuine(id, rendition, signature)) throw unknownGif(id);
    return this.#said('A GIF', async () => this.#proxy.read(`${id} ${rendition}`, (await this.#find(id))[rendition]));
  }

  async #find(id: string): Promise<RemoteGif> {
    try {
      return await this.#api.gif(id);
    } catch (error) {
      throw error instanceof ProviderFailure && error.kind === 'missing' ? unknownGif(id) : error;
    }
  }

  #toGif({ id, title, width, height }: RemoteGif): Gif {
    return { id, title, url: this.#urlOf(id, 'full'), preview_url: this.#urlOf(id, 'preview'), width, height };
  }

  #urlOf(id: string, rendition: Rendition): string {
    return `${PICTURES}/${id}/${FILE_NAMES[rendition]}?signature=${this.#sign(id, rendition).toString('base64url')}`;
  }

  #isGenuine(id: string, rendition: Rendition, signature: string): boolean {
    const [given, right] = [Buffer.from(signature, 'base64url'), this.#sign(id, rendition)];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  #sign(id: string, rendition: Rendition): Buffer {
    const { fileSecret } = this.#context;
    return createHmac('sha256', fileSecret).update(`gif ${this.#provider.name} ${id} ${rendition}`).digest();
  }

  /** What fails is an answer for who asked, and a line in the log for who can do something about it. */
  async #said<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      this.#context.log(`${what}: ${this.#provider.name} ${error.message}`, error.kind);
      throw error.toApiError();
    }
  }
}
