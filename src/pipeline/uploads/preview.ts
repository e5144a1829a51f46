import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Defect } from '#spec';
import { openBuild, type Build } from '#warehouse';
import { buildStages, type Content } from '../build.ts';
import { readCheckTitles } from '../check-titles.ts';
import { landFiles } from '../intake/index.ts';
import { foundOf } from '../kept.ts';
import { openLoads } from '../loads.ts';
import type { OnProgress } from '../progress.ts';
import { readPreviewedSheets, type PreviewedSheet } from './previewed-sheets.ts';
import { uploadsOf, type Upload } from './upload.ts';

/** What would be read of an upload, by itself: how it relates to other files only a dry run tells. */
export interface Preview {
  sheets: PreviewedSheet[];
  /** The defects by check, in all. */
  kinds: { check: string; title: string; effect: string; count: number }[];
  /** The first of them. */
  defects: Defect[];
}

const shown = 300;

/** Reads the files of an upload and checks them row by row, in a scratch of its own. */
export async function previewUpload(upload: Upload, { warehouse, onProgress, ...content }: Content & { warehouse: string; onProgress: OnProgress }): Promise<Preview> {
  await mkdir(uploadsOf(warehouse), { recursive: true });
  const scratch = await mkdtemp(join(uploadsOf(warehouse), '.preview-'));
  const build = await openBuild(join(scratch, 'preview.duckdb'));
  try {
    await openLoads(build, { version: 'preview', loadedAt: upload.at, asOf: null, fingerprint: '' });
    const files = foundOf(warehouse, upload.files.map(({ name, sha256 }) => ({ path: name, sha256 })));
    await landFiles(build, files, { pipelines: content.pipelines, onFile: (detail) => onProgress({ step: '读取', detail }) });
    onProgress({ step: '逐行检查' });
    await buildStages(build, { ...content, upTo: 'checks' });
    const titles = await readCheckTitles(content.pipelines);
    const defects = await defectsOf(build);
    const kinds = Map.groupBy(defects, ({ check, effect }) => `${check} ${effect}`);
    return {
      sheets: await readPreviewedSheets(build),
      kinds: Array.from(kinds.values(), (all) => {
        const { check, effect } = all[0] as Defect;
        return { check, title: titles.get(check) ?? check, effect, count: all.length };
      }),
      defects: defects.slice(0, shown),
    };
  } finally {
    build.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function defectsOf(build: Build): Promise<Defect[]> {
  const found = await build.read(
    'defects',
    `select d."check", d.source, d.source_file as file, d.source_sheet as sheet, d.source_row as row, d."column", d.value, d.problem, d.fix, d.effect
    from (
      select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from sources.defects
      union all by name
      select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from checks.defects
    ) d
    left join (select source_file, any_value(file_order) as file_order from sources.files group by source_file) f using (source_file)
    order by f.file_order, d.source_sheet, d.source_row nulls first, d."check", d."column"`
  );
  return found.getRowObjectsJson() as unknown[] as Defect[];
}
