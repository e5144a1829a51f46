import type { Form, FormColumn, Table } from '#spec';
import { tableOf } from '../receipts.ts';

const needOf = ({ required, essential }: FormColumn): string =>
  essential ? '必填' : required ? '要有这一列' : '可不填';

/** A column of a source in words. */
export interface ColumnInWords {
  header: string;
  isEssential: boolean;
  need: string;
  kind: string;
  options: string;
  note: string;
  aliases: string;
}

/** The columns of a source, as those who fill it in need them. */
export function columnsInWords({ columns }: Form): ColumnInWords[] {
  const keys = columns.filter(({ isKey }) => isKey).map(({ header }) => header);
  const ofKey = `${keys.length > 1 ? `${keys.slice(0, -1).join('、')}和${keys.at(-1)}合起来是` : ''}一行的标识，同一个文件里不能重复`;
  return columns.map((column) => ({
    header: column.header,
    isEssential: column.essential,
    need: needOf(column),
    kind: column.kindTitle,
    options: column.options?.join('、') ?? '',
    note: [column.isKey ? ofKey : null, column.note].filter(Boolean).join('；'),
    aliases: column.aliases.join('、'),
  }));
}

/** How people call such files: the beginnings of names that are in Chinese. */
export const fileNames = ({ files }: Form): string[] => files.filter((name) => /\p{Script=Han}/u.test(name));

/** Every kind of cell that some source has, once, and what it reads. */
export function kindsTable(sources: readonly Form[]): Table {
  const kinds = new Map(sources.flatMap(({ columns }) => columns.map((column) => [column.kind, column] as const)));
  const rows = Array.from(kinds.values(), ({ kindTitle, reads }) => ({ kind: kindTitle, reads }));
  return tableOf({ kind: '填什么', reads: '怎样写都认得' }, rows);
}
