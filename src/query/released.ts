import { isWhole, type Scope } from '#spec';
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
 * own rows; so is nothing that a total less the others would tell, since a total is the sum of what is told. Places,
 * which a quota has, are public.
 */
export function releasedSums(catalog: Catalog, scope: Scope): string {
  const by = releasedBy(catalog);
  const [cube, quotas, projects] = ['cube', 'quotas', 'projects'].map((mart) => catalog.marts.get(mart));
  const columns = [...(cube?.values() ?? [])];
  const places = placesIn(catalog);
  const isOwn = isWhole(scope) ? 'false' : `bool_and(${scopeIn(scope, undefined, 'p.').join(' and ')})`;
  const told = (name: string) => {
    const stands = `p."${name}" is not null and p."${name}" <> 0`;
    const few = [
      `count(*) filter (${stands}) between 1 and ${fewest.projects - 1}`,
      `count(*) - count(*) filter (${stands}) between 1 and ${fewest.projects - 1}`,
      ...(projects?.has('applicant_id')
        ? [
            `(count(*) filter (${stands}) > 0 and coalesce(min(p.applicant_id) filter (${stands}) = max(p.applicant_id) filter (${stands}), true))`,
          ]
        : []),
    ];
    return `if(not ${isOwn} and (${few.join(' or ')}), null, sum(p."${name}"))`;
  };
  const ofProjects = columns.map(({ name, type }) => {
    if (by.includes(name)) return `p."${name}"`;
    if (type !== 'number') return `null as "${name}"`;
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
