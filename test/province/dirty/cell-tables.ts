import { random, type Random } from '../random.ts';
import { BOOK_KINDS } from './book-kinds.ts';
import type { CellKind } from './cell-kind.ts';
import { DAY_KINDS } from './day-kinds.ts';
import { MONEY_KINDS } from './money-kinds.ts';
import { NAME_KINDS } from './name-kinds.ts';
import { NUMBER_KINDS } from './number-kinds.ts';
import { ODD_KINDS } from './odd-kinds.ts';
import type { People } from './people.ts';
import { SOURCES, type Rec, type SourceName } from './records.ts';
import { line } from './sound.ts';
import { cellText, type Line, type Table } from './table.ts';

const KINDS: readonly CellKind[] = [
  ...MONEY_KINDS,
  ...DAY_KINDS,
  ...NAME_KINDS,
  ...NUMBER_KINDS,
  ...ODD_KINDS,
  ...BOOK_KINDS,
];

/** A value of a kind in a column. */
interface Spot {
  kind: CellKind;
  column: string;
  value: CellKind['values'][number];
  effect: CellKind['effect'];
}

/** Every value of every kind in each of its places. */
function spotsOf(source: SourceName, format: 'csv' | 'xlsx'): Spot[] {
  return KINDS.filter(({ only = format }) => only === format).flatMap((kind) =>
    kind.places
      .filter(([of]) => of === source)
      .flatMap(([, column, effect = kind.effect]) => kind.values.map((value) => ({ kind, column, effect, value })))
  );
}

/**
 * The table of a source with every kind of cell planted in a line
 * of its own, among sound lines, in an order that the seed decides.
 */
export function cellTable(source: SourceName, format: 'csv' | 'xlsx', people: People): Table {
  const draw = random(people.seed, 'dirty', source, format);
  const { headers, title, money } = SOURCES[source];
  const planted = spotsOf(source, format).map((spot) => plantedLine(source, spot, people.record(source), draw));
  const sound = Array.from({ length: Math.max(3, planted.length >> 2) }, () => line(source, people.record(source)));
  return {
    above: [[`${title}（示例数据，有意留下差错）`, ...headers.slice(1).map(() => '')]],
    header: [headers.map((header) => (format === 'csv' && money.has(header) ? `${header}(万元)` : header))],
    lines: shuffled([...planted, ...sound], draw),
  };
}

function plantedLine(source: SourceName, { kind, column, value, effect }: Spot, record: Rec, draw: Random): Line {
  const cell = typeof value === 'function' ? value(record, draw) : value;
  const expected = kind.check === null || effect === undefined ? null : { check: kind.check, effect };
  return {
    ...line(source, record, { [column]: cell }),
    flaws: [expected, ...(kind.also ? [kind.also] : [])].map((each) => ({
      kind: kind.kind,
      column,
      value: cellText(cell),
      expected: each,
    })),
  };
}

export function shuffled<T>(values: readonly T[], draw: Random): T[] {
  const mixed = [...values];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const other = draw.whole(0, i);
    [mixed[i], mixed[other]] = [mixed[other] as T, mixed[i] as T];
  }
  return mixed;
}
