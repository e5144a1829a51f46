import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { literal, openBuild, readLastReceipt } from '#warehouse';
import { sayFault } from '#spec/content';
import { faultsOfPipelines } from '../content/check.ts';
import type { OnProgress } from '../reports/progress.ts';
import type { Content } from '../stages/content-files.ts';
import { referenceFiles } from '../stages/reference-files.ts';
import { judgeAgain } from './judge.ts';
import { damageOf, filesOf } from '../versions/stored-files.ts';

/** A verdict that is another under the other reference data; null: the rule is silent. */
export interface Flip {
  rule: string;
  title: string;
  clause: string;
  subjectKind: string;
  subjectId: string;
  /** Its batch, or those that it is counted over, with 、 between. */
  batch: string | null;
  city: string | null;
  before: string | null;
  after: string | null;
  messageBefore: string | null;
  messageAfter: string | null;
}

export interface ComparedRules {
  /** The version whose files both were judged from; null where nothing is published. */
  version: string | null;
  /** Why it could not be compared, each with what to do. */
  reasons: string[];
  asOf: { before: string | null; after: string | null };
  /** The files of the reference that are not the same. */
  changed: string[];
  /** How many verdicts there are on each side. */
  verdicts: { before: number; after: number };
  flips: Flip[];
}

export interface CompareOptions extends Content {
  warehouse: string;
  /** A folder of reference data; a file that it lacks is taken from this one's. null: only the day changes. */
  other: string | null;
  /** The day to judge by on the other side; null: the same. */
  asOf: string | null;
  onProgress?: OnProgress;
}

/**
 * Judges the files of the version that was published last twice, by this reference data and by another, in a folder of
 * its own that is taken away again. The warehouse is only read.
 */
export async function compareRules({
  warehouse,
  pipelines,
  reference,
  other,
  asOf,
  onProgress = () => {},
}: CompareOptions): Promise<ComparedRules> {
  const receipt = await readLastReceipt(warehouse);
  const refused = (reasons: string[]): ComparedRules => ({
    version: receipt?.version ?? null,
    reasons,
    asOf: { before: null, after: null },
    changed: [],
    verdicts: { before: 0, after: 0 },
    flips: [],
  });
  if (receipt === null) return refused([`${warehouse} 里没有导入过的版本，没有可以比较的。请先导入。`]);
  const otherFiles = other === null ? [] : await tablesOf(other);
  if (other !== null && otherFiles.length === 0)
    return refused([`${other} 里没有口径文件（.csv）。请给出一个与 data/reference 同样的文件夹。`]);
  const known = await tablesOf(reference);
  const among = new Set(known.map(tableOf));
  const unread = otherFiles.filter((name) => !among.has(tableOf(name)));
  if (unread.length > 0)
    return refused([`${other} 里的 ${unread.join('、')} 不是口径文件，不会被读到。口径文件有 ${known.join('、')}。`]);
  const damage = await damageOf(warehouse, filesOf(receipt));
  if (damage.length > 0) return refused(damage);

  /** A message about the reference, by the names that its files have in the other folder. */
  const inOther = (text: string): string =>
    other === null
      ? text
      : otherFiles.reduce((whole, name) => whole.replaceAll(`data/reference/${name}`, join(other, name)), text);
  const given = receipt.asOf;
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-compare-'));
  try {
    const changedReference = join(scratch, 'reference');
    await cp(reference, changedReference, { recursive: true });
    if (other !== null) await cp(other, changedReference, { recursive: true });
    const faults = await faultsOfPipelines({ pipelines, reference: changedReference }, { isTrial: true });
    if (faults.length > 0) return refused(faults.map((fault) => `另一套口径用不了：${inOther(sayFault(fault))}`));
    const judge = async (name: string, by: string, day: string): Promise<string> => {
      const path = join(scratch, `${name}.duckdb`);
      onProgress({ step: '核查', detail: name === 'before' ? '现行口径' : '另一口径' });
      await judgeAgain(path, {
        warehouse,
        receipt,
        pipelines,
        reference: by,
        asOf: day,
        knownBy: day < given ? day : null,
        isTrial: name === 'after',
      });
      return path;
    };
    const before = await judge('before', reference, given);
    const after = await judge('after', changedReference, asOf ?? given).catch((error: unknown) => {
      const { message } = error as Error;
      throw other === null ? error : new Error(`另一套口径用不了：${inOther(message)}`, { cause: error });
    });
    return {
      version: receipt.version,
      reasons: [],
      changed: await changedFiles(reference, changedReference, [...new Set([...known, ...otherFiles])].sort()),
      ...(await flipsBetween(before, after)),
    };
  } catch (error) {
    return refused([(error as Error).message]);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The tables below a folder of reference data, those of its notices among them: notices/2025/limits.csv. */
async function tablesOf(folder: string): Promise<string[]> {
  const files = await referenceFiles(folder).catch(() => []);
  return files.map(({ file }) => file.slice('data/reference/'.length)).sort();
}

/** The tables of all notices are of the same names. */
const tableOf = (path: string): string => path.replace(/^notices\/[^/]+\//, 'notices/');

async function changedFiles(one: string, other: string, names: readonly string[]): Promise<string[]> {
  const texts = await Promise.all(
    names.map(async (name) => {
      const [before, after] = [one, other].map((folder) => readFile(join(folder, name)).catch(() => null));
      return { name, before: await before, after: await after };
    })
  );
  return texts.filter(({ before, after }) => !before || !after?.equals(before)).map(({ name }) => name);
}

async function flipsBetween(
  before: string,
  after: string
): Promise<Pick<ComparedRules, 'asOf' | 'verdicts' | 'flips'>> {
  const build = await openBuild(after, { threads: 1 });
  try {
    await build.run('before', `attach ${literal(before)} as before (read_only)`);
    const [sums] = await build.read<{
      before: number;
      after: number;
      day_before: string | null;
      day_after: string | null;
    }>('compare', sumsQuery);
    return {
      asOf: { before: sums?.day_before ?? null, after: sums?.day_after ?? null },
      verdicts: { before: sums?.before ?? 0, after: sums?.after ?? 0 },
      flips: await build.read<Flip>('compare', flipsQuery),
    };
  } finally {
    build.close();
  }
}

const sumsQuery = `select
  (select count(*)::integer from before.marts.findings) as before,
  (select count(*)::integer from marts.findings) as after,
  (select max(as_of) from before.reference.batches) as day_before,
  (select max(as_of) from reference.batches) as day_after`;

const flipsQuery = `select
  coalesce(a.rule, b.rule) as rule,
  coalesce(a.title, b.title) as title,
  coalesce(a.clause, b.clause) as clause,
  coalesce(a.subject_kind, b.subject_kind) as "subjectKind",
  coalesce(a.subject_id, b.subject_id) as "subjectId",
  coalesce(a.batches, b.batches) as batch,
  coalesce(a.city, b.city) as city,
  b.verdict as before,
  a.verdict as after,
  b.message as "messageBefore",
  a.message as "messageAfter",
from marts.findings as a
full join before.marts.findings as b
  on b.rule = a.rule and b.subject_id = a.subject_id and b.batches is not distinct from a.batches
where a.verdict is distinct from b.verdict
order by rule, batch, "subjectId"`;
