import type { Compared, Defect, Replacement } from '#spec';
import { digestOf, openBuild, type Build, type BuildOptions, type Current, type Digest } from '#warehouse';
import { landFiles, type HashedFile, type Readings } from '#intake';
import { attachBaseline, detachBaseline } from '../diff/baseline.ts';
import { comparedByFile, compareDefects } from '../diff/defects.ts';
import { pairFiles } from '../diff/namesake.ts';
import { replacementsOf, type FilePair } from '../diff/replacements.ts';
import { stageTitles, type OnProgress } from '../reports/progress.ts';
import { formHeaders } from '../notices/forms.ts';
import { buildStages } from '../stages/build.ts';
import type { Content } from '../stages/content-files.ts';
import { writeCatalog } from '../stages/catalog.ts';
import { readCheckTitles } from '../stages/check-titles.ts';
import { closeLoads, openLoads, type Load } from '../stages/loads.ts';
import { readModels } from '../stages/models.ts';
import { dropGathered } from '../stages/passing.ts';
import { restOf } from './readings.ts';
import { defectsIn, readLoadSummary, readDefects, type LoadSummary } from './receipt.ts';
import { filesOf, mayReplace } from './stored-files.ts';

export interface FillOptions extends Content, Load {
  /** In the order in which they supersede each other. */
  files: readonly HashedFile[];
  /** What was read before, and is taken from there. */
  readings?: Readings;
  /** What the build may hold: while others read for it, the rest of that. */
  mayHold?: string;
  onProgress: OnProgress;
  perCheck?: number | null;
}

/** Takes a new build from nothing to everything a version holds. */
export async function fill(
  build: Build,
  { files, readings, mayHold, onProgress, ...options }: FillOptions
): Promise<void> {
  await openLoads(build, options);
  if (readings && mayHold) await limit(build, restOf(mayHold, readings));
  await landFiles(build, files, {
    pipelines: options.pipelines,
    headers: await formHeaders(options.reference),
    ...(readings && { readings }),
    onFile: (file, isKept) => onProgress({ step: '读取', detail: isKept ? `${file}（以前读过）` : file }),
  });
  if (readings && mayHold) await limit(build, mayHold);
  // Written down, equal texts of a column stand once: what parses them reads each once, and less memory holds them.
  await build.run('sources', 'checkpoint');
  await buildStages(build, {
    ...options,
    onStage: (stage) => onProgress({ step: '计算', detail: stageTitles[stage] }),
  });
  onProgress({ step: '登记' });
  await closeLoads(build);
  await writeCatalog(build, options);
}

const limit = (build: Build, memory: string): Promise<void> => build.run('memory', `set memory_limit = '${memory}'`);

export interface FillFileOptions extends FillOptions {
  /** What is published now. */
  current: Current | null;
  size: BuildOptions;
  onDefects?: (defects: readonly Defect[]) => Promise<void>;
}

/** What is known of a build when it is full. */
export interface Filled {
  account: LoadSummary;
  defects: Defect[];
  /** The headers of columns that are personal. */
  personal: string[];
  digest: Digest;
  /** What became of the defects of the version before; null where there is none. */
  compared: Compared | null;
  /** What files do to the rows of the version before. */
  replacements: Replacement[];
}

/** Fills a new file and closes it, whole: no log is left beside it. */
export async function fillFile(path: string, { current, size, ...options }: FillFileOptions): Promise<Filled> {
  const build = await openBuild(path, size);
  try {
    await fill(build, { ...options, ...(size.memory !== undefined && { mayHold: size.memory }) });
    const account = await readLoadSummary(
      build,
      await readModels(options.pipelines, 'assertions'),
      await readCheckTitles(options.pipelines)
    );
    const defects = await readDefects(build, options);
    const personal = await build.read<{ header: string }>(
      'receipt',
      'select distinct header from sources.contracts where is_private'
    );
    if (options.onDefects) for await (const some of defectsIn(build)) await options.onDefects(some);
    options.onProgress({ step: '比较' });
    const before = (await attachBaseline(build, current)) ? current : null;
    const compared = before && (await compareDefects(build, before.receipt));
    const replacements = before ? await replacedSince(build, changedFiles(options.files, before)) : [];
    if (before) await detachBaseline(build);
    options.onProgress({ step: '写盘' });
    await dropGathered(build);
    const digest = await digestOf(build);
    await build.run('checkpoint', 'checkpoint');
    return { account, defects, personal: personal.map(({ header }) => header), digest, compared, replacements };
  } finally {
    build.close();
  }
}

/** What files do to the rows of the version before, and what became of the defects that were told of them. */
async function replacedSince(build: Build, pairs: readonly FilePair[]): Promise<Replacement[]> {
  const byFile = await comparedByFile(build);
  const none = { cured: 0, remaining: 0, fresh: 0 };
  return (await replacementsOf(build, pairs)).map((each) =>
    each.file === null ? each : { ...each, problems: byFile.get(each.file) ?? none }
  );
}

/** Files with other bytes than those that they stand for, new ones, and those that were not handed in again. */
function changedFiles(files: readonly HashedFile[], { receipt }: Current): FilePair[] {
  const old = filesOf(receipt);
  const pairs = pairFiles(
    files.map(({ path }) => path),
    old.map(({ path }) => path)
  );
  const hashOf = new Map(old.map(({ path, sha256 }) => [path, sha256]));
  const kept = new Set(pairs.values());
  return [
    ...files
      .map(({ path, sha256, owner }) => ({
        now: path,
        before: pairs.get(path) ?? null,
        isWhole: owner === undefined,
        own: owner === undefined ? [] : old.filter((file) => mayReplace(owner, file)).map(({ path }) => path),
        sha256,
      }))
      .filter(({ before, sha256 }) => before === null || hashOf.get(before) !== sha256)
      .map(({ sha256: _, ...pair }) => pair),
    ...old.filter(({ path }) => !kept.has(path)).map(({ path }) => ({ now: null, before: path })),
  ];
}
