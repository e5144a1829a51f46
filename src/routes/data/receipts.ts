import { rowCounts, type ColumnType, type Defect, type Receipt, type ReceiptAnswer, type Row, type Table } from '#spec';
import { words } from '#lib/words.ts';
import { words as uploadWords } from './upload-words.ts';

type ComparedDefect = NonNullable<ReceiptAnswer['compared']>['defects'][number];

/**
 * What became of each file, as a table: read = loaded + superseded
 * + rejected + totals + blank; of several, their sums first.
 */
export function filesTable({ files }: Pick<Receipt, 'files'>): Table {
  const sums = rowCounts.map((name) => [name, files.reduce((sum, each) => sum + each[name], 0)]);
  const rest = { file: words.allFiles, source: '', encoding: '', header_row: '', status: '', unknown_columns: '' };
  return tableOf(
    {
      file: '文件',
      source: '来源',
      encoding: '编码',
      header_row: ['表头行', 'number'],
      status: '结果',
      read: ['读到', 'number'],
      loaded: ['导入', 'number'],
      superseded: ['被取代', 'number'],
      rejected: ['未导入', 'number'],
      totals: ['合计行', 'number'],
      blank: ['空行', 'number'],
      unknown_columns: '不认识的列',
    },
    [
      ...(files.length > 1 ? [{ ...rest, ...Object.fromEntries(sums) }] : []),
      ...files.map((each) => ({
        path: each.file,
        sheet: each.sheet,
        sha256: each.sha256,
        status_code: each.status,
        file: fileAndSheet(each.file, each.sheet),
        source: each.sourceTitle,
        encoding: each.encoding,
        header_row: each.headerRow,
        status: words.statuses[each.status],
        ...Object.fromEntries(rowCounts.map((name) => [name, each[name]])),
        unknown_columns: each.unknownColumns.length > 0 ? each.unknownColumns.join('、') : null,
      })),
    ]
  );
}

/** A file, and its sheet where it has several. */
const fileAndSheet = (file: string, sheet: string): string => (sheet === '' ? file : `${file} · ${sheet}`);

/** Defects, each with where it stands; of those that were compared what became of them, else what they do. */
export function defectsTable(
  defects: readonly (Defect | ComparedDefect)[],
  first: 'effect' | 'state' = 'effect'
): Table {
  return tableOf(
    {
      [first]: first === 'effect' ? words.effect : uploadWords.state,
      file: '文件',
      row: ['行', 'number'],
      column: '列',
      value: '所填',
      problem: '问题',
      fix: '怎么办',
    },
    defects.map((each) => ({
      ...each,
      path: each.file,
      file: fileAndSheet(each.file, each.sheet),
      ...('state' in each ? { state: uploadWords[each.state], fix: each.state === 'cured' ? null : each.fix } : {}),
    }))
  );
}

export const assertionsTable = ({ assertions }: Receipt): Table =>
  tableOf({ title: '应当成立的等式', broken: ['不成立的', 'number'] }, assertions);

export function versionsTable(versions: readonly Row[], newest: string): Table {
  return tableOf(
    {
      version: '版本',
      number: '回执',
      now: '',
      loaded_at: '导入于',
      as_of: '数据截至',
      files: ['文件', 'number'],
      rows: ['导入行数', 'number'],
      defects: ['问题', 'number'],
    },
    versions.map((each) => ({
      ...each,
      now: [
        each.version === newest ? words.current : '',
        each.is_sample ? words.sample : '',
        each.needs_rebuild ? words.needsRebuild : '',
      ]
        .filter(Boolean)
        .join(' · '),
    }))
  );
}

type Titles = Readonly<Record<string, string | readonly [string, ColumnType]>>;

/** A table of this house's own making: its columns by their titles, those of text without a type. */
export function tableOf(titles: Titles, rows: readonly Row[]): Table {
  const columns = Object.entries(titles).map(([name, head]) => {
    const [title, type] = typeof head === 'string' ? ([head, 'string'] as const) : head;
    return { name, title, type, unit: null };
  });
  return { version: '', columns, rows: [...rows] };
}
