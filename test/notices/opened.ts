import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scaffoldNotice } from '#pipeline';
import { answerPanel, readCatalog, readDashboards, readFilters, type Catalog, type View } from '#query';
import { everything, type Row } from '#spec';
import type { Build, Reading } from '#warehouse';
import { some } from '../tier.ts';
import { loaded } from './loaded.ts';

const notice = '2026-示例';
export const unsaid = '通知未录';

/** What the sample of a year is by one reference. */
export interface Version {
  build: Build;
  reading: Reading;
  catalog: Catalog;
}

export async function versionBy(reference: string): Promise<Version> {
  const build = await loaded('data/sample/2026年度', reference);
  const reading = build.reading('open-notice');
  return { build, reading, catalog: await readCatalog(reading) };
}

/** What a notice says, by table: its deadlines stand with the batches. */
export const tables = [
  'batches',
  'applicant_types',
  'carry_overs',
  'construction_states',
  'directions',
  'limits',
  'ownerships',
  'results',
  'rules',
  'steps',
  'subsidy_rules',
  'tasks',
  'thresholds',
];

/**
 * data/reference in which the notice is asked for anew, or these tables of it: a new folder. Not how forms are read.
 */
export async function openReference(asked: readonly string[] | null = null): Promise<string> {
  const reference = await mkdtemp(join(tmpdir(), 'open-notice-'));
  await cp('data/reference', reference, { recursive: true });
  await scaffoldNotice({ pipelines: 'pipelines', reference }, 'anew', notice);
  const [own, anew] = [join(reference, 'notices', notice), join(reference, 'notices/anew')];
  for (const table of asked ?? [])
    if (table !== 'batches') await cp(join(anew, `${table}.csv`), join(own, `${table}.csv`));
  if (asked === null) {
    await cp(join(own, 'forms.csv'), join(anew, 'forms.csv'));
    await rm(own, { recursive: true });
    await cp(anew, own, { recursive: true });
  }
  await rm(anew, { recursive: true });
  const path = join(reference, 'batches.csv');
  const batches = await readFile(path, 'utf8');
  if (asked === null || asked.includes('batches'))
    await writeFile(path, batches.replace(/^(2026-[12],[^,]*,2026,2026-示例),.*$/gm, '$1,?,?,?,?,?,?,?,?'));
  return reference;
}

export const views = (catalog: Catalog): View[] =>
  [
    { batch: ['2026-1'] },
    { batch: ['2026-1'], direction: ['链式转型'] },
    { batch: ['2026-1', '2026-2'], city: ['济南市'] },
  ].map((asked) => ({ filters: readFilters(catalog, asked), scope: everything }));

/** What tells a row from others: what its panel says does, else all but its numbers. */
const keyOf = (row: Row, keys: readonly string[]): string =>
  JSON.stringify(
    keys.length > 0
      ? keys.map((key) => row[key])
      : Object.values(row).filter((value) => typeof value !== 'number' && value !== null)
  );

/** The numbers of rows that are neither unknown nor what the entered notice makes them. */
export function otherNumbers(
  now: readonly Row[],
  then: readonly Row[],
  { keys = [], besides = [] }: { keys?: readonly string[]; besides?: readonly string[] } = {}
): string[] {
  const isApart = new Set(then.map((row) => keyOf(row, keys))).size === then.length;
  const by = isApart ? keys : [];
  const known = new Map(then.map((row) => [keyOf(row, by), row]));
  return now.flatMap((row) => {
    const same = now.length === 1 && then.length === 1 ? then[0] : known.get(keyOf(row, by));
    if (same === undefined || Object.values(row).includes(unsaid)) return [];
    return Object.entries(row).flatMap(([name, value]) =>
      typeof value === 'number' && value !== same[name] && !besides.includes(name)
        ? [`${keyOf(row, by)} ${name}: ${value}, not ${String(same[name])}`]
        : []
    );
  });
}

/** What counts the unknown: that there is more of it is what an open notice comes to. */
const unknowns = ['in_review', 'undecided', 'unsure', 'no_deadline', 'unknown', 'unsaid_n'];

/** The numbers of all panels that are neither unknown nor what the entered notice makes them. */
export async function otherPanels(open: Version, entered: Version): Promise<string[]> {
  const found: string[] = [];
  for (const [name, { queries }] of await readDashboards('dashboards'))
    for (const [key, query] of some([...queries], 3))
      for (const at of views(entered.catalog).keys()) {
        const [now, then] = await Promise.all(
          [open, entered].map(async ({ reading, catalog }) => {
            const { result, proof } = await answerPanel({ reading }, catalog, query, views(catalog)[at]!);
            return { rows: await result.rows(), proof };
          })
        );
        const others = otherNumbers(now!.rows, then!.rows, { keys: now!.proof.keys, besides: unknowns });
        found.push(...others.map((each) => `${name}/${key} ${at}: ${each}`));
      }
  return found;
}
