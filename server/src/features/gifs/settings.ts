/** The service that is asked for GIFs, in place of the embedded collection. */
export interface GifSettings {
  readonly provider: 'tenor' | 'giphy';
  /** Goes to the provider, and nowhere else. */
  readonly key: string;
  /** In place of the provider's public address: an origin. Its pictures may then come from there, too. */
  readonly origin?: string;
}
