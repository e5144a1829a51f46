import { add, parseExact, toText } from '#spec';
import type { Because } from './because.ts';
import { isNone, total, type Fraction } from './fraction.ts';
import type { MetricChange, ToldLine } from './metric.ts';
import { scaleFor, sharedOut } from './printed.ts';
import type { Step } from './worlds.ts';

export interface PrintedLine extends ToldLine {
  /** Its share as it is printed: those of all lines add up to the change. null where it has none. */
  said: string | null;
}

/** Lines that one thing made: of 300 projects under one header whose unit was mended, one group. */
export interface Group {
  step: Step;
  /** What it is, in words. */
  says: string;
  /** What the step itself changed, where that is not of single rows. */
  because: Because[];
  delta: Fraction | null;
  said: string | null;
  lines: PrintedLine[];
}

/** The lines of a change by what made them, the largest first within each step, all printed in one scale. */
export function groupsOf(
  change: Pick<MetricChange, 'lines' | 'steps' | 'change' | 'format' | 'unit'>,
  titles: Readonly<Record<string, string>> = {}
): Group[] {
  const { lines } = change;
  const deltas = lines.map(({ delta }) => delta);
  const scale = scaleFor(change, [change.change, ...deltas]);
  const known = deltas.includes(null) ? null : (deltas as Fraction[]);
  // A part that came to be known changes a number that was none: nothing is shared out, each is told as it is.
  const whole = known === null ? null : total(known);
  const shares = known === null || whole === null ? null : sharedOut(whole, known, scale).lines;
  const told = lines.map((line, at): PrintedLine => ({ ...line, said: shares?.[at] ?? null }));
  const groups = Array.from(
    Map.groupBy(told, (line) => JSON.stringify([line.step, keyOf(line)])).values(),
    (members): Group => {
      const [first] = members as [PrintedLine, ...PrintedLine[]];
      const sum = members.some(({ delta }) => delta === null) ? null : total(members.map(({ delta }) => delta!));
      return {
        step: first.step,
        says: sayGroup(first, titles),
        because: first.step === 'data' ? [] : first.because,
        delta: sum,
        said: shares === null ? null : toText(members.map(({ said }) => parseExact(said ?? '0')).reduce(add)),
        lines: members.toSorted((a, b) => bySize(a.delta, b.delta)),
      };
    }
  );
  const order = change.steps.map(({ step }) => step);
  return groups.toSorted((a, b) => order.indexOf(a.step) - order.indexOf(b.step) || bySize(a.delta, b.delta));
}

/** What makes lines one: the kind of change and, of cells, source, file and column, whatever each says. */
function keyOf({ step, kind, how, hidden, moved, term, because }: ToldLine): unknown {
  if (step !== 'data') return [kind, how ?? null, term ?? null];
  if (hidden) return ['hidden', kind];
  const rows = because.map((each) =>
    each.kind === 'cell' || each.kind === 'unit'
      ? [each.kind, each.source, each.column, each.to.file, each.to.sheet]
      : [each.kind, 'source' in each ? each.source : '']
  );
  const parts = [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
  return [kind, how ?? null, moved?.map(({ dimension }) => dimension) ?? null, parts];
}

const kinds = { entered: '新增', left: '没有了', changed: '数据改了' } as const;

function sayGroup(
  { step, kind, how, hidden, moved, because }: ToldLine,
  titles: Readonly<Record<string, string>>
): string {
  if (step === 'engine') return '口径公式或程序改了';
  if (step === 'reference') return '口径数据改了';
  if (step === 'day') return because[0]?.kind === 'day' ? `截至日从 ${because[0].from} 到 ${because[0].to}` : '截至日';
  if (step === 'decision') return '核定';
  if (hidden) return kind === 'left' ? '不再属所辖范围' : '转入所辖范围';
  const head =
    how === 'moved_in' || how === 'moved_out'
      ? `${how === 'moved_in' ? '移入' : '移出'}（${(moved ?? []).map(({ dimension }) => titles[dimension] ?? dimension).join('、')}改了）`
      : how === 'became_known'
        ? '变为已知'
        : how === 'became_unknown'
          ? '变为未知'
          : kinds[kind];
  const told = [...columnsOf(because), ...rowsOf(because)];
  const some = told.length > 3 ? [...told.slice(0, 2), `等 ${told.length} 处`] : told;
  return [...(kind === 'changed' && how === undefined && some.length > 0 ? [] : [head]), ...some].join('；');
}

/** The columns whose cells or units are others, each with its file. */
const columnsOf = (because: readonly Because[]): string[] => [
  ...new Set(
    because.flatMap((each) =>
      each.kind === 'unit'
        ? [`${each.to.file} 的“${each.column}”单位从${each.from.unit ?? '未写'}改为${each.to.unit ?? '未写'}`]
        : each.kind === 'cell'
          ? [`${each.to.file} 的“${each.column}”改了`]
          : []
    )
  ),
];

const rowWords = {
  row_added: '多了一行',
  row_removed: '少了一行',
  row_accepted: '原来没有导入的一行导入了',
  row_rejected: '原来导入的一行没有导入',
} as const;

const rowsOf = (because: readonly Because[]): string[] => [
  ...new Set(
    because.flatMap((each) =>
      each.kind in rowWords && 'source' in each
        ? [
            `${(each.kind === 'row_removed' ? each.from : each.to)?.file ?? ''} ${rowWords[each.kind as keyof typeof rowWords]}`,
          ]
        : []
    )
  ),
];

/** Whichever is larger, up or down; what has no share last. */
function bySize(a: Fraction | null, b: Fraction | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [one, two] = [sizeOf(a) * b.below, sizeOf(b) * a.below];
  return one > two ? -1 : one < two ? 1 : Number(isNone(a)) - Number(isNone(b));
}

const sizeOf = ({ above }: Fraction): bigint => (above < 0n ? -above : above);
