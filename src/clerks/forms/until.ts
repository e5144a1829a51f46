import { join } from 'node:path';
import type { Form } from '#spec';
import { noticesOn, readNoticeFolders, readTable, type Content, type Moment } from '#pipeline';

/**
 * Until when something is handed in, by the batches of the notice that is in force: what a column of the table of
 * batches says, with the clause that `<column>_clause` names. A batch of which it says nothing is left out.
 */
export async function readUntil(content: Content, moment: Moment): Promise<(column: string) => Form['until']> {
  const [folders, { table }] = await Promise.all([
    readNoticeFolders(content),
    readTable({ path: join(content.reference, 'batches.csv'), notice: null }),
  ]);
  const current = noticesOn(folders, moment)[0]?.notice;
  const batches = (table?.rows ?? []).filter(({ cells }) => current !== undefined && cells.notice === current);
  return (column) =>
    batches.flatMap(({ cells }) => {
      const { batch = '', title = '', [column]: at = '', [`${column}_clause`]: clause = '' } = cells;
      return /^\d{4}-\d{2}-\d{2}/.test(at)
        ? [{ batch, title: title === '' ? batch : title, at: at.trim(), clause: clause === '' ? null : clause }]
        : [];
    });
}
