import type { CellIssue } from './grid.ts';
import type { Layout } from './layout.ts';

/** A day and its time from two cells; a time that is whole by itself needs no day. */
export function moment(day = '', time = ''): string {
  const [on, at] = [day.trim(), time.trim()];
  if (at === '' || on === '') return on + at;
  return /^\d{1,2}[:：时点]/.test(at) ? `${on.replace(/ 00:00(?::00)?$/, '')} ${at}` : at;
}

/** A time that is whole by itself, beside another day. */
export function unlikeDays(cells: readonly string[], { days, columns }: Layout): CellIssue[] {
  return days.flatMap(({ at, day }) => {
    const [on, own] = [digits(cells[day]), digits(cells[at])];
    if (on === null || own === null || on === own) return [];
    return {
      check: 'unlike_days',
      effect: 'mark' as const,
      cell: at,
      value: cells[at]!,
      problem: `“${columns[day]!.header}”写的是“${cells[day]}”，“${columns[at]!.header}”写的是“${cells[at]}”，按后一个读取`,
      fix: '请核对，两处写成同一天',
    };
  });
}

/** 20250424 of a text that begins with a whole day. */
function digits(cell = ''): string | null {
  const match = /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(cell);
  return match && match[1]! + match[2]!.padStart(2, '0') + match[3]!.padStart(2, '0');
}
