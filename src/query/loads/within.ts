import type { Defect, RowLocation } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { keyOf } from '../source-rows/row.ts';
import type { Reach } from '../source-rows/reach.ts';

/**
 * The defects of what a reader may read. One that was cured stood in the version before, where its row may have been
 * somebody else's: it is told to whom the file is. Whether the row names no project of others stands beside each. Of
 * the rows of one source those of the others are not looked through.
 */
export function defectsWithin(reach: Reach | null, table: 'defects' | 'compared', source?: string): string {
  if (reach === null) return `loads.${table}`;
  const handedIn = [...reach.handedIn].map((_, at) => `$handed_in_${at}`).join(', ');
  const own = [...reach.own].map((_, at) => `$own_${at}`).join(', ');
  const conditions = [
    `(r.source_file is not null${own === '' ? '' : ` or l.file in (${own})`})`,
    ...(table === 'compared' ? [`(state <> 'cured'${handedIn === '' ? '' : ` or file in (${handedIn})`})`] : []),
  ];
  // The rows of a reach are of every table that is typed: they are looked through once.
  return `(
    select l.*, coalesce(r.is_plain, true) as is_plain
    from loads.${table} as l
    left join (${(source === undefined ? undefined : reach.of.get(source)) ?? reach.rows}) as r
      on r.source_file = l.file and r.source_sheet = l.sheet and r.source_row = l."row"
    where ${conditions.join(' and ')}
  )`;
}

/** The same for defects that do not say whether their row names a project of others: it is looked up. */
export async function defectWordsWithin(context: QueryContext, reach: Reach | null) {
  const told = await wordsWithin(context, reach);
  if (reach === null) return told;
  const odd = await rowsOf<RowLocation>(context, 'rows of others', {
    sql: `select source_file as file, source_sheet as sheet, source_row as row from (${reach.rows}) where not is_plain`,
    values: reach.values,
  });
  const places = new Set(odd.map(keyOf));
  return <D extends { file: string; sheet: string; row: number | null }>(defect: D): D =>
    told({ ...defect, is_plain: !places.has(keyOf({ ...defect, row: defect.row ?? 0 })) });
}

/** What stands in the place of words that name a row which the reader may not see, or may: it is not said which. */
export const elsewhere = '与另一行有关，那一行可能不在您能看的范围里，这里不写是哪一行：请与省里核对。';

type Told = Partial<Pick<Defect, 'file' | 'problem' | 'fix' | 'effect'>> & { is_plain?: unknown };

/**
 * Defects without what their words say of rows that are not the reader's. A file that is all theirs may name its rows;
 * no words name another file, or another row of a file that others stand in too. Of a row that names a project of
 * others neither what it is compared with is told nor who is to do what.
 */
export async function wordsWithin(
  context: QueryContext,
  reach: Reach | null
): Promise<<D extends object>(defect: D) => D> {
  if (reach === null) return (defect) => defect;
  const files = await rowsOf<{ file: string }>(context, 'files', {
    sql: 'select distinct source_file as file from sources.files',
  });
  const others = files.map(({ file }) => file).filter((file) => !reach.own.has(file));
  return <D extends object>(defect: D): D => {
    const { is_plain: isPlain, ...own } = defect as D & Told;
    const { file = '', problem = '', fix = '', effect } = own;
    const tells = (text: string) =>
      others.some((other) => text.includes(other)) || (!reach.own.has(file) && /第 ?\d+ ?行/.test(text));
    // Why a row is not used is told to whoever handed it in; what it is compared with is not.
    const isTold = isPlain !== false || effect === 'row';
    return {
      ...own,
      problem: isTold && !tells(problem) ? problem : elsewhere,
      fix: isTold && !tells(fix) ? fix : '',
    } as unknown as D;
  };
}
