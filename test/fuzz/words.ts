import type { Figures } from './run.ts';

const names: Readonly<Record<string, string>> = {
  refused: '整份退回',
  'cell by cell': '逐格相同',
  'word by word': '引号已坏、逐词不缺',
  alone: '另一读法读不了',
};

/** The figures of a format on one line. */
export function lineOf({ format, runs, held, rows, loads, slowest }: Figures): string {
  const parts = Object.entries(names).flatMap(([key, name]) => (held[key] ? [`${name} ${held[key]}`] : []));
  return `${format === 'text' ? 'CSV、TSV' : 'XLSX'} ${runs} 份：${parts.join('，')}；${rows} 行；整次导入 ${loads} 次；最慢 ${slowest.toFixed(2)} 秒`;
}
