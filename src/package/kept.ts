import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { storedPathOf } from '#pipeline';
import type { Receipt } from '#spec';
import type { Entry } from '#store';
import { parquetRows, type Build } from '#warehouse';
import { layGround, layText, type Ground } from './ground.ts';
import type { Original } from './originals.ts';
import { asLines, csvText, decisionsTable, recordLinesOf } from './record-lines.ts';
import { type LaidTable } from './texts.ts';

interface KeptOptions {
  warehouse: string;
  receipt: Receipt;
  ground: Ground;
  folder: string;
  isWhole: boolean;
  originals: readonly Original[];
}

/** What is kept by hash: what it was judged by, and what was handed in. */
export async function layKept({ warehouse, receipt, ground, folder, isWhole, originals }: KeptOptions): Promise<void> {
  await layGround(warehouse, folder, ground.pipelines);
  await layGround(warehouse, folder, ground.reference, (path) => path.replace(/^data\//, ''));
  await layText(join(folder, 'built-by.sha256'), ground.manifest);
  for (const { file, sha256 } of originals) {
    if (file === null) continue;
    await mkdir(join(folder, 'originals'), { recursive: true });
    await copyFile(storedPathOf(warehouse, sha256), join(folder, file));
  }
  const heads = ['文件', 'SHA-256', '字节', '包里的原件', '没有给的原因'];
  await layText(
    join(folder, 'originals.csv'),
    csvText([
      heads,
      ...originals.map(({ path, sha256, bytes, file, why }) => [path, sha256, String(bytes), file ?? '', why]),
    ])
  );
  const { version, number, loadedAt, asOf, fingerprint, digest, sha256, isSample } = receipt;
  const told = isWhole ? receipt : { version, number, loadedAt, asOf, fingerprint, digest, sha256, isSample };
  await layText(join(folder, `receipts/${version}.json`), `${JSON.stringify(told, null, 2)}\n`);
}

interface RecordOptions {
  warehouse: string;
  receipt: Receipt;
  build: Build;
  folder: string;
  isWhole: boolean;
  marts: readonly LaidTable[];
}

/** What is on record of the version; answers the last decision that is told, by its hash, and the papers that are. */
export async function layRecord({
  warehouse,
  receipt,
  build,
  folder,
  isWhole,
  marts,
}: RecordOptions): Promise<{ decisions: string; papers: readonly Entry[] }> {
  const { journal, decisions, papers } = await recordLinesOf(warehouse, receipt.version);
  let isGiven = (_: { subjectId: string }) => true;
  if (!isWhole) {
    const isLaid = marts.some(({ name }) => name === 'findings');
    const subjects = isLaid
      ? await build.read<{ id: string }>(
          'subjects',
          `select distinct subject_id as id from ${parquetRows(join(folder, 'tables/marts/findings.parquet'))}`
        )
      : [];
    const known = new Set(subjects.map(({ id }) => id));
    isGiven = ({ subjectId }) => known.has(subjectId);
  }
  await layText(join(folder, 'decisions.csv'), decisionsTable(decisions, isGiven));
  await layText(join(folder, 'receipts/journal.jsonl'), asLines(isWhole ? journal : []));
  if (isWhole && papers.length > 0) await layText(join(folder, 'papers/register.jsonl'), asLines(papers));
  else
    await layText(
      join(folder, 'papers/README.txt'),
      isWhole ? '这个数据仓库里没有已盖章印发的材料。\n' : '只给所选范围的包里没有材料登记簿。\n'
    );
  return { decisions: decisions.at(-1)?.hash ?? '', papers: isWhole ? papers : [] };
}
