import { isStateOwned, type Organisation } from './organisations.ts';
import type { Random } from './random.ts';

interface Provider {
  organisation: Organisation;
  /** Projects of the year that it may still take part in. */
  room: number;
}

/**
 * The service providers of one city and batch: each takes part
 * in as many projects as it has room for, as lead or partner.
 */
export interface Providers {
  lead(by: Random): Organisation;
  partner(by: Random, lead: Organisation): Organisation;
}

/** So many are asked again; older ones are forgotten, which bounds memory. */
const REMEMBERED = 12;

/**
 * `found` answers the nth provider. State-owned ones take part
 * once, so that a group's projects can be counted by their leads.
 */
export function openProviders(found: (nth: number, by: Random) => Organisation): Providers {
  const known: Provider[] = [];
  let count = 0;

  const meet = (by: Random): Provider => {
    const organisation = found(count, by);
    count += 1;
    const room = isStateOwned(organisation) ? 0 : Number(by.weighted({ 0: 55, 1: 30, 2: 15 }));
    const provider = { organisation, room };
    if (room > 0) known.push(provider);
    if (known.length > REMEMBERED) known.shift();
    return provider;
  };

  const again = (by: Random, but: Organisation | null): Provider | null => {
    const free = known.filter((provider) => provider.organisation.code !== but?.code);
    if (free.length === 0) return null;
    const provider = by.pick(free);
    provider.room -= 1;
    if (provider.room === 0) known.splice(known.indexOf(provider), 1);
    return provider;
  };

  return {
    lead: (by) => ((by.chance(0.4) ? again(by, null) : null) ?? meet(by)).organisation,
    partner: (by, lead) => ((by.chance(0.7) ? again(by, lead) : null) ?? meet(by)).organisation,
  };
}
