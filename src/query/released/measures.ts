import type { Catalog } from '../catalog.ts';
import { dimensionNames, projectDimensions } from '../dimensions.ts';

/** What released sums are told by: the dimensions that a quota has too, the widest first. */
export const releasedBy = (catalog: Catalog): string[] =>
  dimensionNames.filter((name) => !projectDimensions.has(name) && catalog.marts.get('cube')?.has(name));

/** The sums of the cube that are of projects and no places: something of them may be withheld. */
export function sumsOfProjects(catalog: Catalog): string[] {
  const [cube, quotas, projects] = ['cube', 'quotas', 'projects'].map((mart) => catalog.marts.get(mart));
  const places = placesIn(catalog);
  return [...(cube?.values() ?? [])].flatMap(({ name, type }) =>
    type === 'number' && !places.has(name) && (name === 'projects' || (projects?.has(name) && !quotas?.has(name)))
      ? [name]
      : []
  );
}

/** The measures that are compared with a quota: they are public as it is. */
export function placesIn(catalog: Catalog): ReadonlySet<string> {
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
