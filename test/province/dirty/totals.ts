import type { People } from './people.ts';
import { SOURCES, type SourceName } from './records.ts';
import { line } from './sound.ts';
import type { Cell, Flaw, Line, Table } from './table.ts';

const IN: readonly (readonly [SourceName, wrong: readonly string[], right: readonly string[]])[] = [
  ['奖补资金表', ['拟奖补金额', '下达金额'], ['拨付金额']],
  ['验收结果表', ['申报实际投入'], ['核定实际投入']],
  ['各市推荐名额表', ['推荐名额'], []],
  ['财政支持台账', ['金额'], []],
];

/** Tables with subtotals and a total, of which some columns foot and others do not. */
export function footTables(people: People, format: 'csv' | 'xlsx'): { title: string; table: Table }[] {
  return IN.map(([source, wrong, right]) => {
    const { headers, title } = SOURCES[source];
    const groups = [0, 1].map(() => Array.from({ length: 3 }, () => people.record(source)));
    const all = groups.flat();
    const footed = [...wrong, ...right];
    const total = (
      label: string,
      of: readonly Readonly<Record<string, string>>[],
      by: Readonly<Record<string, Cell>>
    ): Line => {
      const sum = (column: string) =>
        of.reduce((whole, record) => whole + Math.round(Number(record[column] ?? 0) * 100), 0) / 100;
      const cells = Object.fromEntries(
        footed.map((column) => [column, written(by[column] ?? sum(column), sum(column), format)])
      );
      const flaws = footed.map((column): Flaw => ({
        kind: column in by ? '合计不平' : '合计相符',
        column,
        value: String(by[column] ?? sum(column)),
        expected: column in by ? { check: 'total_does_not_foot', effect: 'mark' } : null,
      }));
      return { ...line(source, {}, { [headers[0] as string]: label, ...cells }), flaws };
    };
    const off = (of: readonly Readonly<Record<string, string>>[], by: number) =>
      Object.fromEntries(
        wrong.map((column) => [
          column,
          Math.round((of.reduce((whole, record) => whole + Number(record[column] ?? 0), 0) + by) * 100) / 100,
        ])
      );
    const lines = groups.flatMap((group, i) => [
      ...group.map((record) => line(source, record)),
      total('小计', group, i === 0 ? {} : off(group, 1)),
    ]);
    return {
      title,
      table: {
        above: [],
        header: [headers],
        lines: [...lines, total('合计', all, off(all, source === '各市推荐名额表' ? -2 : 0.02))],
      },
    };
  });
}

const written = (cell: Cell, sum: number, format: 'csv' | 'xlsx'): Cell => {
  if (typeof cell !== 'number') return cell;
  if (format === 'csv') return cell === sum ? cell.toFixed(2).replace(/\.00$/, '') : String(cell);
  return { formula: 'SUM(A1:A9)', value: cell };
};
