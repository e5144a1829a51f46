import type { Compared, Receipt } from '#spec';
import type { Build } from '#warehouse';
import { filesOf } from '../versions/stored-files.ts';
import { pairFiles } from './namesake.ts';

/**
 * Writes loads.compared: the defects of this load and of its baseline, each `cured`, `remaining` or `fresh`. A defect
 * remains where file, check and column are the same and the row has the same key or, where its source has no key, names
 * the same project or organisation, or, where it names none, holds the same value; alike ones are paired in order. So
 * rows may move and a wrong value may become another. A file that was not handed in again cures nothing.
 */
export async function compareDefects(build: Build, before: Receipt): Promise<Compared> {
  const now = (
    await build.read<{ file: string; sha256: string }>('compared', 'select distinct file, sha256 from loads.files')
  ).map(({ file, sha256 }) => ({ path: file, sha256 }));
  const old = filesOf(before);
  const hashes = new Map(old.map(({ path, sha256 }) => [path, sha256]));
  const pairs = pairFiles(
    now.map(({ path }) => path),
    old.map(({ path }) => path)
  );
  const files = now.map(({ path, sha256 }) => ({
    now: path,
    before: pairs.get(path) ?? null,
    touched: hashes.get(pairs.get(path) ?? '') !== sha256,
  }));
  await build.run('loads.compared', comparison(await anchors(build, 'before.'), await anchors(build, '')), {
    files: JSON.stringify(files),
  });
  const counts = await build.read<{ state: string; n: number }>(
    'compared',
    'select state, count(*)::integer as n from loads.compared group by all'
  );
  const count = (state: string) => counts.find((each) => each.state === state)?.n ?? 0;
  return { version: before.version, cured: count('cured'), remaining: count('remaining'), fresh: count('fresh') };
}

/** What became of the defects of each file, of `loads.compared`. */
export async function comparedByFile(build: Build): Promise<Map<string, Omit<Compared, 'version'>>> {
  const counts = await build.read<Omit<Compared, 'version'> & { file: string }>(
    'compared',
    `select file, count_if(state = 'cured')::integer as cured, count_if(state = 'remaining')::integer as remaining, count_if(state = 'fresh')::integer as fresh
    from loads.compared
    where file is not null
    group by file`
  );
  return new Map(counts.map(({ file, ...states }) => [file, states]));
}

/** A query of what each row handed in is about. */
async function anchors(build: Build, catalog: '' | 'before.'): Promise<string> {
  const columns = await build.read<{ source: string; header: string; kind: string; is_key: boolean }>(
    'compared',
    `select source, header, kind, is_key from ${catalog}sources.contracts order by source, position`
  );
  const branches = [...new Set(columns.map(({ source }) => source))].map((source) => {
    const own = columns.filter((column) => column.source === source);
    const keys = own.filter(({ is_key }) => is_key);
    const named =
      keys.length > 0 ? keys : own.filter(({ kind }) => ['id', 'project', 'code'].includes(kind)).slice(0, 1);
    const cells = named.map(({ header }) => `trim(coalesce("${header}", ''))`);
    return `select '${source}' as source, source_file, source_sheet, source_row, concat_ws(chr(31), ${cells.join(', ') || "''"}) as anchor from ${catalog}sources."${source}"`;
  });
  return branches.join('\n    union all\n    ');
}

const comparison = (before: string, now: string): string => `create table loads.compared as
  with files as (
    select unnest(from_json($files, '[{"now": "varchar", "before": "varchar", "touched": "boolean"}]'), recursive := true)
  ),
  old_rows as (
    ${before}
  ),
  new_rows as (
    ${now}
  ),
  old_defects as (
    select d.*, f.now as stands_for, f.touched, ${anchorOf}
    from before.loads.defects d
    join files f on f.before = d.file
    left join old_rows r on (r.source, r.source_file, r.source_sheet, r.source_row) = (d.source, d.file, d.sheet, d.row)
  ),
  new_defects as (
    select d.*, d.file as stands_for, coalesce(f.touched, true) as touched, ${anchorOf}
    from loads.defects d
    left join files f on f.now = d.file
    left join new_rows r on (r.source, r.source_file, r.source_sheet, r.source_row) = (d.source, d.file, d.sheet, d.row)
  ),
  old_counted as (
    select *, ${nth} as nth from old_defects
  ),
  new_counted as (
    select *, ${nth} as nth from new_defects
  )
  select
    case when o."check" is null then 'fresh' when n."check" is null then 'cured' else 'remaining' end as state,
    coalesce(n.touched, o.touched) as touched,
    coalesce(n.stands_for, o.stands_for) as file,
    ${['check', 'source', 'sheet', 'row', 'column', 'value', 'problem', 'fix', 'effect'].map((name) => `if(n."check" is null, o."${name}", n."${name}") as "${name}"`).join(',\n    ')},
    row_number() over (order by n.position nulls first, o.position)::integer as position
  from old_counted o
  full join new_counted n using (stands_for, "check", identity_column, anchor, nth)
  order by position`;

const anchorOf = `coalesce(d."column", '') as identity_column,
      if(coalesce(replace(r.anchor, chr(31), ''), '') <> '', 'key ' || r.anchor, 'value ' || coalesce(d.value, '')) as anchor`;

const nth = `row_number() over (partition by stands_for, "check", identity_column, anchor order by position)`;
