import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Defect, Preview } from '#spec';
import { openBuild, readCurrent, type Build } from '#warehouse';
import { landFiles } from '#intake';
import {
  buildSizeFor,
  type OnProgress,
  buildStages,
  formHeaders,
  type Content,
  readCheckTitles,
  openLoads,
  bytesOf,
  foundOf,
  attachBaseline,
  filesOf,
  mayReplace,
  replacementsOf,
} from '#pipeline';
import { readForms } from '../forms/forms.ts';
import type { Job } from '../marked/job.ts';
import { jobOf } from '../marked/marks.ts';
import { joinFiles } from './join-files.ts';
import { lateRows } from './late-rows.ts';
import { readPreviewedSheets } from './previewed-sheets.ts';
import { ownerOf, uploadsOf, type Upload } from './upload.ts';

const shown = 300;

type Current = Awaited<ReturnType<typeof readCurrent>>;

interface Reading extends Content {
  warehouse: string;
  onProgress: OnProgress;
}

/** Reads the files of an upload and checks them row by row, in a scratch of its own. */
export const previewUpload = (upload: Upload, options: Reading): Promise<Preview> =>
  checked(upload, options, async (build, current) => {
    const { pipelines } = options;
    const titles = await readCheckTitles(pipelines);
    const kinds = await build.read<Omit<Preview['kinds'][number], 'title'>>(
      'preview',
      'select "check", effect, count(*)::integer as count from loads.defects group by all order by min(position)'
    );
    const owner = ownerOf(upload);
    const there = current === null ? [] : filesOf(current.receipt);
    const { joinings } = joinFiles(there, upload.files, owner);
    const own = there.filter((file) => mayReplace(owner, file)).map(({ path }) => path);
    const pairs = joinings.map(({ name, replaces }) => ({
      now: name,
      before: replaces,
      isWhole: owner === undefined,
      own,
    }));
    return {
      replacements: (await attachBaseline(build, current)) ? await replacementsOf(build, pairs, { isPart: true }) : [],
      sheets: await readPreviewedSheets(build),
      late: await lateRows(build, pipelines),
      kinds: kinds.map((kind) => ({ ...kind, title: titles.get(kind.check) ?? kind.check })),
      defects: await build.read<Defect>(
        'preview',
        `select * exclude (position) from loads.defects order by position limit ${shown}`
      ),
    };
  });

/** What is to be marked in one file of an upload that is not loaded: what its preview finds; null of another file. */
export const marksOfUpload = (upload: Upload, sha256: string, options: Reading): Promise<Job | null> =>
  checked({ ...upload, files: upload.files.filter((file) => file.sha256 === sha256) }, options, async (build) => {
    const job = await jobOf(build.reading('preview'), sha256, await readForms(options));
    return job && { ...job, version: null };
  });

async function checked<T>(
  upload: Upload,
  { warehouse, onProgress, ...content }: Reading,
  tell: (build: Build, current: Current) => Promise<T>
): Promise<T> {
  await mkdir(uploadsOf(warehouse), { recursive: true });
  const scratch = await mkdtemp(join(uploadsOf(warehouse), '.preview-'));
  const owner = ownerOf(upload);
  const files = foundOf(
    warehouse,
    upload.files.map(({ name, sha256 }) => ({ path: name, sha256, ...(owner === undefined ? {} : { owner }) }))
  );
  const build = await openBuild(join(scratch, 'preview.duckdb'), buildSizeFor(await bytesOf(files)));
  try {
    // What is sent is put to the files that are there: of a sample it is of the batches of the sample.
    const current = await readCurrent(warehouse);
    const isSample = current?.receipt.isSample ?? false;
    await openLoads(build, { version: 'preview', loadedAt: upload.at, asOf: null, fingerprint: '', isSample });
    await landFiles(build, files, {
      pipelines: content.pipelines,
      headers: await formHeaders(content.reference),
      onFile: (detail) => onProgress({ step: '读取', detail }),
    });
    onProgress({ step: '逐行检查' });
    await buildStages(build, { ...content, upTo: 'checks' });
    await build.run('defects', found);
    return await tell(build, current);
  } finally {
    build.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

const found = `create table loads.defects as
  with defects as (
    select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from sources.defects
    union all by name
    select "check", source, source_file, source_sheet, source_row, "column", value, problem, fix, effect from checks.defects
  )
  select
    row_number() over (order by f.file_order, d.source_sheet, d.source_row nulls first, d."check", d."column") as position,
    d."check",
    d.source,
    d.source_file as file,
    d.source_sheet as sheet,
    d.source_row as row,
    d."column",
    d.value,
    d.problem,
    d.fix,
    d.effect,
  from defects d
  left join (select source_file, any_value(file_order) as file_order from sources.files group by source_file) f using (source_file)`;
