import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files (path → text) below a new folder, or below one that is there. */
export async function folderOf(files: Files, folder?: string): Promise<string> {
  const root = folder ?? (await mkdtemp(join(tmpdir(), 'folder-')));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** A whole little department that counts trees: one source, one check, one mart, one assertion, one metric. */
export const trees: Files = {
  'reference/batches.csv': 'batch,as_of\n2025,2025-04-24\n',
  'pipelines/reference/batches.sql':
    '-- title: 批次\n-- grain: 一个批次一行\nselect batch, coalesce(load.as_of, b.as_of::date) as as_of from raw.batches b, loads.load',
  'pipelines/sources/trees.ts': `export default {
    title: '树木表', files: ['trees'], key: ['tree_id'],
    columns: {
      tree_id: { header: '编号', kind: 'id', required: true, essential: true },
      height: { header: '树高', kind: 'number', required: true },
    },
  };`,
  'pipelines/dimensions.ts': 'export default {};',
  'pipelines/parsers/id.sql': '-- takes: cell\n-- title: 编号\ncell',
  'pipelines/parsers/number.sql': '-- takes: cell\n-- title: 数\ntry_cast(cell as double)',
  'pipelines/staging/trees.sql':
    '-- title: 树木表\n-- grain: 一行一棵\nselect "编号" as tree_id, parsers.number("树高") as height, source_file, source_sheet, source_row from sources.trees',
  'pipelines/checks/no_id.sql': `-- title: 没有编号
    select 'trees' as source, source_file, source_sheet, source_row, '编号' as "column", null as value,
    '没有编号' as problem, '补上编号' as fix, 'row' as effect from staging.trees where tree_id is null`,
  'pipelines/checks/no_height.sql': `-- title: 树高读不出
    select 'trees' as source, source_file, source_sheet, source_row, '树高' as "column", "树高" as value,
    '不是数' as problem, '改成数' as fix, 'cell' as effect from sources.trees where parsers.number("树高") is null`,
  'pipelines/resolved/defects.sql':
    '-- title: 问题\n-- grain: 一处一行\nfrom checks.defects union all by name from links.defects',
  'pipelines/resolved/dropped.sql': `-- title: 不用的行\n-- grain: 一行一行\nselect source, source_file, source_sheet, source_row, 'rejected' as why from resolved.defects where effect = 'row' group by all`,
  'pipelines/marts/projects.sql':
    '-- title: 树\n-- grain: 一棵树一行\n-- project_id: 编号\n-- height: 树高 (米)\nselect tree_id as project_id, height from validated.trees',
  'pipelines/assertions/same.sql':
    "-- title: 每棵有效的树都在主题表里\n-- left: 有效的\n-- right: 主题表里的\nselect '树' as what, (select count(*) from validated.trees) as left_side, (select count(*) from marts.projects) as right_side",
  'pipelines/metrics/height.sql': '-- title: 总树高\n-- unit: 元\n-- definition: 树高之和\nsum(p.height)',
};
