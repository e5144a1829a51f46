import { rm } from 'node:fs/promises';
import { buildStages, openLoads, readModels, type Model, type OpenItem, type Stage } from '#pipeline';
import { openBuild, type Build } from '#warehouse';
import { landFolder } from '../../src/intake/index.ts';
import { landItems } from '../../src/pipeline/notices/land.ts';
import { gatherFindings } from '../../src/pipeline/stages/gather-findings.ts';
import { makeModels } from '../../src/pipeline/stages/make.ts';
import { landRead, makeReference } from '../../src/pipeline/stages/reference.ts';
import { readReference, tablesIn, type ReadReference } from '../../src/pipeline/stages/reference-files.ts';
import { sampleWith2026 } from '../notices/loaded.ts';
import { dropReference, reference } from './content.ts';

/** A verdict that is another than by data/reference as it stands: it has become a pass, or it has gone. */
export interface Changed {
  rule: string;
  subject: string;
  /** The notices of its batches. */
  notices: string;
  before: string | null;
  now: string | null;
  message: string | null;
}

/** The rows of the sample and of the batches of 2026 that are used, to be judged again and again. */
export interface Kept {
  /** How many verdicts there are by data/reference as it stands. */
  verdicts: number;
  /** What changes where all rules judge by these tables, with these items open. */
  judge(tables: readonly ReadReference[], open: readonly OpenItem[]): Promise<Changed[]>;
  close(): void;
}

const pipelines = 'pipelines';
const stages = ['reference', 'lifecycle', 'marts', 'rules'] as const satisfies readonly Stage[];

/** Reads what is handed in once, up to the rows that are used. */
export async function keepRows(): Promise<Kept> {
  const build = await openBuild(':memory:', { threads: 1 });
  const folder = await sampleWith2026();
  try {
    await openLoads(build, {
      version: 'kept',
      loadedAt: '2027-12-31T12:00:00',
      asOf: '2027-12-31',
      fingerprint: 'kept',
    });
    await landFolder(build, { folder, pipelines });
    await buildStages(build, { pipelines, reference, upTo: 'warnings' });
  } finally {
    await rm(folder, { recursive: true });
  }
  const models = new Map(
    await Promise.all(stages.map(async (stage) => [stage, await readModels(pipelines, stage)] as const))
  );
  await judge(build, models, { tables: tablesIn(await readReference(reference)), open: [] });
  await build.run('kept', 'create schema kept');
  await build.run('kept.findings', `create table kept.findings as ${findings}`);
  const [{ verdicts = 0 } = {}] = await build.read<{ verdicts: number }>(
    'kept.findings',
    'select count(*)::integer as verdicts from kept.findings'
  );
  return {
    verdicts,
    async judge(tables, open) {
      await judge(build, models, { tables, open });
      return build.read<Changed>('kept.findings', changed);
    },
    close: () => build.close(),
  };
}

async function judge(
  build: Build,
  models: ReadonlyMap<Stage, readonly Model[]>,
  { tables, open }: { tables: readonly ReadReference[]; open: readonly OpenItem[] }
): Promise<void> {
  for (const schema of stages) await build.run(schema, `drop schema if exists ${schema} cascade`);
  await dropReference(build);
  const landed = await landRead(build, reference, tables);
  await landItems(build, open);
  for (const stage of stages) {
    await build.run(stage, `create schema ${stage}`);
    const own = models.get(stage) ?? [];
    if (stage === 'reference') await makeReference(build, own, landed);
    else await makeModels(build, own);
    if (stage === 'rules') await gatherFindings(build, own);
  }
}

const findings = `
  select
    rule,
    subject_id as subject,
    coalesce(batches, batch, year::varchar, '') as batches,
    coalesce((
      select string_agg(distinct b.notice, '、' order by b.notice) from reference.batches as b
      where list_contains(string_split(coalesce(f.batches, f.batch), '、'), b.batch)
    ), '') as notices,
    verdict,
    message,
  from marts.findings as f`;

const changed = `
  select rule, subject, coalesce(b.notices, n.notices) as notices, b.verdict as before, n.verdict as now, n.message,
  from kept.findings as b
  full join (${findings}) as n using (rule, subject, batches)
  where n.verdict is null
    or (n.verdict = 'pass' and b.verdict is distinct from 'pass')
    or (n.verdict = 'pass' and n.notices in (select notice from sources.open_items))
  order by all`;
