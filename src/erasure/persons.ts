import { existsSync } from 'node:fs';
import { storedPathOf } from '#pipeline';
import { literal, listReceipts, openBuild, warehouseFile, type Build } from '#warehouse';
import { createEraser, isNumber, type Wanted } from './eraser.ts';
import { tokenFor } from './job.ts';

export interface Persons {
  wanted: Wanted[];
  kept: string[];
  stays: string[];
  /** Of how many projects; null where persons were named. */
  projects: number | null;
}

/** What is looked for: persons by what they are called and reached by, or whoever stands with projects. */
export type Sought = { texts: readonly string[] } | { projects: readonly string[] };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Finds in every version what is to go, those of backups too. Of projects it is what personal columns of their rows
 * say; what rows of other projects say too stays, since they need it. Names are held against those of firms, projects
 * and places.
 */
export async function findPersons(folders: readonly string[], sought: Sought): Promise<Persons> {
  const { paths, lost } = await versionsIn(folders);
  const build = await openBuild(':memory:');
  try {
    const said = new Set<string>();
    const shared = new Set<string>();
    if ('projects' in sought)
      for (const path of paths) await within(build, path, () => gather(build, sought.projects, said, shared));
    const needed = new Set([...shared].flatMap(personsIn).map(({ text }) => text));
    const own = [...said].flatMap(personsIn);
    const texts =
      'texts' in sought ? sought.texts.map((text) => ({ text })) : own.filter(({ text }) => !needed.has(text));
    const both = new Set(own.filter(({ text }) => needed.has(text)).map(({ text }) => text)).size;
    const known = new Set<string>();
    const wanted = Array.from(new Map(texts.map((each) => [each.text, each])).values(), (each) => {
      const token = tokenFor(known);
      known.add(token);
      return { ...each, token };
    });
    const kept = new Set<string>();
    for (const path of paths) await within(build, path, () => keepNames(build, wanted, kept));
    return {
      wanted,
      kept: [...kept],
      projects: 'projects' in sought ? sought.projects.length : null,
      stays: [
        ...(both > 0 ? [`${both} 个姓名或号码在别的项目的行里也写着，那些项目还要用，留着`] : []),
        ...(kept.size > 0 ? [`有 ${kept.size} 个单位、项目或地方的名称里有同样的字：那不是这个人，留着`] : []),
        ...('projects' in sought && lost > 0
          ? [
              `有 ${lost} 个原件只有表已清理的版本用过，这些项目在里面写过的别的联系人看不出来：按姓名、号码清除才够得着`,
            ]
          : []),
      ],
    };
  } finally {
    build.close();
  }
}

/** The tables of every version, each once; and how many originals are there whose tables are not. */
async function versionsIn(folders: readonly string[]): Promise<{ paths: string[]; lost: number }> {
  const paths = new Map<string, string>();
  const used = new Set<string>();
  const gone = new Set<string>();
  for (const folder of folders)
    for (const { version, files } of await listReceipts(folder)) {
      const path = warehouseFile(folder, version);
      const hasTables = existsSync(path);
      if (hasTables && !paths.has(version)) paths.set(version, path);
      for (const { sha256 } of files)
        if (hasTables) used.add(sha256);
        else if (existsSync(storedPathOf(folder, sha256))) gone.add(sha256);
    }
  return { paths: [...paths.values()], lost: gone.difference(used).size };
}

/**
 * Who stands in a personal cell: several may, with their numbers. What does not look like a name may be any word, and
 * goes only where it stands alone.
 */
function personsIn(cell: string): Omit<Wanted, 'token'>[] {
  const parts = [cell, ...cell.split(/[、,，;；/／\n]/)].map((part) => part.trim()).filter((part) => part.length > 1);
  return parts.flatMap((part) => {
    if (isNumber(part)) return [{ text: part }];
    const numbers = (part.match(/\d(?:[ -]?\d){6,}/g) ?? []).map((text) => ({ text }));
    const isName = /^(?:[\p{Script=Han}·]{2,4}|[A-Za-z]+(?: [A-Za-z]+)+|\S+@\S+)$/u.test(part) && !words.test(part);
    return [...numbers, isName ? { text: part } : { text: part, isWhole: true }];
  });
}

/** What people write in the place of a name. */
const words = /同上|暂无|没有|未定|不详|待定|办公|联系|负责|经办|主任|科长|经理|秘书|会计/;

async function within(build: Build, path: string, work: () => Promise<void>): Promise<void> {
  await build.run('attach', `attach ${literal(path)} as v (read_only)`);
  try {
    await work();
  } finally {
    await build.run('detach', 'detach v');
  }
}

interface Column {
  source: string;
  header: string;
  kind: string;
  isPrivate: boolean;
}

/** The columns of contracts that are texts and lie in the version. */
const columnsOf = (build: Build): Promise<Column[]> =>
  build.read<Column>(
    'columns',
    `select k.source, k.header, k.kind, k.is_private as "isPrivate" from v.sources.contracts as k
    join duckdb_columns() as c on c.database_name = 'v' and c.schema_name = 'sources' and c.table_name = k.source and c.column_name = k.header
    order by all`
  );

/** What personal columns say in rows of the projects, and what of it others say too. */
async function gather(build: Build, ids: readonly string[], said: Set<string>, shared: Set<string>): Promise<void> {
  await build.run('ids', 'create or replace temp table ids (id varchar)');
  for (const id of ids) await build.run('ids', 'insert into ids values ($id)', { id });
  for (const { source, header } of (await columnsOf(build)).filter(({ isPrivate }) => isPrivate)) {
    const rows = await build.read<{ value: string; own: boolean }>(
      source,
      `select distinct trim(s.${quoted(header)}) as value, coalesce(t.project_id in (select id from ids), false) as own
      from v.sources.${quoted(source)} as s
      left join v.staging.${quoted(source)} as t using (source_file, source_sheet, source_row)
      where trim(s.${quoted(header)}) <> '' and not contains(s.${quoted(header)}, '〔已清除')`
    );
    for (const { value, own } of rows) (own ? said : shared).add(value);
  }
}

/** Names that something else bears, in columns that are not personal and in what the notices fix. */
async function keepNames(build: Build, wanted: readonly Wanted[], kept: Set<string>): Promise<void> {
  const eraser = createEraser(wanted.filter(({ text }) => !isNumber(text)));
  if (eraser.suspects.length === 0) return;
  const named = (await columnsOf(build)).filter(({ isPrivate, kind }) => !isPrivate && kind !== 'text');
  const fixed = await build.read<{ table: string; header: string }>(
    'fixed',
    `select table_name as "table", column_name as header from duckdb_columns()
    where database_name = 'v' and schema_name = 'raw' and data_type = 'VARCHAR'`
  );
  const places = [
    ...named.map(({ source, header }) => [`v.sources.${quoted(source)}`, header] as const),
    ...fixed.map(({ table, header }) => [`v.raw.${quoted(table)}`, header] as const),
  ];
  for (const [table, header] of places)
    for (const suspect of eraser.suspects) {
      const found = await build.read<{ value: string }>(
        'names',
        `select distinct ${quoted(header)} as value from ${table} where regexp_matches(${quoted(header)}, ${literal(suspect)})`
      );
      for (const { value } of found) if (eraser.rewrite(value) !== value) kept.add(value);
    }
}
