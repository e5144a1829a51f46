import type { Brief, ColumnInfo, Panel, Table } from '#spec';

/** What each number of a report means: of its sentences and of what its figures show, each once. */
export function definedIn(
  brief: Brief | null,
  printed: readonly { shown: { panel: Panel; table: Table } | { fault: string } }[]
): ColumnInfo[] {
  const ofText = (brief?.sections ?? []).flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'text' ? block.parts.flatMap((part) => ('figure' in part ? [part.figure] : [])) : []
    )
  );
  const said = (brief?.figures.columns ?? []).filter(({ name }) => ofText.includes(name));
  const drawn = printed.flatMap(({ shown }) => ('table' in shown ? columnsShown(shown.panel, shown.table) : []));
  const all = [...said, ...drawn].filter(({ definition }) => definition !== undefined);
  return all.filter(
    ({ title, definition }, at) =>
      all.findIndex((each) => each.title === title && each.definition === definition) === at
  );
}

function columnsShown({ chart }: Panel, { columns }: Table): ColumnInfo[] {
  const named = JSON.stringify(chart);
  const found = columns.filter(({ name }) => named.includes(`"${name}"`));
  return found.length === 0 ? [...columns] : found;
}
