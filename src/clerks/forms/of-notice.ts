import { headerOf, noticesOn, readNoticeFolders, type Content, type Moment, type NoticeFolder } from '#pipeline';
import type { Column, Source } from '#spec';

/** What the notice in force makes of the contracts. */
export interface FormOfNotice {
  /** Whether it asks for the table, or for the column of it. */
  has(source: string, said: Pick<Source | Column, 'onlyIn'>, column?: string): boolean;
  /** What it calls a column. */
  header(source: string, column: string): string | null;
  /** The values of a choice that it knows; null where it does not list them. */
  options({ of, ofNotice }: Column): string[] | null;
  /** Rows of a table for all that name a notice: those of the one in force first, those of none that is known not. */
  inOrder<T extends Readonly<Record<string, string>>>(rows: readonly T[]): T[];
}

/** The form of the notice that is in force on a day. */
export async function formOfNotice(content: Content, moment: Moment): Promise<FormOfNotice> {
  const notices = noticesOn(await readNoticeFolders(content), moment);
  const current: NoticeFolder | undefined = notices[0];
  const forms = (current?.tables.get('forms')?.rows ?? []).map(({ cells }) => headerOf(cells));
  const named = (source: string, column: string) =>
    forms.find((each) => each.source === source && each.column === column)?.header ?? null;
  const rank = ({ notice = '' }: Readonly<Record<string, string>>) =>
    notices.findIndex((each) => each.notice === notice);
  return {
    has: (source, { onlyIn }, column = '') => onlyIn === undefined || named(source, column) !== null,
    header: named,
    options({ of, ofNotice = '' }) {
      const [table = '', column = ''] = ofNotice.split('.');
      const rows = current?.tables.get(table)?.rows ?? [];
      const listed = new Set(rows.map(({ cells }) => cells[column]));
      return of === undefined || listed.size === 0 ? null : of.filter((value) => listed.has(value));
    },
    inOrder: (rows) =>
      rows.some((row) => row.notice !== undefined)
        ? rows.filter((row) => rank(row) >= 0).toSorted((a, b) => rank(a) - rank(b))
        : [...rows],
  };
}
