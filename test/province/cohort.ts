import { openApplicants } from './applicants.ts';
import { isStateOwned, type Organisation } from './organisations.ts';
import { drawPeriod } from './period.ts';
import type { Money, Project } from './project.ts';
import type { Cohort, Province } from './province.ts';
import { random, type Random } from './random.ts';
import { projectName } from './scenes.ts';
import { storyOf } from './stories.ts';
import type { Task } from './tasks.ts';

/** The cohort's projects in order of their numbers. Made again they are the same: only the seed decides them. */
export function* projectsOf(province: Province, cohort: Cohort): Generator<Project> {
  const { batch, city } = cohort;
  const applicants = openApplicants(province, cohort);
  // Manufacturers and carriers lead once; of them only those of stories are remembered.
  const leads = new Set<string>();
  for (let serial = 1; serial <= cohort.size; serial += 1) {
    const draw = random(province.seed, batch.id, city.code, serial);
    const story = storyOf(batch.id, city.code, serial);
    const task = story?.task ? province.tasks.numbered(story.task) : province.tasks.draw(batch, draw);
    const lead = story?.lead ? applicants.cast(story.lead) : applicants.lead(task, serial, draw);
    const partners = story?.lead
      ? (story.partners ?? []).map(applicants.cast)
      : applicants.partners(lead, serial, draw);
    const county =
      city.counties.find(({ name }) => name === story?.county) ??
      (city.zones.length > 0 && draw.chance(0.1) ? draw.pick(city.zones) : lead.home);
    const total = drawTotal(task, draw);
    const subsidiary = drawSubsidiary(lead, draw);
    yield {
      id: projectId(cohort, serial),
      batch,
      city,
      serial,
      name: story?.name ?? projectName(task.key, draw),
      task,
      lead,
      isSubsidiary: story?.isSubsidiary ?? subsidiary.isSubsidiary,
      hasLetter: story?.hasLetter ?? subsidiary.hasLetter,
      partners,
      county,
      construction: draw.weighted(task.isCarrier ? { 已建成: 60, 基本建成: 40 } : { 新建: 62, 在建: 37, '': 1 }),
      ...drawPeriod(batch, draw),
      site: `山东省${city.name}${county.name}示例路${draw.whole(1, 299)}号`,
      total,
      planned: draw.chance(0.3) ? null : Math.round(total * draw.between(0.62, 1)),
      phone: `000-0000${String(draw.whole(0, 9999)).padStart(4, '0')}`,
      merit: story ? 1 + Math.abs(draw.normal()) : draw.normal(),
      isExempt: task.isExempt || isStateOwned(lead),
      isFirstOfLead: !leads.has(lead.code),
      fate: story?.fate ?? {},
      typed: {},
      firstSent: null,
      ...story?.change,
    };
    if (lead.kind === '服务商' || story) leads.add(lead.code);
  }
}

export function projectId({ batch, city }: Cohort, serial: number): string {
  return `SL${batch.mark}-${city.code.slice(0, 4)}-${String(serial).padStart(4, '0')}`;
}

/** 200–8,000 万元, long-tailed; half of the applicants round to whole 万元. */
function drawTotal({ median }: Task, draw: Random): Money {
  const exact = Math.min(8000, Math.max(200, median * Math.exp(0.75 * draw.normal())));
  return draw.chance(0.5) ? Math.round(exact) * 100 : Math.round(exact * 100);
}

function drawSubsidiary(lead: Organisation, draw: Random): { isSubsidiary: boolean | null; hasLetter: boolean | null } {
  if (!isStateOwned(lead)) return { isSubsidiary: draw.chance(0.03) ? null : lead.group !== null, hasLetter: null };
  if (draw.chance(0.14)) return { isSubsidiary: false, hasLetter: null };
  const letter = draw.next();
  return { isSubsidiary: true, hasLetter: letter < 0.91 ? true : letter < 0.96 ? false : null };
}
