import { catalogWithin, readFilters } from '#query';
import { everything, type Row, type Scope } from '#spec';
import { scopedRelations, type View } from '../../src/query/relations.ts';
import { batches, cities, type Drawn } from './drawn-sums.ts';
import { inferredFrom, type Equation } from './inferred.ts';

/** Whoever asks what of others is told in sums, with all that they know themselves. */
export const attackers: readonly { name: string; scope: Scope; isReleased?: boolean }[] = [
  { name: 'a city', scope: { city: ['济南市'] } },
  { name: 'a county', scope: { city: ['济南市'], county: ['甲县'] } },
  { name: 'a batch', scope: { batch: ['2025'] } },
  { name: 'two cities', scope: { city: ['青岛市', '烟台市'] } },
  { name: 'who may see sums alone', scope: everything, isReleased: true },
];

type Filter = Readonly<Record<string, readonly string[]>>;

type Question = readonly [filter: Filter, by: readonly string[]];

/** By place and time, of all and of some: one of each kind, and more where more is asked. */
const questionsOf = (isAll: boolean): Question[] => {
  const groups = [[], ['city'], ['batch'], ['batch', 'city']];
  const filters: readonly Filter[] = [
    { city: cities.filter((each) => each !== '青岛市') },
    { batch: ['2024-1', '2025'] },
    { city: ['济南市', '青岛市'], batch: ['2024-1', '2025'] },
    ...(isAll ? [...cities.map((city) => ({ city: [city] })), ...batches.map((batch) => ({ batch: [batch] }))] : []),
  ];
  const some = filters.flatMap((filter) => groups.map((by) => [filter, by] as const));
  return [...groups.map((by) => [{}, by] as const), ...some.filter((_, at) => isAll || at % 4 === 0)];
};

export interface Project extends Row {
  project_id: string;
  applicant_id: string;
}

const sqlOf = (by: readonly string[], measures: readonly string[]): string =>
  `select ${[...by, ...measures.map((name) => `sum(${name})::varchar as "${name}"`)].join(', ')} from province_cube${by.length > 0 ? ` group by ${by.join(', ')}` : ''}`;

/** Asks everything, and keeps of each answer what it says of the projects that the asker cannot see. */
export async function told(
  { build, catalog: known, measures }: Drawn,
  projects: readonly Project[],
  { isAll, ...view }: Omit<View, 'filters'> & { isAll: boolean }
) {
  const reading = build.reading('drawn');
  const catalog = await catalogWithin({ reading }, known, view);
  const equations: { name: string; of: Equation }[] = [];
  const isOwn = (each: Project) =>
    view.isReleased !== true &&
    Object.entries(view.scope).every(([name, values]) => values.includes(String(each[name])));
  const others = projects.filter((each) => !isOwn(each));
  const parts = chunks(
    measures.filter(({ isOfPanels }) => isOfPanels || view.isReleased === true),
    15
  );
  for (const [filter, by] of questionsOf(isAll))
    for (const some of parts) {
      const sql = sqlOf(
        by,
        some.map(({ name }) => name)
      );
      const asked = { filters: readFilters(catalog, filter), ...view };
      const bound = scopedRelations(catalog, ['province_cube'], asked, sql);
      const answer = await reading.read('attack', bound.sql, { values: bound.values });
      for (const row of await answer.rows()) {
        const rows = others.filter(
          (each) =>
            Object.entries(filter).every(([name, values]) => values.includes(String(each[name]))) &&
            by.every((name) => row[name] === each[name])
        );
        for (const { name, isMoney } of some)
          if (row[name] !== null && rows.length > 0) equations.push({ name, of: equationOf(rows, name, isMoney) });
      }
    }
  return { equations: equations.filter(({ of }) => of.size > 0), others };
}

/** Of money one amount is one unknown, in whichever sum it stands; of states each is one, whether it holds or not. */
export const equationOf = (rows: readonly Project[], name: string, isMoney: boolean): Equation =>
  new Map(rows.flatMap((each) => unknownsOf(each, name, isMoney).map((unknown) => [unknown, 1] as const)));

function unknownsOf(project: Project, name: string, isMoney: boolean): string[] {
  const value = name === 'projects' ? 1 : project[name];
  if (!isMoney) return [`${project.project_id} ${name}`];
  return value === null || Number(value) === 0 ? [] : [`${project.project_id} ${name.split('_')[0]} ${String(value)}`];
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** Single projects, two of one city and all of one firm there, of which something alone follows. */
export function known(
  { measures }: Drawn,
  others: readonly Project[],
  equations: readonly { name: string; of: Equation }[]
) {
  const found: string[] = [];
  for (const isMoney of [true, false]) {
    const names = measures.filter((each) => each.isMoney === isMoney).map(({ name }) => name);
    const isInferred = inferredFrom(equations.flatMap(({ name, of }) => (names.includes(name) ? [of] : [])));
    const all = (some: readonly Project[]) => [
      ...new Set(some.flatMap((each) => names.flatMap((name) => unknownsOf(each, name, isMoney)))),
    ];
    const firms = Map.groupBy(others, ({ applicant_id: firm, city }) => `${firm} of ${String(city)}`);
    const single = others.filter((each) => isInferred(all([each])));
    found.push(...single.map(({ project_id: id }) => id));
    const pairs = others.flatMap((one, at) =>
      others.slice(at + 1).flatMap((other) => (other.city === one.city ? [[one, other]] : []))
    );
    for (const some of [...pairs, ...firms.values()])
      if (!some.some((each) => single.includes(each)) && isInferred(all(some)))
        found.push(some.map(({ project_id: id }) => id).join(' + '));
  }
  return found;
}
