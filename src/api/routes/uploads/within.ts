import { can, type Reader } from '#access';
import { readUpload, type Upload as KeptUpload } from '#clerks';
import { elsewhere } from '#query';
import { covers, isWhole, type Job, type LoadJob, type Outcome, type Receipt, type Scope, type Upload } from '#spec';

/**
 * Whether an upload is somebody's to see and to load: what is of their scope, or their own of what belongs to all. Who
 * was given another scope since has it no more.
 */
export const isSeenBy = (reader: Reader, { account, scope }: KeptUpload): boolean =>
  covers(reader.scope, scope ?? {}) ||
  (scope === undefined && account !== undefined && account === reader.account && can(reader, 'shared'));

/** Whether a load was made of an upload that is theirs to see: then it is theirs to know who made it. */
export async function isOwnLoad(folder: string, reader: Reader, { upload }: Pick<Receipt, 'upload'>): Promise<boolean> {
  if (isWhole(reader.scope)) return true;
  const kept = upload === null ? null : await readUpload(folder, upload);
  return kept !== null && isSeenBy(reader, kept);
}

/** What an upload says to an account of a scope: what its load came to, of its own files. */
export function within(scope: Scope, { dryRun, load, ...upload }: Upload): Upload {
  const paths = new Set(upload.files.flatMap(({ path, replaces }) => (replaces === null ? [path] : [path, replaces])));
  return {
    ...upload,
    dryRun: dryRun && loadWithin(scope, dryRun, paths),
    load: load && loadWithin(scope, load, paths),
  };
}

/** The same of a task by itself. */
export const jobWithin = (scope: Scope, job: Job): Job =>
  job.result !== null && 'status' in job.result ? { ...job, result: outcomeWithin(scope, job.result, null) } : job;

const loadWithin = (scope: Scope, job: LoadJob, paths: ReadonlySet<string>): LoadJob => ({
  ...job,
  result: job.result && outcomeWithin(scope, job.result, paths),
});

function outcomeWithin(scope: Scope, outcome: Outcome, paths: ReadonlySet<string> | null): Outcome {
  if (isWhole(scope)) return outcome;
  const own = outcome.files.filter(
    ({ file, owner }) => owner !== undefined && covers(scope, owner.scope) && (paths?.has(file) ?? true)
  );
  // What a file of theirs stood for was theirs, also where it was of another kind and is called otherwise now.
  const stoodFor = outcome.replacements.flatMap(({ file, replaces }) =>
    replaces !== null && own.some((each) => each.file === file) ? [replaces] : []
  );
  const names = new Set([...own.map(({ file }) => file), ...stoodFor]);
  const others = outcome.files.map(({ file }) => file).filter((file) => !names.has(file));
  // The name of another may be a part of one of theirs.
  const withoutOwn = (text: string) => [...names].reduce((left, name) => left.replaceAll(name, ''), text);
  const isPlain = (text: string) => !others.some((file) => withoutOwn(text).includes(file));
  return {
    ...outcome,
    reasons: outcome.turnsClosed
      ? [askDivision]
      : outcome.reasons.map((reason) => (isPlain(reason) ? reason : askDivision)),
    compared: null,
    files: own,
    kinds: [],
    defects: outcome.defects
      .filter(({ file }) => names.has(file))
      .map((defect) => ({
        ...defect,
        problem: isPlain(defect.problem) ? defect.problem : elsewhere,
        fix: isPlain(defect.fix) ? defect.fix : '',
      })),
    replacements: outcome.replacements.filter(
      ({ file, replaces }) => [file, replaces].every((each) => each === null || names.has(each)) && file !== null
    ),
  };
}

const askDivision = '这次导入牵涉您的账号范围以外的内容，没有导入：请与省里联系。';
