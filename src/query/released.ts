import { isWhole, type Scope, type Unfit } from '#spec';
import type { Catalog } from './catalog.ts';
import { dimensionNames, projectDimensions } from './dimensions.ts';
import { scopeIn } from './scope.ts';

/** So many projects, of more than one firm, must stand behind a sum that is told of others. */
const fewest = { projects: 3 };

/** What released sums are told by: the dimensions that a quota has too. */
export const releasedBy = (catalog: Catalog): string[] =>
  dimensionNames.filter((name) => !projectDimensions.has(name) && catalog.marts.get('cube')?.has(name));

/**
 * The sums of all, in the columns of the cube, as they are told to who may not see the rows of all: by what a quota has
 * and no further. A sum that fewer projects or firms stand behind, or all of them but so few, is withheld, save of the
 * own rows; so is the narrower of two that a metric sums together and few projects stand apart in, as those concluded
 * and not accepted. Nothing is told by a total less the others, since a total is the sum of what is told. Places, which
 * a quota has, are public.
 */
export function releasedSums(catalog: Catalog, scope: Scope): string {
  const by = releasedBy(catalog);
  const [cube, quotas, projects] = ['cube', 'quotas', 'projects'].map((mart) => catalog.marts.get(mart));
  const columns = [...(cube?.values() ?? [])];
  const places = placesIn(catalog);
  const together = summedTogether(catalog);
  const isOwn = isWhole(scope) ? 'false' : `bool_and(${scopeIn(scope, undefined, 'p.').join(' and ')})`;
  const told = (name: string) => {
    const stands = standsIn(name);
    const nested = [...(together.get(name) ?? [])]
      .filter((other) => !places.has(other) && projects?.has(other) && !quotas?.has(other))
      .map((other) => {
        const [wider, narrower] = [other, name].map((each) => `count(*) filter (${standsIn(each)})`);
        const apart = `count(*) filter (coalesce(p."${other}", 0) <> coalesce(p."${name}", 0))`;
        return `(${apart} between 1 and ${fewest.projects - 1} and ${wider} ${other < name ? '>=' : '>'} ${narrower})`;
      });
    const few = [
      `count(*) filter (${stands}) between 1 and ${fewest.projects - 1}`,
      `count(*) - count(*) filter (${stands}) between 1 and ${fewest.projects - 1}`,
      ...(projects?.has('applicant_id')
        ? [
            `(count(*) filter (${stands}) > 0 and coalesce(min(p.applicant_id) filter (${stands}) = max(p.applicant_id) filter (${stands}), true))`,
          ]
        : []),
      ...nested,
    ];
    return `if(not ${isOwn} and (${few.join(' or ')}), null, sum(p."${name}"))`;
  };
  const ofProjects = columns.map(({ name, type }) => {
    if (by.includes(name)) return `p."${name}"`;
    if (type !== 'number') return `null::${type === 'string' ? 'varchar' : type} as "${name}"`;
    if (name === 'projects') return `if(not ${isOwn} and count(*) < ${fewest.projects}, null, count(*)) as "projects"`;
    if (!projects?.has(name) || quotas?.has(name)) return `null as "${name}"`;
    return `${places.has(name) ? `sum(p."${name}")` : told(name)} as "${name}"`;
  });
  const ofQuotas = columns.map(({ name }) =>
    quotas?.has(name) ? `q."${name}"` : name === 'projects' ? '0 as projects' : `null as "${name}"`
  );
  return `(
    select ${ofProjects.join(', ')} from marts.projects as p group by ${by.map((name) => `p."${name}"`).join(', ')}
    union all by name
    select ${ofQuotas.join(', ')} from marts.quotas as q
  )`;
}

/**
 * Whether nothing is told of a number that is summed from released sums, though there is something: it is unknown then,
 * and no 0, whatever its expression makes of unknown parts.
 */
export function isWithheldWhole(catalog: Catalog, metric: string, alias: string): string {
  const places = placesIn(catalog);
  const names = catalog.metrics.has(metric) ? columnsOf(catalog, metric) : [metric];
  // A value of which there is nothing at all, as a city without projects, is told by one of these alone.
  const isThere = releasedBy(catalog).map((name) => `${alias}."${name}" is not null and `);
  const some = `count(*) filter (${isThere.join('')}(${alias}.projects is null or ${alias}.projects > 0)) > 0`;
  const hidden = [...new Set(names)].flatMap((name) =>
    places.has(name) ? [] : [`(count(${alias}."${name}") = 0 and ${some})`]
  );
  return hidden.length === 0 ? 'false' : hidden.join(' or ');
}

/** What is said beside sums that leave out what is not told. */
export const leavesOut: Unfit = {
  state: 'left_out',
  filters: [],
  says: `不足 ${fewest.projects} 个项目、或只有一家单位的不公开：单列的空着，合计不含这些。`,
};

const standsIn = (name: string): string => `p."${name}" is not null and p."${name}" <> 0`;

/**
 * By column, those that a metric sums together with it and, of money, those of the same over other projects, which
 * begin with the same word (verified_investment, verified_of_planned): what stands in one and not in the other is
 * told too.
 */
function summedTogether(catalog: Catalog): ReadonlyMap<string, ReadonlySet<string>> {
  const together = new Map<string, Set<string>>();
  const columns = [...(catalog.marts.get('cube')?.values() ?? [])].filter(({ format }) => format === 'yuan');
  const alike = Map.groupBy(
    columns.map(({ name }) => name),
    (name) => name.split('_')[0]
  );
  const sets = [...Array.from(catalog.metrics.keys(), (metric) => columnsOf(catalog, metric)), ...alike.values()];
  for (const names of sets)
    for (const name of names)
      together.set(name, new Set([...(together.get(name) ?? []), ...names].filter((other) => other !== name)));
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
