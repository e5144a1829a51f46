import type { Receipt } from '#spec';
import { openBuild } from '#warehouse';
import { landFiles, type Readings } from '#intake';
import { formHeaders } from '../notices/forms.ts';
import type { OnProgress } from '../reports/progress.ts';
import { buildStages } from '../stages/build.ts';
import type { Content } from '../stages/content-files.ts';
import { openLoads } from '../stages/loads.ts';
import { buildSizeFor } from '../stages/build-size.ts';
import { bytesOf, filesOf, foundOf } from '../versions/stored-files.ts';

/** Judges the kept files of a version by some content, into a file of its own that has every stage up to the rules. */
export async function judgeAgain(
  path: string,
  {
    warehouse,
    receipt,
    asOf,
    knownBy = null,
    isTrial = false,
    readings,
    onProgress = () => {},
    ...content
  }: Content & {
    warehouse: string;
    receipt: Receipt;
    asOf: string;
    /** A replay: what happened after this day is not known. */
    knownBy?: string | null;
    /** The values are supposed. */
    isTrial?: boolean;
    /** What was read before, and is taken from there. */
    readings?: Readings;
    onProgress?: OnProgress;
  }
): Promise<void> {
  const files = foundOf(warehouse, filesOf(receipt));
  const build = await openBuild(path, buildSizeFor(await bytesOf(files)));
  try {
    await openLoads(build, {
      version: receipt.version,
      loadedAt: receipt.loadedAt,
      asOf,
      knownBy,
      fingerprint: receipt.fingerprint,
    });
    onProgress({ step: '读取', detail: `${files.length} 个文件` });
    await landFiles(build, files, {
      pipelines: content.pipelines,
      headers: await formHeaders(content.reference),
      ...(readings && { readings }),
    });
    onProgress({ step: '核查' });
    await buildStages(build, { ...content, isTrial, upTo: 'rules' });
  } finally {
    build.close();
  }
}
