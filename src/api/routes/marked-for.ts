import { can, type Reader } from '#access';
import type { Reach } from '#query';
import type { FileReceipt, MarkedCopy } from '#spec';

/**
 * What a reader may have of the marked copy of a file; null where none is `within` their receipt. A copy is the
 * whole file: of one in which others have rows there is none, and with whom to call it tells those who may see that.
 */
export function markedFor(
  reader: Reader,
  within: readonly FileReceipt[],
  reach: Reach | null,
  sha256: string
): MarkedCopy | null {
  const files = within.filter((each) => each.sha256 === sha256);
  const isIn = (names: ReadonlySet<string>) => files.some(({ file }) => names.has(file));
  if (files.length === 0) return null;
  if (reach !== null && !isIn(reach.own)) return 'mixed';
  const isTheirs = reader.account !== null && files.some(({ owner }) => owner?.account === reader.account);
  if (!can(reader, 'personal') && !isTheirs) return 'personal';
  return reach === null || isIn(reach.handedIn) ? 'own' : 'copy';
}
