import type { PersonalRow, Scope } from '#spec';
import type { QueryContext } from '../context.ts';
import { rowsOfProjects } from './source-rows.ts';

/** What the rows of these projects say in personal columns, as far as they are of the scope. */
export async function personalOf(context: QueryContext, ids: readonly string[], scope: Scope): Promise<PersonalRow[]> {
  const found = await rowsOfProjects({ ...context, reveals: true }, ids, scope);
  return Array.from(found).flatMap(([project_id, rows]) =>
    rows.flatMap(({ title, file, sheet, row, state, cells }) => {
      const personal = cells.flatMap(({ header, value, isPrivate }) =>
        isPrivate && value !== null ? [{ header, value }] : []
      );
      return personal.length > 0 && state === 'loaded'
        ? [{ project_id, title, file, sheet, row, cells: personal }]
        : [];
    })
  );
}
