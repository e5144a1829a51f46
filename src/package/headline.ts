import { computeFormula, readSubject, type Catalog } from '#query';
import { parseExact, Refusal, toText, type Exact, type Formula } from '#spec';
import type { Figure } from './figures.ts';
import type { PaperNumbers } from './papers.ts';
import { csvText } from './record-lines.ts';

/** The figures as a table for people: what stands above and below the line of a ratio, and on which paper it is. */
export function headlineCsv(figures: readonly Figure[], catalog: Catalog, papers: readonly PaperNumbers[]): string {
  const groups = Map.groupBy(figures, placeOf);
  return csvText([
    ['指标', '名称', '单位', '批次', '市', '值', '分子', '分母', '材料校验码', '说明', '口径'],
    ...figures.map((figure) => {
      const { metric, batch, city, value, isUntold } = figure;
      const info = catalog.metrics.get(metric);
      const [above, below] = dividedOf(catalog, metric, groups.get(placeOf(figure)) ?? []);
      return [
        metric,
        info?.title ?? metric,
        info?.unit ?? '',
        batch || '全部',
        city || '全部',
        value ?? '',
        above,
        below,
        papers.flatMap(({ code, has }) => (has(figure) ? [code] : [])).join('、'),
        isUntold ? '不适用' : value === null ? '未知' : '',
        info?.definition ?? '',
      ];
    }),
  ]);
}

const placeOf = ({ grouping, batch, city }: Figure): string => JSON.stringify([grouping, batch, city]);

/** What a metric divides and by what, exactly, made of the other figures of its place; '' where it divides nothing. */
function dividedOf(catalog: Catalog, metric: string, beside: readonly Figure[]): [above: string, below: string] {
  const values = new Map(beside.map(({ metric: name, value }) => [name, value]));
  try {
    const { formula } = readSubject(catalog, metric, { isOfOne: false });
    const divided = bare(formula);
    if (divided.kind !== 'arithmetic' || divided.operator !== '/') return ['', ''];
    const work = (part: Formula): string => {
      const outcome = computeFormula(part, {
        sumOf: (name) => exactOf(values.get(name)),
        formulaOf: (name) => ({ kind: 'constant', value: exactOf(values.get(name)) }),
      });
      return isExact(outcome) ? toText(outcome) : '';
    };
    return [work(bare(divided.left)), work(bare(divided.right))];
  } catch (error) {
    if (error instanceof Refusal) return ['', ''];
    throw error;
  }
}

/** Without what makes a double of it, or nothing of a 0 that it is divided by. */
const bare = (formula: Formula): Formula =>
  formula.kind === 'cast' || formula.kind === 'nullif' ? bare(formula.of) : formula;

const isExact = (value: unknown): value is Exact => typeof value === 'object' && value !== null;

/** Of what is a double already nothing is told exactly. */
const exactOf = (value: string | null | undefined): Exact | null =>
  value !== null && value !== undefined && /^-?\d+(?:\.\d+)?$/.test(value) ? parseExact(value) : null;
