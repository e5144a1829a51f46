import { random, type Random } from '../random.ts';
import { shuffled } from './cell-tables.ts';
import { nobodys } from './name-kinds.ts';
import type { Out } from './out.ts';
import type { People } from './people.ts';
import type { Effect } from './planted.ts';
import { DEPENDENT, SOURCES, type Rec, type SourceName } from './records.ts';
import { line } from './sound.ts';
import type { Line } from './table.ts';
import { footTables } from './totals.ts';

/** What is wrong with a line by another line, of its own file or of another. */
export function writeRowFaults(out: Out, people: People): void {
  for (const format of ['csv', 'xlsx'] as const) {
    const draw = random(people.seed, 'rows', format);
    const lines = new Map<SourceName, Line[]>();
    const add = (source: SourceName, ...more: Line[]) => lines.set(source, [...(lines.get(source) ?? []), ...more]);
    for (let time = 0; time < 2; time += 1) plantRows(people, add, { time: time + (format === 'csv' ? 0 : 2), draw });
    for (const [source, planted] of lines) {
      const { headers, title } = SOURCES[source];
      const sound = source === '各市推荐名额表' ? [] : [0, 1, 2].map(() => line(source, people.record(source)));
      const table = { above: [], header: [headers], lines: shuffled([...planted, ...sound], draw) };
      const name = `${title}_行间差错_示例数据`;
      if (format === 'csv') out.csv(`${name}.csv`, table, { encoding: 'gb18030' });
      else out.xlsx(`${name}.xlsx`, [{ name: title, table }]);
    }
    people.nextFile();
    for (const { title, table } of footTables(people, format)) {
      if (format === 'csv') out.csv(`${title}_合计差错_示例数据.csv`, table);
      else out.xlsx(`${title}_合计差错_示例数据.xlsx`, [{ name: '表', table }]);
    }
    people.nextFile();
  }
}

const KEYS = {
  项目基本信息表: '项目编号',
  推荐汇总表: '批次、项目编号',
  各市推荐名额表: '批次、市',
  省级评审: '项目编号',
  验收结果表: '项目编号、验收日期',
} as const;

function plantRows(
  people: People,
  add: (source: SourceName, ...lines: Line[]) => void,
  { time, draw }: { time: number; draw: Random }
): void {
  const planted = (
    source: SourceName,
    record: Rec,
    flaw: { kind: string; check: string; effect: Effect; column: string | null }
  ): Line => {
    const { kind, check, effect, column } = flaw;
    return {
      ...line(source, record),
      flaws: [
        {
          kind,
          column,
          value:
            column === null
              ? ''
              : column
                  .split('、')
                  .map((each) => record[each] ?? '')
                  .join(' '),
          expected: { check, effect },
        },
      ],
    };
  };

  for (const [source, column] of Object.entries(KEYS) as [SourceName, string][]) {
    const record = people.record(source);
    const twice = { kind: '同一文件里重复', check: 'duplicate_key', effect: 'row', column } as const;
    add(source, planted(source, record, twice), planted(source, record, twice));
  }
  for (const source of ['奖补资金表', '财政支持台账'] as const) {
    const record = people.record(source);
    const same = { kind: '两行处处相同', check: 'identical_row', effect: 'mark', column: null } as const;
    add(source, planted(source, record, same), planted(source, record, same));
  }
  for (const [i, source] of [...DEPENDENT].entries()) {
    const record = { ...people.recordOf(source, people.fresh()), 项目编号: nobodys(10 * time + i) };
    add(
      source,
      planted(source, record, { kind: '没有这个项目', check: 'unknown_project', effect: 'row', column: '项目编号' })
    );
  }
  const refused = people.fresh();
  const application = { ...people.recordOf('项目基本信息表', refused), '县（市、区）': '示例新区' };
  add(
    '项目基本信息表',
    planted('项目基本信息表', application, {
      kind: '没有这个县',
      check: 'unknown_county',
      effect: 'row',
      column: '县（市、区）',
    })
  );
  for (const source of ['流程记录', '验收结果表', '奖补资金表'] as const) {
    add(
      source,
      planted(source, people.recordOf(source, refused), {
        kind: '项目的申报信息未被接收',
        check: 'unknown_project',
        effect: 'row',
        column: '项目编号',
      })
    );
  }
  const reversed = {
    ...people.record('项目基本信息表'),
    响应内容起始日期: '2025-09-01',
    实施期止: draw.pick(['2025-08-31', '2024-09-01']),
  };
  add(
    '项目基本信息表',
    planted('项目基本信息表', reversed, {
      kind: '止早于起',
      check: 'period_reversed',
      effect: 'mark',
      column: '实施期止',
    })
  );
  const listed = people.record('推荐汇总表');
  const elsewhere = { ...listed, 推荐市: listed.推荐市 === '济南市' ? '青岛市' : '济南市' };
  add(
    '推荐汇总表',
    planted('推荐汇总表', elsewhere, {
      kind: '市与申报信息不一致',
      check: 'unlike_application',
      effect: 'mark',
      column: '推荐市',
    })
  );
  const before = { ...people.record('推荐汇总表'), 批次: '2024-1' };
  add(
    '推荐汇总表',
    planted('推荐汇总表', before, {
      kind: '批次与申报信息不一致',
      check: 'unlike_application',
      effect: 'mark',
      column: '批次',
    })
  );
}
