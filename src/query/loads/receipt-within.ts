import { covers, type FileReceipt, type Receipt, type Replacement, type Scope } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { reachValues, sheetKey, type Reach } from '../source-rows/reach.ts';
import { readDefectKinds } from './receipt.ts';
import { defectsWithin } from './within.ts';

/**
 * What a receipt says of the rows that a reader may read: the files that hold any, the counts of these rows alone, and
 * who handed it in where that was of the reader's own scope (`isOwn`).
 */
export async function receiptWithin(
  context: QueryContext,
  receipt: Receipt,
  { reach, isOwn }: { reach: Reach | null; isOwn: boolean }
): Promise<Receipt> {
  if (reach === null) return receipt;
  const kinds = await readDefectKinds(context, reach);
  const counts = new Map<string, number>();
  for (const { check, count } of kinds) counts.set(check, (counts.get(check) ?? 0) + count);
  const states = await rowsOf<{ state: string; count: number }>(context, 'compared', {
    sql: `select state, count(*)::integer as count from ${receipt.compared ? defectsWithin(reach, 'compared') : "(select 'none' as state where false)"} group by state`,
    values: receipt.compared ? reachValues(reach) : {},
  });
  const of = (state: string) => states.find((each) => each.state === state)?.count ?? 0;
  return {
    ...withoutOthers(receipt, isOwn),
    ...filesWithin(receipt, reach),
    defects: receipt.defects.flatMap((each) => {
      const count = counts.get(each.check) ?? 0;
      return count > 0 ? [{ ...each, count }] : [];
    }),
    compared: receipt.compared && {
      version: receipt.compared.version,
      cured: of('cured'),
      remaining: of('remaining'),
      fresh: of('fresh'),
    },
    // What stood in a file before may have been somebody else's: it is told to whom the file is.
    replacements: (receipt.replacements ?? [])
      .filter(({ file, replaces }) => [file, replaces].every((each) => each === null || reach.own.has(each)))
      .filter(({ file, replaces }) => replaces === null || (file !== null && reach.handedIn.has(file)))
      .map((each) => takingWithin(each, reach.own)),
  };
}

/** Of the files whose rows a file's take the place of, those that may be named. */
function takingWithin(replacement: Replacement, files: ReadonlySet<string>): Replacement {
  const { takes, ...rest } = replacement;
  const named = (takes ?? []).filter(({ file }) => files.has(file));
  return named.length > 0 ? { ...rest, takes: named } : rest;
}

/** The files of a receipt that hold rows of a reader, with the counts of these alone. */
export const filesWithin = ({ files, version }: Receipt, reach: Reach | null): Pick<Receipt, 'files' | 'version'> => ({
  version,
  files: reach === null ? files : files.flatMap((each) => sheetWithin(each, reach)),
});

/** One load among others: what can be said of it without opening it. */
export function receiptBrief(receipt: Receipt, scope: Scope, isOwn: boolean): Receipt {
  const files = receipt.files.filter(({ owner }) => owner !== undefined && covers(scope, owner.scope));
  const told = withoutOthers(receipt, isOwn);
  const withheld = [...(told.withheld ?? []), 'files' as const, 'defects' as const];
  return { ...told, files, defects: [], compared: null, replacements: [], withheld };
}

/** The accounts that handed in the files of a version, by file. */
export const handedInOf = ({ files }: Pick<Receipt, 'files'>): ReadonlyMap<string, Scope> =>
  new Map(files.flatMap(({ file, owner }) => (owner === undefined ? [] : [[file, owner.scope]])));

/** Without what was accepted of all, who was taken out of it by whom and, of what others loaded, who they are. */
const withoutOthers = (
  { acceptedTurns: _accepted, redacted: _redacted, ...receipt }: Receipt,
  isOwn: boolean
): Receipt => (isOwn ? receipt : { ...receipt, by: null, upload: null, withheld: ['by', 'upload'] });

function sheetWithin(sheet: FileReceipt, reach: Reach): FileReceipt[] {
  if (reach.own.has(sheet.file)) return [sheet];
  const count = reach.counts.get(sheetKey(sheet.file, sheet.sheet));
  if (count === undefined) return [];
  const { owner: _owner, ...others } = sheet;
  const read = count.loaded + count.superseded + count.rejected;
  return [{ ...others, ...count, read, bytes: 0, unknownColumns: [], totals: 0, blank: 0 }];
}
