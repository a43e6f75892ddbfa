import type { Clock } from '../clock.js';
import { zonelessTimestamp } from '../timestamps.js';
import type { Bus, BusEvent, Delivery } from './bus.js';

function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= make());
}

/** What the envelopes of one event have in common. */
interface Shared {
  readonly data: () => string;
  readonly timestamp: () => string;
}

/** A bus within this process, for one server on one machine. */
export class InProcessBus implements Bus {
  readonly #receivers = new Set<(delivery: Delivery) => void>();
  readonly #originUuid: string;
  readonly #clock: Clock;

  constructor(originUuid: string, clock: Clock) {
    this.#originUuid = originUuid;
    this.#clock = clock;
  }

  publish(event: BusEvent): void {
    // The data is the large part and the same for all: it is serialised once for the whole room.
    const shared = {
      data: once(() => JSON.stringify(event.data)),
      timestamp: once(() => zonelessTimestamp(Math.floor(this.#clock.now() * 1000))),
    };
    for (const userUuid of event.recipients === 'tenant' ? ['*'] : event.recipients) {
      const delivery = this.#delivery(event, userUuid, shared);
      for (const receive of this.#receivers) receive(delivery);
    }
  }

  subscribe(receive: (delivery: Delivery) => void): () => void {
    this.#receivers.add(receive);
    return () => this.#receivers.delete(receive);
  }

  #delivery(event: BusEvent, userUuid: string, shared: Shared): Delivery {
    const requiredAcl = event.requiredAcl.replaceAll('{recipient}', userUuid);
    return {
      name: event.name,
      tenantUuid: event.tenantUuid,
      recipient: userUuid === '*' ? 'tenant' : { userUuid },
      requiredAcl,
      envelope: once(() => {
        const headers = this.#headers(event, userUuid, requiredAcl, shared.timestamp());
        return `${headers.slice(0, -1)},"data":${shared.data()}}`;
      }),
    };
  }

  #headers(event: BusEvent, userUuid: string, requiredAcl: string, timestamp: string): string {
    return JSON.stringify({
      tenant_uuid: event.tenantUuid,
      ...event.keys,
      name: event.name,
      [`user_uuid:${userUuid}`]: true,
      required_access: `event.${event.name}`,
      required_acl: requiredAcl,
      origin_uuid: this.#originUuid,
      timestamp,
    });
  }
}
