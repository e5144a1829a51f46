import type { Out } from './out.ts';
import type { People } from './people.ts';
import { SOURCES } from './records.ts';
import { line } from './sound.ts';
import type { Line } from './table.ts';

/** Rows that another row may be meant by: numbers that are no ids, one payment told in two ways. */
export function writeIdentityFaults(out: Out, people: People): void {
  for (const nth of [1, 2]) {
    runningNumbers(out, people, nth);
    toldTwice(out, people, nth);
  }
}

/** Tables of two offices that number their projects 1, 2, 3: one number is two projects. */
function runningNumbers(out: Out, people: People, nth: number): void {
  const source = '项目基本信息表';
  const lines = ['1', '2', '3'].map((id): Line => {
    const place = { column: '项目编号', value: id };
    return {
      ...line(source, people.record(source), { 项目编号: id }),
      flaws: [
        { kind: '一个编号两家', ...place, expected: { check: 'other_applicant', effect: 'row' } },
        ...(id === '1'
          ? [{ kind: '编号是流水号', ...place, expected: { check: 'running_number', effect: 'mark' } as const }]
          : []),
      ],
    };
  });
  out.csv(`${source}_流水号第${nth}份_示例数据.csv`, { above: [], header: [SOURCES[source].headers], lines });
}

/** Two rows of one payment with other amounts. */
function toldTwice(out: Out, people: People, nth: number): void {
  const source = '奖补资金表';
  const record = people.record(source);
  const other = { ...record, 下达金额: String(Number(record.下达金额 || 10) + nth) };
  const lines = [record, other].map((each): Line => ({
    ...line(source, each),
    flaws: [{ kind: '同一笔写了两样', column: null, value: '', expected: { check: 'same_key', effect: 'mark' } }],
  }));
  out.csv(`${source}_同一笔写了两样第${nth}份_示例数据.csv`, { above: [], header: [SOURCES[source].headers], lines });
}
