import { isWhole, type Scope, type Unfit } from '#spec';
import type { Catalog } from './catalog.ts';
import { dimensionNames, dimensionsIn, projectDimensions } from './dimensions.ts';
import { inlineMetrics } from './metrics/inline-metrics.ts';
import { scopeIn } from './scope.ts';

/** So many projects, of more than one firm, must stand behind a sum that is told of others. */
const fewest = { projects: 3 };

/** What released sums are told by: the dimensions that a quota has too. */
export const releasedBy = (catalog: Catalog): string[] =>
  dimensionNames.filter((name) => !projectDimensions.has(name) && catalog.marts.get('cube')?.has(name));

/**
 * The sums of all, in the columns of the cube, as they are told to who may not see all rows: by what a quota has,
 * and of that no further than is asked (`releasedAs`). A sum that fewer projects or firms stand behind, or all of them
 * but so few, is withheld, save of the own rows; so is the narrower of two that a metric sums together and few projects
 * stand apart in, as those concluded and not accepted. A sum over several of these is that of all its rows, and is told
 * where what is withheld of it, taken together, could be told as well: nothing follows from a total less its parts.
 * Places, which a quota has, are public. A number is null where it is withheld, and 0 where there is nothing.
 */
export function releasedSums(catalog: Catalog, scope: Scope, { sql, by, isPast = false }: ReleasedTo): string {
  const [cube, quotas, projects] = ['cube', 'quotas', 'projects'].map((mart) => catalog.marts.get(mart));
  const places = placesIn(catalog);
  const all = releasedBy(catalog);
  const told = [...(cube?.values() ?? [])].flatMap(({ name, type }) =>
    type === 'number' && !places.has(name) && (name === 'projects' || (projects?.has(name) && !quotas?.has(name)))
      ? [name]
      : []
  );
  const together = summedTogether(catalog, told);
  const own = isWhole(scope) ? null : scopeIn(scope, undefined, 'p.').join(' and ');
  const hides = hidesIn(catalog, together, own === null ? null : `not coalesce(${own}, false)`);
  const asked = new Set(sql.match(/\w+/g));
  const read = new Set(told.filter((name) => asked.has(name)));
  const isOwn = own === null ? 'false' : `coalesce(bool_and(${own}), false)`;
  // Which sums are withheld: by all that they may be told by, then of what is withheld there by less of it.
  const levels = all.map((_, at) => all.slice(0, all.length - at)).concat([[]]);
  const steps = levels.slice(0, levels.length - by.length).map((names, step, { length }) => {
    // What is worked out of one is asked of those that it is summed together with.
    const looked = withMates(read, together, length - 1 - step);
    const wider = levels.slice(0, step);
    const among = (name: string) => wider.map((each) => `released_${each.length}."hides_${name}"`).join(' and ');
    const columns = Array.from(looked, (name) =>
      isPast
        ? `not ${isOwn} as "hides_${name}"`
        : `${step === 0 ? `not ${isOwn} and ` : ''}(${hides(name, step === 0 ? null : among)}) as "hides_${name}"`
    );
    const joins = wider.map(
      (each) => ` join released_${each.length}${each.length > 0 ? ` using (${each.join(', ')})` : ''}`
    );
    return `released_${names.length} as not materialized (select ${[...names.map((name) => `p."${name}"`), ...columns, 'true as is_released'].join(', ')} from marts.projects as p${joins.join('')}${groupBy(names, 'p')})`;
  });
  const columns = [...(cube?.values() ?? [])];
  const ofProjects = columns.map(({ name, type }) => {
    if (by.includes(name)) return `p."${name}"`;
    if (type !== 'number') return `null::${type === 'string' ? 'varchar' : type} as "${name}"`;
    if (read.has(name)) return `if(any_value(r."hides_${name}"), null, coalesce(${sumOf(name)}, 0)) as "${name}"`;
    return `${places.has(name) && projects?.has(name) && !quotas?.has(name) ? `sum(p."${name}")` : 'null'} as "${name}"`;
  });
  const ofQuotas = columns.map(({ name, type }) => {
    if (quotas?.has(name)) return `q."${name}"`;
    if (type !== 'number') return `null::${type === 'string' ? 'varchar' : type} as "${name}"`;
    return `${read.has(name) ? '0' : 'null'} as "${name}"`;
  });
  const joined =
    by.length > 0 ? ` join released_${by.length} as r using (${by.join(', ')})` : ' cross join released_0 as r';
  return `(
    with ${steps.join(',\n    ')}
    select ${ofProjects.join(', ')} from marts.projects as p${joined}${groupBy(by, 'p')}
    union all by name
    select ${ofQuotas.join(', ')} from marts.quotas as q
  )`;
}

