import type { ColumnInfo, ColumnType, Receipt, Row, Table, Defects } from '#spec';
import { words } from '#lib/words.ts';

/**
 * What became of each file, as a table: read = loaded + superseded
 * + rejected + totals + blank; of several, their sums first.
 */
export function filesTable({ version, files }: Pick<Receipt, 'version' | 'files'>): Table {
  const sum = (name: 'read' | 'loaded' | 'superseded' | 'rejected' | 'totals' | 'blank') =>
    files.reduce((total, each) => total + each[name], 0);
  const sums = {
    file: words.allFiles,
    read: sum('read'),
    loaded: sum('loaded'),
    superseded: sum('superseded'),
    rejected: sum('rejected'),
    totals: sum('totals'),
    blank: sum('blank'),
  };
  const rest = { source: '', encoding: '', header_row: '', status: '', unknown_columns: '' };
  return {
    version,
    columns: columnsOf({
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
    }),
    rows: [
      ...(files.length > 1 ? [{ ...rest, ...sums }] : []),
      ...files.map((each) => ({
        path: each.file,
        sheet: each.sheet,
        sha256: each.sha256,
        status_code: each.status,
        file: each.sheet ? `${each.file} · ${each.sheet}` : each.file,
        source: each.sourceTitle,
        encoding: each.encoding,
        header_row: each.headerRow,
        status: words.statuses[each.status],
        read: each.read,
        loaded: each.loaded,
        superseded: each.superseded,
        rejected: each.rejected,
        totals: each.totals,
        blank: each.blank,
        unknown_columns: each.unknownColumns.length > 0 ? each.unknownColumns.join('、') : null,
      })),
    ],
  };
}

/** The defects, the place they are in first. */
export function defectsTable({ version, rows }: Defects): Table {
  return {
    version,
    columns: columnsOf({
      effect: '后果',
      file: '文件',
      row: ['行', 'number'],
      column: '列',
      value: '所填',
      problem: '问题',
      fix: '怎么办',
    }),
    rows: rows.map((each) => ({
      ...each,
      path: each.file ?? null,
      file: each.sheet ? `${String(each.file)} · ${String(each.sheet)}` : (each.file ?? null),
    })),
  };
}

export function assertionsTable({ version, assertions }: Receipt): Table {
  return {
    version,
    columns: columnsOf({ title: '应当成立的等式', broken: ['不成立的', 'number'] }),
    rows: assertions.map(({ name, title, broken }) => ({ name, title, broken })),
  };
}

export function versionsTable(versions: readonly Row[], newest: string): Table {
  return {
    version: newest,
    columns: columnsOf({
      version: '版本',
      number: '回执',
      now: '',
      loaded_at: '导入于',
      as_of: '数据截至',
      files: ['文件', 'number'],
      rows: ['导入行数', 'number'],
      defects: ['问题', 'number'],
    }),
    rows: versions.map((each) => ({
      ...each,
      now: [
        each.version === newest ? words.current : '',
        each.is_sample ? words.sample : '',
        each.needs_rebuild ? words.needsRebuild : '',
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}

export function columnsOf(titles: Readonly<Record<string, string | readonly [string, ColumnType]>>): ColumnInfo[] {
  return Object.entries(titles).map(([name, said]) => {
    const [title, type] = typeof said === 'string' ? ([said, 'string'] as const) : said;
    return { name, title, type, unit: null };
  });
}
