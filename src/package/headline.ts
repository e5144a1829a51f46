import { computeFormula, readSubject, scopedRelations, type Catalog, type Subject } from '#query';
import { parseExact, Refusal, toText, type Exact, type Formula } from '#spec';
import type { Build } from '#warehouse';
import { placesQuery, type Figure } from './figures.ts';
import { named } from './named.ts';
import type { PaperNumbers } from './papers.ts';
import { csvText } from './record-lines.ts';
import { rowsView, type Selection } from './selected.ts';
import { quoted } from './texts.ts';

/** What stands above and below the line of a metric that divides, and the sums of both by place and column. */
export interface Divided {
  parts: ReadonlyMap<string, { above: Formula; below: Formula; of: Subject }>;
  sums: ReadonlyMap<string, ReadonlyMap<string, string | null>>;
}

/** Reads what every metric that divides is divided of, from the same rows as the figures. */
export async function readDivided(build: Build, catalog: Catalog, selection: Selection): Promise<Divided> {
  const parts = new Map(Array.from(catalog.metrics.keys()).flatMap((metric) => dividing(catalog, metric)));
  const columns = [
    ...new Set(Array.from(parts.values()).flatMap(({ of }) => of.terms.map(({ column }) => column))),
  ].filter((column) => catalog.marts.get('cube')?.has(column));
  if (columns.length === 0) return { parts, sums: new Map() };
  const query = placesQuery(
    columns.map((column) => [column, `sum(c.${quoted(column)})`]),
    'cube'
  );
  const { sql, values } = scopedRelations(catalog, ['cube'], rowsView(selection), query);
  const rows = await build.read<Place & { metric: string; value: string | null }>('divided', sql, named(sql, values));
  const places = Map.groupBy(rows, placeOf);
  return {
    parts,
    sums: new Map(Array.from(places, ([place, all]) => [place, new Map(all.map((row) => [row.metric, row.value]))])),
  };
}

function dividing(catalog: Catalog, metric: string): [string, { above: Formula; below: Formula; of: Subject }][] {
  try {
    const of = readSubject(catalog, metric, { isOfOne: false });
    const divided = bare(of.formula);
    if (divided.kind !== 'arithmetic' || divided.operator !== '/') return [];
    return [[metric, { above: bare(divided.left), below: bare(divided.right), of }]];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** Without what makes a double of it, or nothing of a 0 that it is divided by. */
const bare = (formula: Formula): Formula =>
  formula.kind === 'cast' || formula.kind === 'nullif' ? bare(formula.of) : formula;

type Place = Pick<Figure, 'grouping' | 'batch' | 'city'>;

const placeOf = ({ grouping, batch, city }: Place): string => JSON.stringify([grouping, batch, city]);

/** The figures as a table for people: what stands above and below the line of a ratio, and on which paper it is. */
export function headlineCsv(
  figures: readonly Figure[],
  catalog: Catalog,
  divided: Divided,
  papers: readonly PaperNumbers[]
): string {
  return csvText([
    ['指标', '名称', '单位', '批次', '市', '值', '分子', '分母', '材料校验码', '说明', '口径'],
    ...figures.map((figure) => {
      const { metric, batch, city, value, isUntold } = figure;
      const info = catalog.metrics.get(metric);
      return [
        metric,
        info?.title ?? metric,
        info?.unit ?? '',
        batch || '全部',
        city || '全部',
        value ?? '',
        ...partsOf(figure, divided),
        papers.flatMap(({ code, has }) => (has(figure) ? [code] : [])).join('、'),
        isUntold ? '不适用' : value === null ? '未知' : '',
        info?.definition ?? '',
      ];
    }),
  ]);
}

/** Exactly; '' where nothing is divided, or where one is not known. */
function partsOf(figure: Figure, { parts, sums }: Divided): [above: string, below: string] {
  const divided = parts.get(figure.metric);
  if (divided === undefined || figure.isUntold) return ['', ''];
  const known = sums.get(placeOf(figure));
  const work = (part: Formula): string => {
    const outcome = computeFormula(part, {
      sumOf: (column) => exactOf(known?.get(column)),
      formulaOf: (name) => divided.of.formulaOf(name),
    });
    return isExact(outcome) ? toText(outcome) : '';
  };
  return [work(divided.above), work(divided.below)];
}

const isExact = (value: unknown): value is Exact => typeof value === 'object' && value !== null;

/** Of what is a double already nothing is told exactly. */
const exactOf = (value: string | null | undefined): Exact | null =>
  typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? parseExact(value) : null;
