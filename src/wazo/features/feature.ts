import type { Capabilities } from '../../connection/connection.js';
import type { Feature } from '../../model/features.js';
import type { Wire } from '../wire.js';

export type CapabilityName = Feature & keyof Capabilities;

/** A feature that the chat asks a server for, beyond the stock requests. */
export interface FeatureModule<Name extends CapabilityName> {
  readonly name: Name;
  make(wire: Wire): NonNullable<Capabilities[Name]>;
}
