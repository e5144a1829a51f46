import type { Joining, Overtaken, Receipt, Replacement } from '#spec';
import { filesOf } from '#pipeline';
import { receiptsSince } from '#warehouse';
import { readUpload, type Upload } from './upload.ts';

/** A file of a version whose bytes came with one load, and when these were handed in: milliseconds. */
export interface Brought {
  path: string;
  handed: number;
  version: string;
  number: string;
  at: string;
}

/**
 * The files that were loaded after a moment, each by the load that brought it last. A version that was built again from
 * files of an older one brings none.
 */
export async function broughtSince(warehouse: string, at: string): Promise<Map<string, Brought>> {
  const receipts = (await receiptsSince(warehouse, at)).reverse();
  const found = new Map<string, Brought>();
  for (const [i, receipt] of receipts.entries()) {
    const before = new Map(i === 0 ? [] : filesOf(receipts[i - 1]!).map(({ path, sha256 }) => [path, sha256]));
    const isFirst = i === 0 && Date.parse(receipt.loadedAt) <= Date.parse(at);
    if (isFirst || receipt.rebuildOf !== null) continue;
    const handedAt = await handedInAt(warehouse, receipt);
    for (const { path, sha256 } of filesOf(receipt))
      if (before.get(path) !== sha256)
        found.set(path, {
          path,
          handed: Date.parse(handedAt),
          version: receipt.version,
          number: receipt.number,
          at: handedAt,
        });
  }
  return found;
}

const handedInAt = async (warehouse: string, { upload, loadedAt }: Receipt): Promise<string> =>
  (upload === null ? null : await readUpload(warehouse, upload))?.at ?? loadedAt;

/**
 * The files of an upload that are older than what is loaded: the file that one stands for, or one whose rows it takes
 * the place of, was handed in after it. To load it would put back what was mended since. What somebody has said,
 * knowing of it, to load all the same is not named again.
 */
export function overtakenBy(
  upload: Pick<Upload, 'at' | 'although'>,
  joinings: readonly Joining[],
  replacements: readonly Replacement[],
  brought: ReadonlyMap<string, Brought>
): Overtaken[] {
  const sent = Date.parse(upload.at);
  return joinings.flatMap(({ name, path, replaces, isSame }) => {
    if (isSame) return [];
    const takes = replacements.filter(({ file }) => file === name || file === path).flatMap(({ takes = [] }) => takes);
    const others = takes.flatMap(({ file, others }) => (others > 0 ? [file] : []));
    const newer = [...(replaces === null ? [] : [replaces]), ...others]
      .flatMap((file) => brought.get(file) ?? [])
      .filter(({ handed, version }) => handed > sent && version > (upload.although ?? ''))
      .sort((a, b) => b.handed - a.handed)[0];
    return newer === undefined
      ? []
      : [{ name, by: newer.path, at: newer.at, version: newer.version, number: newer.number }];
  });
}

/** What is said against loading it. */
export const sayOvertaken = ({ name, by, number }: Overtaken): string =>
  `${name} 旧了：它上传以后又交过 ${by}${number ? `（回执 ${number}）` : ''}。照样导入会把后来改好的改回去；不要了就取消这次上传，确实要用旧的，请看过以后再确认。`;