/** What a query reads released sums for, and by which dimensions they are told to it. */
export interface ReleasedTo {
  sql: string;
  by: readonly string[];
  /** Of a version that is not the current one nothing is told but the own: what changed since is of few. */
  isPast?: boolean;
}

type Together = ReadonlyMap<string, ReadonlySet<string>>;

function withMates(names: ReadonlySet<string>, together: Together, steps: number): ReadonlySet<string> {
  if (steps === 0) return names;
  return withMates(
    new Set([...names, ...Array.from(names).flatMap((name) => [...(together.get(name) ?? [])])]),
    together,
    steps - 1
  );
}

const sumOf = (name: string): string => (name === 'projects' ? 'count(*)' : `sum(p."${name}")`);

const groupBy = (names: readonly string[], of: string): string =>
  names.length === 0 ? '' : ` group by ${names.map((name) => `${of}."${name}"`).join(', ')}`;

/**
 * Whether a sum of a group is withheld, in SQL: of all its rows, or of those among them that are withheld by more
 * dimensions (`among`). What two cities at least have between them tells of neither how many do not stand in it; of
 * money it is the amount that is told.
 */
function hidesIn(catalog: Catalog, together: Together, others: string | null) {
  const hasFirms = catalog.marts.get('projects')?.has('applicant_id');
  const last = releasedBy(catalog).at(-1) ?? '';
  const isMoney = (name: string) => catalog.marts.get('cube')?.get(name)?.format === 'yuan';
  return (name: string, among: ((name: string) => string) | null): string => {
    const counted = (...conditions: string[]) => `count(*) filter (${conditions.join(' and ') || 'true'})`;
    // The reader knows the own rows: few of others beside them are few.
    const beside = others === null ? [] : [others];
    const those = [...beside, ...(among === null ? [] : [among(name)])];
    const stands = [standsIn(name), ...those];
    const isFew = (count: string) => `${count} between 1 and ${fewest.projects - 1}`;
    const nested = (isOfMoney: boolean) =>
      [...(together.get(name) ?? [])].flatMap((other) => {
        if ((isMoney(name) && isMoney(other)) !== isOfMoney) return [];
        const isApart = [name, other].sort().map((each) => `coalesce(p."${each}", 0)`);
        const [wider, narrower] = [other, name].map((each) => counted(standsIn(each)));
        const isNarrower = `${wider} ${other < name ? '>=' : '>'} ${narrower}`;
        // Also of what is withheld of this one and told of the other: what is told of more, less this, is theirs.
        const of =
          among === null
            ? [[]]
            : [
                [],
                [`(${[name, other].sort().map(among).join(' or ')})`],
                [among(name)],
                [`(${among(name)} and not (${among(other)}))`],
              ];
        return of.map((each) => `(${isFew(counted(isApart.join(' <> '), ...beside, ...each))} and ${isNarrower})`);
      });
    const firm = (which: string) => `${which}(p.applicant_id) filter (${stands.join(' and ')})`;
    const ofOne = [isFew(`(${counted(...those)} - ${counted(...stands)})`), ...nested(false)].join(' or ');
    return [
      isFew(counted(...stands)),
      ...(hasFirms ? [`(${counted(...stands)} > 0 and coalesce(${firm('min')} = ${firm('max')}, true))`] : []),
      ...nested(true),
      among === null
        ? ofOne
        : `(count(distinct p."${last}") filter (${those.join(' and ') || 'true'}) < 2 and (${ofOne}))`,
    ].join(' or ');
  };
}

