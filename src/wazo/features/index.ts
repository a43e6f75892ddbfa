import type { Capabilities } from '../../connection/connection.js';
import type { Feature } from '../../model/features.js';
import type { Wire } from '../wire.js';
import { attachments } from './attachments.js';
import { changes } from './changes.js';
import { customEmoji } from './custom-emoji.js';
import type { CapabilityName, FeatureModule } from './feature.js';
import { gifs } from './gifs.js';
import { reactions } from './reactions.js';
import { receipts } from './receipts.js';

/** One row per feature that adds to `Connection.can`. */
const MODULES: { readonly [Name in CapabilityName]: FeatureModule<Name> } = {
  attachments,
  changes,
  custom_emoji: customEmoji,
  gifs,
  reactions,
  receipts,
};

/** What a server that serves these features can do. */
export function capabilities(wire: Wire, served: ReadonlySet<Feature>): Capabilities {
  const modules = Object.values(MODULES).filter(({ name }) => served.has(name));
  return Object.fromEntries(modules.map((module) => [module.name, module.make(wire)]));
}
