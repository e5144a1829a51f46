import type { Defect } from '#spec';
import { digestOf, openBuild, type Build, type Digest } from '#warehouse';
import { buildStages, type Content } from './build.ts';
import { writeCatalog } from './catalog.ts';
import { landFolder } from './intake/index.ts';
import { closeLoads, openLoads, type Load } from './loads.ts';
import { readModels } from './models.ts';
import { stageTitles, type OnProgress } from './progress.ts';
import { readAccount, readDefects, type Account } from './receipt.ts';

export interface FillOptions extends Content, Load {
  folder: string;
  onProgress: OnProgress;
  perCheck?: number | null;
}

/** Takes a new build from nothing to everything a version holds. */
export async function fill(build: Build, { folder, onProgress, ...options }: FillOptions): Promise<void> {
  await openLoads(build, options);
  await landFolder(build, { folder, pipelines: options.pipelines, onFile: (file) => onProgress({ step: '读取', detail: file }) });
  await buildStages(build, { ...options, onStage: (stage) => onProgress({ step: '计算', detail: stageTitles[stage] }) });
  onProgress({ step: '登记' });
  await closeLoads(build);
  await writeCatalog(build, options);
}

/** Fills a new file and closes it, whole: no log is left beside it. */
export async function fillFile(path: string, options: FillOptions): Promise<{ account: Account; defects: Defect[]; digest: Digest }> {
  const build = await openBuild(path);
  try {
    await fill(build, options);
    const account = await readAccount(build, await readModels(options.pipelines, 'identities'));
    const defects = await readDefects(build, options);
    options.onProgress({ step: '写盘' });
    const digest = await digestOf(build);
    await build.run('checkpoint', 'checkpoint');
    return { account, defects, digest };
  } finally {
    build.close();
  }
}

