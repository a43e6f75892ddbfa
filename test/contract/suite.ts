import test from 'node:test';
import { target } from './target.js';
import type { Person } from './person.js';
import type { Role } from './logins.js';

type Body = (...people: Person[]) => Promise<void>;

interface Needs {
  /** Logged in before the test, and given to it in this order. */
  readonly as?: readonly Role[];
  /** A feature of the extension. */
  readonly feature?: string;
  /** A feature of the extension that changes what the test is about. */
  readonly without?: string;
  /** Whether it is about the project's own promises, beyond those of a stock Wazo. */
  readonly extended?: boolean;
  /** Whether it must reach behind the server, into its database. */
  readonly inProcess?: boolean;
}

interface Deviation {
  readonly as?: readonly Role[];
  /** Why the project's server does not do as stock Wazo does. */
  readonly why: string;
  readonly stock: Body;
  readonly ours: Body;
}

interface Area {
  /** A test of the contract; skipped, with the reason, where the target lacks what it needs. */
  readonly contract: (what: string, needs: Needs, body: Body) => void;
  /** Where the project's server differs from a stock Wazo on purpose: each kind of target must do its own thing. */
  readonly deviation: (what: string, deviation: Deviation) => void;
}

/** The tests of one part of the contract; `name` is put before theirs. */
export function area(name: string): Area {
  return {
    contract: (what, needs, body) => {
      register(`${name}: ${what}`, lacking(needs), needs.as, body);
    },
    deviation: (what, { as = [], why, stock, ours }) => {
      const absent = lacking({ as });
      const noStock = target.extended ? 'the target is no stock Wazo' : absent;
      const notOurs = target.extended ? absent : 'the target is a stock Wazo';
      register(`${name}: ${what} (stock Wazo)`, noStock, as, stock);
      register(`${name}: ${what} (deviation: ${why})`, notOurs, as, ours);
    },
  };
}

function register(name: string, skip: string | false, as: readonly Role[] = [], body: Body): void {
  void test(name, { skip }, async () => {
    await body(...(await target.people(...as)));
  });
}

function lacking({ as = [], feature, without, extended, inProcess }: Needs): string | false {
  const absent = as.filter((role) => !target.has(role));
  if (absent.length > 0) return `the target has no ${absent.join(', ')}`;
  if (extended && !target.extended) return 'the target is a stock Wazo, without the extension';
  if (inProcess && !target.database) return 'the target runs elsewhere';
  if (feature !== undefined && !target.serves(feature)) return `the target does not serve ${feature}`;
  if (without !== undefined && target.serves(without)) return `the target serves ${without}`;
  return false;
}
