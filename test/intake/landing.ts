import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Row } from '#spec';
import { openBuild } from '#warehouse';
import { landFolder } from '../../src/intake/index.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Landed {
  /** sources.files by file, counts only. */
  files: Record<
    string,
    { status: string; source: string | null; encoding: string | null; header: number | null; counts: Counts }
  >;
  defects: Row[];
  /** [check, row, effect] of every defect, in the order of rows. */
  checks: [string, number | null, string][];
  read(sql: string): Promise<Row[]>;
}

/** read, landed, totals, blank, set aside */
export type Counts = [number, number, number, number, number];

/** Writes files into a new folder, lands them, and holds every one to its balance. */
export async function land(
  files: Files,
  { pipelines = 'pipelines', prepare }: { pipelines?: string; prepare?: (folder: string) => Promise<void> } = {}
): Promise<Landed> {
  const folder = await mkdtemp(join(tmpdir(), 'intake-'));
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    await prepare?.(folder);
    const landed = await landFolder(build, { folder, pipelines });
    const read = (sql: string) => build.read('test', sql);
    const byFile: Landed['files'] = {};
    for (const { file, sheet, source, sheetRead, encoding } of landed) {
      const counts: Counts = sheetRead
        ? [sheetRead.read, sheetRead.landed, sheetRead.totals, sheetRead.blank, sheetRead.rejected]
        : [0, 0, 0, 0, 0];
      expect(counts[0], `${file}: read = landed + totals + blank + set aside`).toBe(
        counts[1] + counts[2] + counts[3] + counts[4]
      );
      const [there] =
        source === null
          ? []
          : await read(
              `select count(*)::integer as n from sources."${source}" where source_file = '${file}' and source_sheet = '${sheet}'`
            );
      expect(there?.n ?? 0, `${file}: rows in sources.${source}`).toBe(counts[1]);
      const aside = await read(
        `select count(*) filter (what = 'rejected')::integer as rejected, count(*) filter (what <> 'rejected')::integer as totals from sources.set_aside where source_file = '${file}' and source_sheet = '${sheet}'`
      );
      expect(aside, `${file}: rows set aside`).toEqual([{ rejected: counts[4], totals: counts[2] }]);
      const [blank] = await read(
        `select coalesce(sum(last_row - first_row + 1), 0)::integer as n from sources.blank_rows where source_file = '${file}' and source_sheet = '${sheet}'`
      );
      expect(blank?.n, `${file}: places of blank rows`).toBe(counts[3]);
      byFile[file] = {
        status: sheetRead ? 'read' : 'refused',
        source,
        encoding,
        header: sheetRead?.headerRow ?? null,
        counts,
      };
    }
    const defects = await read(
      'select "check", source, source_file as file, source_row as row, "column", value, problem, fix, effect from sources.defects order by file, row nulls first'
    );
    return {
      files: byFile,
      defects,
      checks: defects.map(({ check, row, effect }) => [check, row, effect]) as Landed['checks'],
      read,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
