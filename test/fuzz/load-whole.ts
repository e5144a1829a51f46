import { rm } from 'node:fs/promises';
import { load } from '#pipeline';
import { ownContent } from '../pipeline/own-content.ts';
import type { Handed } from './handed.ts';
import type { Failure } from './failure.ts';

/**
 * Takes the folder through a whole load: it is published or refused
 * with a reason, every assertion holds, every file balances.
 */
export async function loadWhole(folder: string, warehouse: string, files: readonly Handed[]): Promise<Failure[]> {
  const { run, bytes } = files[0] as Handed;
  const failure = (wrong: string[]): Failure[] =>
    wrong.length === 0
      ? []
      : [{ run, name: `${files.length} files from ${files[0]?.path ?? ''}, loaded whole`, bytes, wrong }];
  try {
    const { status, reasons, receipt } = await load({
      folder,
      warehouse,
      asOf: '2026-06-30',
      program: 'fuzz',
      ...ownContent,
    });
    const wrong = (receipt?.files ?? [])
      .filter((file) => file.read !== file.loaded + file.superseded + file.rejected + file.totals + file.blank)
      .map(({ file }) => `${file} does not balance`);
    if (status === 'refused' && reasons.length === 0) wrong.push('refused without a reason');
    wrong.push(
      ...(receipt?.assertions ?? [])
        .filter(({ broken }) => broken > 0)
        .map(({ title, broken }) => `${title}: ${broken} rows break it`)
    );
    wrong.push(
      ...files
        .filter(({ path }) => receipt && !receipt.files.some(({ file }) => file === path))
        .map(({ path }) => `${path} is not in the receipt`)
    );
    return failure(wrong);
  } catch (error) {
    return failure([`the load fell over: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]);
  } finally {
    await rm(warehouse, { recursive: true, force: true });
  }
}
