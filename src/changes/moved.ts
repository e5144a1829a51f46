import type { Scope } from '#spec';
import type { Line } from './lines.ts';
import type { OpenWorld, OpenWorlds } from './pair.ts';
import { quoted } from './quoted.ts';

const project = 'project:';

/**
 * Whether a project that entered or left was there on the other side, outside of what was asked: then it moved, and by
 * which dimension. Where it crossed the border of the reader's scope nothing of the other side is told.
 */
export async function lookUpMoved(
  open: OpenWorlds,
  [from, to]: readonly [OpenWorld, OpenWorld],
  lines: readonly Line[],
  { filters, scope }: { filters: Readonly<Record<string, readonly string[]>>; scope: Scope }
): Promise<Line[]> {
  const asked = [...new Set([...Object.keys(filters), ...Object.keys(scope)])].filter((name) =>
    [from, to].every(({ catalog }) => catalog.marts.get('projects')?.has(name))
  );
  const ids = lines.flatMap(({ subject, kind }) =>
    kind !== 'changed' && subject.startsWith(project) ? [subject.slice(project.length)] : []
  );
  if (ids.length === 0 || asked.length === 0) return [...lines];
  const side = (alias: string, name: string) => `${alias}.${quoted(name)}::varchar`;
  const rows = await open.read<Record<string, string | null>>(
    to,
    'moved',
    `select n.project_id, ${asked.map((name) => `${side('o', name)} as ${quoted(`from_${name}`)}, ${side('n', name)} as ${quoted(`to_${name}`)}`).join(', ')}
     from ${from.alias}.marts.projects as o
     join marts.projects as n using (project_id)
     where project_id in (select unnest(from_json($ids::json, '["VARCHAR"]')))`,
    { ids: JSON.stringify(ids) }
  );
  const known = new Map(rows.map((row) => [`${project}${String(row.project_id)}`, row]));
  return lines.map((line): Line => {
    const row = line.kind === 'changed' ? undefined : known.get(line.subject);
    if (row === undefined) return line;
    const isIn = line.kind === 'entered';
    const moved = asked
      .map((dimension) => ({ dimension, from: row[`from_${dimension}`] ?? null, to: row[`to_${dimension}`] ?? null }))
      .filter((each) => each.from !== each.to);
    const crossed = moved.filter(({ dimension, from, to }) => {
      const values = scope[dimension];
      const other = isIn ? from : to;
      return values !== undefined && (other === null || !values.includes(other));
    });
    const how = isIn ? 'moved_in' : 'moved_out';
    if (crossed.length === 0) return { ...line, how, moved };
    const shown = crossed.map(({ dimension, from, to }) => ({
      dimension,
      from: isIn ? null : from,
      to: isIn ? to : null,
    }));
    return { ...line, how, moved: shown, hidden: true };
  });
}
