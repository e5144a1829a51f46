import { hashOf } from '#warehouse';
import type { Receipt, Row, Scope } from '#spec';
import { becauseOf, type Because } from './because.ts';
import { openWorlds, type OpenWorld, type OpenWorlds } from './pair.ts';
import { quoted } from './quoted.ts';
import { differingRows } from './rows.ts';
import { rowsWithin } from './rows-within.ts';

/** A version, and where it lies. */
export interface Kept {
  receipt: Receipt;
  path: string;
}

/** What became of one project from one version to the next in which anything of it is another. */
export interface HistoryStep {
  from: Receipt;
  to: Receipt;
  kind: 'entered' | 'left' | 'changed';
  /** It crossed the border of what the reader may see: nothing of the other side is told. */
  isHidden: boolean;
  because: Because[];
  verdicts: { rule: string; title: string; span: string | null; from: string | null; to: string | null }[];
  /** What else differs between the two versions, and may have turned a verdict. */
  isOtherDay: boolean;
  isOtherContent: boolean;
}

/** A project in one version. */
interface Seen {
  /** It is there, and whether the reader may see it there. */
  state: 'absent' | 'foreign' | 'seen';
  rows: string;
  verdicts: ReadonlyMap<string, { rule: string; title: string; span: string | null; verdict: string }>;
}

/**
 * Walks versions in their order and tells where a project is another: its rows by value, or its verdicts. What lies
 * outside of a reader's scope on one side is told as such, and nothing of it. null: the last of them does not show it.
 */
export async function projectHistory(
  versions: readonly Kept[],
  projectId: string,
  scope: Scope
): Promise<HistoryStep[] | null> {
  const open = await openWorlds(
    versions.map(({ receipt, path }) => ({ version: receipt.version, path, asOf: receipt.asOf }))
  );
  try {
    // What is not shown costs as much as what is not there.
    const last = await seenIn(open, open.worlds.at(-1)!, projectId, scope);
    if (last.state !== 'seen') return null;
    const seen: Seen[] = [];
    for (const world of open.worlds.slice(0, -1)) seen.push(await seenIn(open, world, projectId, scope));
    seen.push(last);
    const steps: HistoryStep[] = [];
    for (let at = 1; at < seen.length; at += 1) {
      const [was, is] = [seen[at - 1]!, seen[at]!];
      if (was.state !== 'seen' && is.state !== 'seen') continue;
      const [from, to] = [versions[at - 1]!.receipt, versions[at]!.receipt];
      const isHidden = was.state === 'foreign' || is.state === 'foreign';
      const isBoth = was.state === 'seen' && is.state === 'seen';
      const pair = [open.worlds[at - 1]!, open.worlds[at]!] as const;
      const isOther = !isHidden && was.rows !== is.rows;
      const because = isOther ? await reasonsOf(open, pair, [from, to], projectId, scope) : [];
      const verdicts = isBoth ? turned(was, is) : [];
      if (isBoth && because.length === 0 && verdicts.length === 0) continue;
      steps.push({
        from,
        to,
        kind: isBoth ? 'changed' : is.state === 'seen' ? 'entered' : 'left',
        isHidden,
        because,
        verdicts,
        isOtherDay: from.asOf !== to.asOf,
        isOtherContent: from.digest !== to.digest,
      });
    }
    return steps;
  } finally {
    open.close();
  }
}

async function reasonsOf(
  open: OpenWorlds,
  pair: readonly [OpenWorld, OpenWorld],
  receipts: readonly [Receipt, Receipt],
  projectId: string,
  scope: Scope
): Promise<Because[]> {
  const rows = await differingRows(open, pair, receipts, projectId);
  return becauseOf(await rowsWithin(open, pair, receipts, rows, scope)).get(`project:${projectId}`) ?? [];
}

async function seenIn(open: OpenWorlds, world: OpenWorld, projectId: string, scope: Scope): Promise<Seen> {
  const known = world.catalog.marts.get('projects');
  const names = Object.keys(scope).filter((name) => known?.has(name));
  const [row] = await open.read<Row>(
    world,
    'project',
    `select project_id${names.map((name) => `, ${quoted(name)}::varchar as ${quoted(name)}`).join('')} from marts.projects where project_id = $id`,
    { id: projectId }
  );
  if (row === undefined) return { state: 'absent', rows: '', verdicts: new Map() };
  const isOwn = Object.entries(scope).every(([name, values]) => values.includes(String(row[name])));
  if (!isOwn) return { state: 'foreign', rows: '', verdicts: new Map() };
  const found = await open.read<{ rule: string; title: string; span: string | null; verdict: string }>(
    world,
    'verdicts',
    `select rule, title, coalesce(batches, year::varchar) as span, verdict from marts.findings
     where subject_kind = 'project' and subject_id = $id order by all`,
    { id: projectId }
  );
  return {
    state: 'seen',
    rows: await rowsIn(open, world, projectId),
    verdicts: new Map(found.map((each) => [`${each.rule}\u001f${each.span ?? ''}`, each])),
  };
}

/** The values of all rows of a project, wherever they stand, in short. */
async function rowsIn(open: OpenWorlds, world: OpenWorld, projectId: string): Promise<string> {
  const sources = await open.read<{ name: string }>(
    world,
    'sources',
    `select table_name as name from duckdb_columns() where database_name = '${world.alias}' and schema_name = 'validated' and column_name = 'project_id' order by name`
  );
  if (sources.length === 0) return '';
  const rows = await open.read<{ source: string; content: string }>(
    world,
    'rows',
    `${sources
      .map(
        ({ name }) =>
          `select '${name}' as source, to_json(t)::varchar as content from (select * exclude (source_file, source_sheet, source_row) from validated.${quoted(name)} where project_id = $id) as t`
      )
      .join(' union all ')} order by all`,
    { id: projectId }
  );
  return hashOf(JSON.stringify(rows.map(({ source, content }) => [source, content])));
}

function turned(was: Seen, is: Seen): HistoryStep['verdicts'] {
  const keys = [...new Set([...was.verdicts.keys(), ...is.verdicts.keys()])].sort();
  return keys.flatMap((key) => {
    const [before, after] = [was.verdicts.get(key), is.verdicts.get(key)];
    if (before?.verdict === after?.verdict) return [];
    const { rule, title, span } = (after ?? before)!;
    return [{ rule, title, span, from: before?.verdict ?? null, to: after?.verdict ?? null }];
  });
}
