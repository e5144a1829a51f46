import type { DeedOptions } from './deed-options.ts';
import { askers, type Asker } from './readers.ts';
import { foundIn, type Found, type Probe } from './walk.ts';

/** Lists that a city asks for as another did that may do the same: what was kept for one is not told to the other. */
const addresses = ['/api/projects?limit=500', '/api/findings?limit=500', '/api/findings.xlsx', '/api/filters'];

export const keptFor = (asker: Asker, { scan }: Pick<DeedOptions, 'scan'>): Probe[] => {
  const other = askers.find((each) => each.role === asker.role && each !== asker);
  if (asker !== askers[0] || other === undefined) return [];
  return addresses.map((address) => ({
    door: address.replace(/\?.*/, ''),
    asker,
    address: `${address} after another city`,
    async ask(now): Promise<Found> {
      await now.ask(other, address);
      const answer = await now.ask(asker, address);
      return foundIn(asker, address.replace(/\?.*/, ''), answer, { scan, written: '' });
    },
  }));
};
