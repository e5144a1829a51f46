import { notAmong, Refusal, type QuotaSearch, type QuotaTried, type RankedList } from '#spec';
import { sayFault as sayFaultOf } from '#spec/content';
import { methods } from './apportion.ts';
import {
  answerOf,
  batchBefore,
  batchesOf,
  citiesOf,
  dueOf,
  projectsOf,
  valuesOf,
  type CityOfBatch,
  type Ground,
} from './quota-data.ts';
import { factorsOf } from './factors.ts';
import type { QuotaFile } from './quota-files.ts';
import { boundOf, readQuotaText, writeQuotaText } from './quota-text.ts';
import { RefusedScenario } from './refused.ts';
import { rankedOf, tryQuota } from './try-quota.ts';

/** How many rules stand beside the actual quota. */
const most = 4;

/** What rules would give and whom that would have cost, of a version that may be seen whole. */
export async function askQuota(ground: Ground, files: readonly QuotaFile[], asked: QuotaSearch): Promise<QuotaTried> {
  const question = await questionOf(ground, files, asked);
  return tryQuota(question);
}

/** The ranked list of one city with the line of each rule. */
export async function askCity(
  ground: Ground,
  files: readonly QuotaFile[],
  asked: QuotaSearch,
  city: string
): Promise<RankedList> {
  const question = await questionOf(ground, files, asked);
  const known = question.cities.map((each) => each.city);
  if (!known.includes(city)) throw notAmong(404, 'unknown_city', '没有这个市', { value: city, allowed: known });
  return rankedOf(tryQuota(question), question, city);
}

async function questionOf(ground: Ground, files: readonly QuotaFile[], asked: QuotaSearch) {
  const rules = rulesOf(files, asked.rule);
  const batches = await batchesOf(ground);
  const replayOn = batchOf(batches, 'on', asked.on);
  const weightsOf = batchOf(batches, 'weights_of', asked.weights_of ?? replayOn);
  const cities = await citiesOf(ground, replayOn);
  const instead = insteadOf(asked);
  const earlier = batchBefore(ground, batches, weightsOf);
  const refusedOr = (error: unknown) => {
    if (error instanceof RefusedScenario) return error;
    throw error;
  };
  return {
    version: ground.context.reading.version,
    total: BigInt(asked.total ?? totalOf(cities, replayOn)),
    weightsOf,
    replayOn,
    batches,
    metrics: new Map([...ground.catalog.metrics].map(([name, { title }]) => [name, title])),
    instead,
    rules: await Promise.all(
      rules.map(async (file) => ({
        file,
        answer: await answerOf(ground, file, weightsOf).catch(refusedOr),
        before: earlier === null ? null : await valuesOf(ground, file, earlier).catch(() => null),
      }))
    ),
    batchBefore: earlier,
    due: await dueOf(ground, weightsOf),
    cities,
    projects: await projectsOf(ground, replayOn),
    factors: await factorsOf(ground),
  };
}

function totalOf(cities: readonly CityOfBatch[], batch: string): number {
  const missing = cities.filter(({ quota }) => quota === null).map(({ city }) => city);
  if (missing.length === 0) return cities.reduce((sum, { quota }) => sum + quota!, 0);
  const some = missing.length > 5 ? `${missing.slice(0, 5).join('、')}等 ${missing.length} 个市` : missing.join('、');
  throw new Refusal(400, 'unknown_total', `${batch} 批次${some}的名额没有导入，不知道总数，请写明总数（total）。`);
}

function rulesOf(files: readonly QuotaFile[], asked: readonly string[] | undefined): QuotaFile[] {
  const names = [...new Set(asked ?? files.slice(0, 2).map(({ name }) => name))];
  if (names.length > most) throw new Refusal(400, 'too_many', `一次最多比较 ${most} 条规则。`);
  return names.map((name) => {
    const file = files.find((each) => each.name === name);
    if (!file)
      throw notAmong(400, 'unknown_rule', '没有规则', {
        parameter: 'rule',
        value: name,
        allowed: files.map((each) => each.name),
      });
    if (file.faults[0]) throw new Refusal(400, 'wrong_rule', sayFaultOf(file.faults[0]));
    return file;
  });
}

export function batchOf(batches: readonly string[], parameter: string, asked: string | undefined): string {
  const batch = asked ?? batches[0];
  if (batch === undefined) throw new Refusal(404, 'nothing_to_try', '还没有一个批次有揭榜项目，没有可以回放的。');
  if (!batches.includes(batch))
    throw notAmong(400, 'unknown_value', '没有可以回放的批次', { parameter, value: batch, allowed: batches });
  return batch;
}

/** What stands in the address goes before what the rule says. */
function insteadOf({ floor, ceiling, method, penalty }: QuotaSearch): Record<string, unknown> {
  return {
    ...(floor ? { floor: bound('floor', floor) } : {}),
    ...(ceiling ? { ceiling: bound('ceiling', ceiling) } : {}),
    ...(method ? { method: methodOf(method) } : {}),
    ...(penalty === 'none' ? { penalty: null } : penalty ? { penalty: penaltyOf(penalty) } : {}),
  };
}

function bound(parameter: string, written: string) {
  try {
    return boundOf(written);
  } catch (error) {
    throw new Refusal(400, 'unknown_value', `${parameter}：${(error as Error).message}`, { parameter });
  }
}

function methodOf(written: string): string {
  if ((methods as readonly string[]).includes(written)) return written;
  throw notAmong(400, 'unknown_value', '没有办法', { parameter: 'method', value: written, allowed: methods });
}

/** What the header of a rule would say. */
function penaltyOf(written: string): unknown {
  const { rule, faults } = readQuotaText('asked', `-- title: 测算\n-- weight: 1\n-- penalty: ${written}\nselect city`);
  if (faults[0]) throw new Refusal(400, 'unknown_value', faults[0].message, { parameter: 'penalty' });
  return rule.raw.penalty;
}

/** The text of a rule with what was asked in its place, as content. */
export function saveQuota(files: readonly QuotaFile[], asked: QuotaSearch): { name: string; text: string } {
  const [file] = rulesOf(files, asked.rule?.slice(0, 1));
  insteadOf(asked);
  const { floor, ceiling, method, penalty } = asked;
  const written = { floor: floor && boundText(floor), ceiling: ceiling && boundText(ceiling), method, penalty };
  const keys = Object.entries(written).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''
  );
  const isDropped = penalty === 'none';
  const changed = writeQuotaText(file!, Object.fromEntries(keys.filter(([key]) => !(isDropped && key === 'penalty'))));
  const text = isDropped ? changed.replace(/^-- penalty: .*\n/m, '') : changed;
  return { name: `测算_${file!.name}.sql`, text };
}

/** A bound as a rule writes it, whichever way it was asked. */
function boundText(written: string): string {
  const { at, of_previous: part } = boundOf(written);
  return [...(at === undefined ? [] : [`${at}`]), ...(part === undefined ? [] : [`of_previous ${part}`])].join(', ');
}
