import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OnProgress } from '#pipeline';
import type { Receipt } from '#spec';
import { isReadable, readReceipt } from '#warehouse';
import { writeBag, type Bag } from './bag.ts';
import { groundOf, NotPackable } from './ground.ts';
import { layPackage, type Laid, type LayOptions } from './lay-package.ts';
import type { Recipe } from './recipe.ts';

export interface PackageOptions extends Pick<LayOptions, 'warehouse' | 'select' | 'isProven'> {
  version: string;
  /** A file that is not there yet. */
  out: string;
  /** What the program calls itself, for bag-info.txt. */
  agent: string;
  onProgress?: OnProgress;
}

export interface Packed extends Bag {
  out: string;
  version: string;
  selection: string;
  figures: number;
  formulas: number;
  statements: number;
  /** Whether everything was made again by them before it was handed over. */
  isProven: boolean;
  /** What does not come out of a part as the whole version has it. */
  differing: Pick<Recipe, 'tables' | 'figures'>;
  left: string[];
}

/**
 * Packs a version, or a part of it, so that whoever has nothing of this program can work everything out again, and
 * makes everything again from what it packs before it hands it over, or says in it that nobody did. What does not come
 * out is a NotPackable or, of a part, said in the package itself.
 */
export async function makePackage({
  warehouse,
  version,
  select,
  out,
  agent,
  isProven,
  onProgress = () => {},
}: PackageOptions): Promise<Packed> {
  if (await isThere(out)) throw new NotPackable(`文件已经有了，没有覆盖：${out}`);
  const receipt = await readReceipt(warehouse, version).catch(() => null);
  if (receipt === null) throw new NotPackable(`没有版本 ${version}`);
  if (!isReadable(receipt))
    throw new NotPackable(
      `版本 ${version} 由旧程序建立，需另建以后才能装包（npm run rebuild -- --version ${version}）`
    );
  const ground = await groundOf(warehouse, receipt);
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-package-'));
  const draft = `${out}.part-${process.pid}`;
  try {
    const laid = await layPackage({
      warehouse,
      receipt,
      ground,
      select,
      scratch,
      onProgress,
      ...(isProven !== undefined && { isProven }),
    });
    onProgress({ step: '装包' });
    let bag: Bag | null = null;
    const info = infoOf(receipt, laid, agent);
    await pipeline(
      writeBag(join(scratch, 'data'), info, (made) => void (bag = made)),
      createWriteStream(draft, { flags: 'wx' })
    );
    if (await isThere(out)) throw new NotPackable(`文件已经有了，没有覆盖：${out}`);
    await rename(draft, out);
    const { recipe, ...told } = laid;
    return {
      ...(bag as unknown as Bag),
      out,
      version,
      selection: told.selection,
      figures: told.figures.length,
      formulas: told.formulas,
      statements: recipe.statements,
      isProven: recipe.isProven,
      differing: { tables: recipe.tables, figures: recipe.figures },
      left: told.left,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await rm(draft, { force: true });
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false
  );

/** What bag-info.txt says: no time of its own, so that the same version makes the same bytes. */
const infoOf = (
  receipt: Receipt,
  { selection, decisions, recipe }: Laid,
  agent: string
): (readonly [string, string])[] => [
  ['Bagging-Date', receipt.loadedAt.slice(0, 10)],
  ['Bag-Software-Agent', agent],
  ['External-Identifier', receipt.version],
  [
    'External-Description',
    `百景 审计包 回执 ${receipt.number} 截至日 ${receipt.asOf}${receipt.isSample ? ' 示例数据' : ''}`,
  ],
  ['Baijing-Selection', selection.replaceAll(/[\r\n]/g, ' ')],
  ['Baijing-Recomputed', recipe.isProven ? 'yes' : 'no'],
  ['Baijing-Fingerprint', receipt.fingerprint],
  ['Baijing-Database-SHA256', receipt.sha256],
  ['Baijing-Decisions-Head', decisions === '' ? '-' : decisions],
];
