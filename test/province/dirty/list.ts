import type { Planted } from './planted.ts';

const EFFECTS = { file: '整份退回', row: '整行未导入', cell: '单元格按未知处理', mark: '照收，待核' } as const;
const HEADERS = ['序号', '种类', '文件', '工作表', '行', '列', '值', '应报的问题', '处理'];

/** The list of what was planted, as lines of cells between tabs, ready for a spreadsheet. */
export function listOf(planted: readonly Planted[]): string {
  const lines = planted.map(({ kind, file, sheet, row, column, value, expected }, i) =>
    [
      i + 1,
      kind,
      file,
      sheet,
      row ?? '',
      column ?? '',
      visible(value),
      expected?.check ?? '',
      expected ? EFFECTS[expected.effect] : '照收，不报',
    ].join('\t')
  );
  return `\uFEFF${[HEADERS.join('\t'), ...lines].join('\r\n')}\r\n`;
}

/** On one line, at most eighty characters of it. */
const visible = (value: string): string =>
  value
    .slice(0, 80)
    .replace(
      /[\p{Cc}\p{Cf}\uFFFD]/gu,
      (found) => `⟨U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`
    );
