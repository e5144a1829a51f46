import { groupOf } from './groups.ts';
import { isStateOwned, organisation, type Organisation } from './organisations.ts';
import { openProviders } from './providers.ts';
import type { Cohort, Province } from './province.ts';
import type { Random } from './random.ts';
import { RESERVED, type Cast } from './stories.ts';
import type { Kind, Task } from './tasks.ts';

/** Who hands in the projects of a cohort, asked in order of their numbers. */
export interface Applicants {
  lead(task: Task, serial: number, draw: Random): Organisation;
  partners(lead: Organisation, serial: number, draw: Random): Organisation[];
  /** An organisation of a story. */
  cast(who: Cast): Organisation;
}

export function openApplicants({ seed, cities }: Province, { batch, city, before }: Cohort): Applicants {
  const find = (kind: Kind, number: number) => organisation(seed, city, kind, RESERVED + number);
  // Some come back from an earlier batch: the nth here is the nth there, so
  // that nobody comes twice. Groups count by batch: their members do not.
  const choose = (kind: Kind, number: number, nth: number, returning: number, draw: Random) => {
    const old = draw.chance(returning) && batch.hasAnnexTasks && nth <= before ? find(kind, nth) : null;
    return old && !isStateOwned(old) ? old : find(kind, number);
  };
  const providers = openProviders((nth, draw) => choose('服务商', 3 * before + nth, nth, 0.3, draw));
  const inGroups = new Map<string, number>();

  const grouped = (lead: Organisation, draw: Random): Organisation => {
    // Who leads more than once is in no group: its members' projects are counted by their leads.
    if (!isStateOwned(lead) && !(lead.ownership === '民营' && lead.kind === '制造业企业' && draw.chance(0.1)))
      return lead;
    const nth = inGroups.get(lead.ownership) ?? 0;
    inGroups.set(lead.ownership, nth + 1);
    return { ...lead, group: groupOf(lead.ownership, city, nth) };
  };

  return {
    lead(task, serial, draw) {
      const kind = draw.weighted(task.applicants);
      const lead =
        kind === '服务商'
          ? providers.lead(draw)
          : choose(kind, before + serial, serial, kind === '制造业企业' ? 0.07 : 0, draw);
      return grouped(lead, draw);
    },
    partners(lead, serial, draw) {
      const joined: Organisation[] = [];
      if (lead.kind === '制造业企业' && draw.chance(0.28)) joined.push(providers.partner(draw, lead));
      if (lead.kind === '服务商' && draw.chance(0.15)) joined.push(find('制造业企业', before + serial));
      if (lead.kind !== '制造业企业' && draw.chance(0.08)) joined.push(providers.partner(draw, lead));
      return joined;
    },
    cast(who) {
      const from = cities.find(({ code }) => code === (who.from ?? city.code)) ?? city;
      return { ...organisation(seed, from, who.kind, who.nth, who), group: who.group ?? null };
    },
  };
}
