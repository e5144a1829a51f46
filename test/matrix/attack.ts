import { catalogWithin, readFilters } from '#query';
import { everything, type Row, type Scope } from '#spec';
import { scopedRelations, type View } from '../../src/query/relations.ts';
import { batches, cities, type Drawn, type Measure } from './drawn-sums.ts';
import { inferredFrom, type Equation } from './inferred.ts';

/** Whoever asks what of others is told in sums, with all that they know themselves. */
export const attackers: readonly { name: string; scope: Scope; isReleased?: boolean }[] = [
  { name: 'a city', scope: { city: ['济南市'] } },
  { name: 'a county', scope: { city: ['济南市'], county: ['甲县'] } },
  { name: 'a batch', scope: { batch: ['2025'] } },
  { name: 'a city in a batch', scope: { city: ['济南市'], batch: ['2024-1'] } },
  { name: 'two cities', scope: { city: ['青岛市', '烟台市'] } },
  { name: 'who may see sums alone', scope: everything, isReleased: true },
];

type Filter = Readonly<Record<string, readonly string[]>>;

type Question = readonly [filter: Filter, by: readonly string[]];

const groups = [[], ['city'], ['batch'], ['batch', 'city']];

/** By place and time, of all and of some: one of each kind, and more where more is asked. */
const questionsOf = (isAll: boolean): Question[] => {
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

/** Metrics that are told where a sum that they are made of is not: ratios and averages tell no more than their sums. */
export async function unfounded({ build, catalog: known, measures }: Drawn, view: Omit<View, 'filters'>) {
  const reading = build.reading('drawn');
  const catalog = await catalogWithin({ reading }, known, view);
  const found: string[] = [];
  let told = 0;
  for (const by of groups)
    for (const metric of known.metrics.keys()) {
      const made = new Set(wordsIn(known.metrics, metric));
      const names = measures.flatMap(({ name }) => (made.has(name) ? [name] : []));
      const whole = names.map((name) => `count(*) = count(${name}) as "${name}"`);
      const grouped = by.length > 0 ? ` group by ${by.join(', ')}` : '';
      const sql = `select ${[`metrics.${metric}(p)::varchar as told`, ...whole].join(', ')} from province_cube as p${grouped}`;
      const asked = { filters: readFilters(catalog, {}), ...view };
      const bound = scopedRelations(catalog, ['province_cube'], asked, sql);
      const answer = await reading.read('attack', bound.sql, { values: bound.values });
      for (const row of (await answer.rows()).filter((each) => each.told !== null)) {
        told++;
        if (names.some((name) => row[name] === false)) found.push(`${metric} by ${by.join(' and ')}`);
      }
    }
  return { told, found };
}

/** Every word of the expression of a metric and of those that it is made of. */
const wordsIn = (metrics: Drawn['catalog']['metrics'], metric: string): string[] =>
  (metrics.get(metric)?.sql.replaceAll(/--.*/g, '').match(/\w+/g) ?? []).flatMap((word) =>
    word === metric || !metrics.has(word) ? [word] : [word, ...wordsIn(metrics, word)]
  );

/** Asks everything, and keeps of each answer what it says of the projects that the asker cannot see. */
export async function told(
  { build, catalog: known, measures }: Drawn,
  projects: readonly Project[],
  { isAll, ...view }: Omit<View, 'filters'> & { isAll: boolean }
) {
  const reading = build.reading('drawn');
  const catalog = await catalogWithin({ reading }, known, view);
  const sums: { name: string; rows: readonly Project[] }[] = [];
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
        for (const { name } of some) if (row[name] !== null && rows.length > 0) sums.push({ name, rows });
      }
    }
  return { sums, others };
}

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

/** What a project comes to in a measure: of which unknowns, and how often. */
type Read = (project: Project, measure: Measure) => Equation;

/**
 * Two ways to read a sum. By its amounts: what a project comes to in it is one unknown in whichever sums it is the same
 * amount, an amount of money that is the difference of two others is these, and 1 is what a state is that holds. By
 * whose they are: of each measure what a project comes to is one unknown, also where that is nothing.
 */
const readingsOf = (measures: readonly Measure[]): Record<string, Read> => {
  const money = measures.filter(({ isMoney }) => isMoney).map(({ name }) => name);
  const known = new Map<Project, Map<number, Equation>>();
  return {
    amounts: (project, { name, isMoney }) => {
      const value = name === 'projects' ? 1 : Number(project[name] ?? 0);
      if (value === 0) return new Map();
      if (!isMoney) return new Map([[`${project.project_id} ${value}`, 1]]);
      const made = known.get(project) ?? moneyOf(project, money);
      known.set(project, made);
      return made.get(cents(project[name]))!;
    },
    whose: (project, { name }) => new Map([[`${project.project_id} ${name}`, 1]]),
  };
};

const cents = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100);

/** The amounts of a project, each as one unknown or as what it is the difference of. */
function moneyOf(project: Project, names: readonly string[]): Map<number, Equation> {
  const made = new Map<number, Equation>();
  const amounts = [...new Set(names.map((name) => cents(project[name])))].sort((a, b) => Math.abs(b) - Math.abs(a));
  for (const amount of amounts.filter((each) => each !== 0)) {
    const from = [...made.keys()].find((each) => made.has(each - amount));
    const own = new Map([[`${project.project_id} money ${amount}`, 1]]);
    made.set(amount, from === undefined ? own : sumOf([made.get(from)!, negative(made.get(from - amount)!)]));
  }
  return made;
}

const negative = (of: Equation): Equation => new Map(Array.from(of, ([name, times]) => [name, -times]));

function sumOf(some: readonly Equation[]): Equation {
  const sum = new Map<string, number>();
  for (const each of some) for (const [name, times] of each) sum.set(name, (sum.get(name) ?? 0) + times);
  return new Map([...sum].filter(([, times]) => times !== 0));
}

/** Single projects, two, and all of one firm, of which something alone follows. */
export function known(
  measures: readonly Measure[],
  others: readonly Project[],
  sums: readonly { name: string; rows: readonly Project[] }[]
) {
  const named = new Map(measures.map((measure) => [measure.name, measure]));
  const firms = [...Map.groupBy(others, ({ applicant_id: firm }) => firm).values()];
  const pairs = others.flatMap((one, at) => others.slice(at + 1).map((other) => [one, other]));
  return Object.entries(readingsOf(measures)).flatMap(([way, read]) => {
    const isInferred = inferredFrom(
      sums.map(({ name, rows }) => sumOf(rows.map((each) => read(each, named.get(name)!))))
    );
    const of = new Map(
      others.map((each) => [each, new Set(measures.flatMap((measure) => [...read(each, measure).keys()]))])
    );
    const single = others.filter((each) => isInferred([...of.get(each)!]));
    const several = [...pairs, ...firms].filter(
      (some) => !some.some((each) => single.includes(each)) && isInferred(some.flatMap((each) => [...of.get(each)!]))
    );
    return [...single.map((each) => [each]), ...several].map(
      (some) => `${way}: ${some.map(({ project_id: id }) => id).join(' + ')}`
    );
  });
}
