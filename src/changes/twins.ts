import type { Row } from '#spec';
import type { OpenWorld, OpenWorlds } from './pair.ts';

/** A project that left and one that entered, which are probably one under a mended number. */
export interface Twins {
  left: string;
  entered: string;
  /** What both share: at least two of three marks. */
  on: string[];
}

/**
 * Of the projects of one batch that left and entered, those that share at least two of firm, name and place in the
 * files. Only where neither has another candidate; else both are `ambiguous`. A hint: the arithmetic stays two lines.
 */
export async function twinsOf(
  open: OpenWorlds,
  [from, to]: readonly [OpenWorld, OpenWorld],
  { left, entered }: { left: readonly string[]; entered: readonly string[] }
): Promise<{ probablySame: Twins[]; ambiguous: string[] }> {
  if (left.length === 0 || entered.length === 0) return { probablySame: [], ambiguous: [] };
  const marksOf = (world: OpenWorld, ids: readonly string[]) =>
    open.read<Row>(
      world,
      'twins',
      `select project_id, batch, applicant_id,
        lower(regexp_replace(project_name, '[[:space:][:punct:]（）“”，。、·]', '', 'g')) as project_name,
        concat_ws(chr(31), source_file, source_sheet, source_row) as "row"
       from validated.applications
       where project_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))
       order by project_id`,
      { ids: JSON.stringify(ids) }
    );
  const [old, now] = [await marksOf(from, left), await marksOf(to, entered)];
  const names = ['applicant_id', 'project_name', 'row'];
  const pairs = old.flatMap((before) =>
    now
      .filter((after) => after.batch === before.batch)
      .map((after) => ({
        left: String(before.project_id),
        entered: String(after.project_id),
        on: names.filter((name) => before[name] !== null && before[name] === after[name]),
      }))
      .filter(({ on }) => on.length >= 2)
  );
  const isAlone = (pair: Twins) =>
    pairs.every((each) => each === pair || (each.left !== pair.left && each.entered !== pair.entered));
  const probablySame = pairs.filter(isAlone);
  const unclear = pairs.filter((pair) => !isAlone(pair)).flatMap((pair) => [pair.left, pair.entered]);
  return { probablySame, ambiguous: [...new Set(unclear)].sort() };
}