/**
 * By which dimensions released sums are told to a query: as many, in their order, as it names or is filtered by.
 */
export function releasedAs(catalog: Catalog, sql: string, filters: { has(name: string): boolean }): string[] {
  const all = releasedBy(catalog);
  const named = new Set(dimensionsIn(sql));
  const last = all.findLastIndex((name) => filters.has(name) || named.has(name));
  return all.slice(0, last + 1);
}

/**
 * A query over released sums in which a sum that something is withheld of is unknown: whatever its expressions make of
 * unknown parts, no 0 and no part of a whole is told for it.
 */
export function unknownWhereWithheld(catalog: Catalog, sql: string): string {
  const places = placesIn(catalog);
  const columns = catalog.marts.get('cube');
  return inlineMetrics(catalog.metrics, sql).replaceAll(
    /(coalesce\(\s*)?\bsum\(\s*((?:\w+\.)?)"?(\w+)"?\s*\)(?!\s*(?:filter|over)\b)(\s*,\s*0\s*\))?/g,
    (found: string, before: string | undefined, of: string, name: string, after: string | undefined) => {
      if (places.has(name) || columns?.get(name)?.type !== 'number') return found;
      const sum = `sum(${of}"${name}")`;
      const told = name === 'projects' || columns.get(name)?.format === 'count' ? sum : `nullif(${sum}, 0)`;
      const whole = `case when count(*) = count(${of}"${name}") then ${told} end`;
      return before !== undefined && after !== undefined ? `(${whole})` : `${before ?? ''}(${whole})${after ?? ''}`;
    }
  );
}

/** What is said beside sums of which some are not told. */
export const leavesOut = ({ isPast = false }: { isPast?: boolean }): Unfit => ({
  state: 'left_out',
  filters: [],
  says: isPast
    ? '这是以前的一版：别的市的合计只公开现在这一版的。空着的是不公开，不是 0。'
    : `不足 ${fewest.projects} 个项目、或只有一家单位的不公开：空着的是不公开，不是 0；有数的，是全部的数。`,
});

const standsIn = (name: string): string =>
  name === 'projects' ? 'true' : `p."${name}" is not null and p."${name}" <> 0`;

/**
 * By column, those that a metric sums together with it and, of money, those of the same over other projects, which
 * begin with the same word (verified_investment, verified_of_planned): what stands in one and not in the other is
 * told too.
 */
function summedTogether(catalog: Catalog, told: readonly string[]): Together {
  const together = new Map<string, Set<string>>();
  const columns = [...(catalog.marts.get('cube')?.values() ?? [])].filter(({ format }) => format === 'yuan');
  const alike = Map.groupBy(
    columns.map(({ name }) => name),
    (name) => name.split('_')[0]
  );
  const sets = [...Array.from(catalog.metrics.keys(), (metric) => columnsOf(catalog, metric)), ...alike.values()];
  for (const names of sets)
    for (const name of names)
      together.set(
        name,
        new Set([...(together.get(name) ?? []), ...names].filter((other) => other !== name && told.includes(other)))
      );
  return together;
}

/** The measures that are compared with a quota: they are public as it is. */
function placesIn(catalog: Catalog): ReadonlySet<string> {
  const ofQuotas = Array.from(catalog.marts.get('quotas')?.values() ?? []).flatMap(({ name, type }) =>
    type === 'number' && !name.startsWith('source_') ? [name] : []
  );
  const summed = Array.from(catalog.metrics.keys(), (name) => columnsOf(catalog, name));
  return new Set(summed.flatMap((names) => (names.some((name) => ofQuotas.includes(name)) ? names : [])));
}

/** The columns that a metric sums, with the metrics that it is made of. */
function columnsOf(catalog: Catalog, metric: string): string[] {
  const sql = catalog.metrics.get(metric)?.sql.replace(/^--.*$/gm, '') ?? '';
  return [
    ...Array.from(sql.matchAll(/\bp\."?(\w+)/g), ([, column = '']) => column),
    ...Array.from(sql.matchAll(/\bmetrics\."?(\w+)/g)).flatMap(([, other = '']) =>
      other === metric ? [] : columnsOf(catalog, other)
    ),
  ];
}
