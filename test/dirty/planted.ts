import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Effect } from '#spec';

/** A line of the list that `npm run sample -- --dirty` writes. */
export interface Planted {
  kind: string;
  file: string;
  sheet: string;
  row: number | null;
  column: string | null;
  value: string;
  /** null: the receipt must not say a word. */
  expected: { check: string; effect: Effect } | null;
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  整份退回: 'file',
  整行未导入: 'row',
  单元格按未知处理: 'cell',
  '照收，待核': 'mark',
};

export function readPlanted(folder: string): Planted[] {
  const [, ...lines] = readFileSync(join(folder, '埋设清单_示例数据.txt'), 'utf8').trimEnd().split('\r\n');
  return lines.map((line) => {
    const [, kind = '', file = '', sheet = '', row = '', column = '', value = '', check = '', what = ''] =
      line.split('\t');
    const effect = EFFECTS[what];
    if (effect === undefined && what !== '照收，不报')
      throw new Error(`the list says ${JSON.stringify(what)} of ${file}`);
    return {
      kind,
      file,
      sheet,
      row: row === '' ? null : Number(row),
      column: column || null,
      value,
      expected: effect === undefined ? null : { check, effect },
    };
  });
}
