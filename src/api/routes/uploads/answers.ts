import {
  askAbout,
  isAllHeld,
  joinFiles,
  overtakenBy,
  ownerOf,
  sayHeld,
  type Brought,
  type Upload as KeptUpload,
} from '#clerks';
import type { Outcome as LoadOutcome } from '#pipeline';
import { excerpt, maskPersonal, withoutPersonal, type Dashboards } from '#query';
import {
  isMoved,
  type Changes,
  type Defect,
  type FoundChanges,
  type Job,
  type Joining,
  type LoadJob,
  type Outcome,
  type Preview,
  type PreviewJob,
  type Receipt,
  type Task,
  type Upload,
  type Replacement,
} from '#spec';
import { filesNow } from './upload-service.ts';
import type { Job as QueuedJob, Jobs } from './jobs.ts';

/** What a job says of itself: for a preview, a dry run and a load what each came to. */
export const jobAnswer = (job: QueuedJob, jobs: Jobs, headline: readonly string[]): Job =>
  job.task === 'preview' ? previewJob(job, jobs) : loadJob(job, jobs, headline);

const previewJob = (job: QueuedJob, jobs: Jobs): PreviewJob =>
  answerOf(job, jobs, (result) => previewAnswer(result as Preview));

const loadJob = (job: QueuedJob, jobs: Jobs, headline: readonly string[]): LoadJob =>
  answerOf(job, jobs, (result) => outcomeAnswer(result as LoadOutcome, headline));

function answerOf<R>(job: QueuedJob, jobs: Jobs, read: (result: unknown) => R) {
  const { id, upload, task, state, step, resumed } = job;
  return {
    id,
    upload,
    task,
    state,
    resumed,
    ahead: state === 'queued' ? Math.max(0, jobs.ahead(job)) : 0,
    step: step === null ? null : [step.step, step.detail].filter(Boolean).join(' '),
    share: state === 'done' ? 1 : (step?.share ?? 0),
    error: state === 'failed' ? '没有做完：程序出错了，什么也没有改动。请再试一次；还不行，请联系管理员。' : null,
    result: state === 'done' ? read(job.result) : null,
  };
}

/**
 * An upload, what its files would do to those that are loaded, and what is being done with it. What was found of it
 * before another version was published is not told any more.
 */
export function uploadAnswer(
  upload: KeptUpload,
  { current, brought }: { current: Receipt | null; brought: ReadonlyMap<string, Brought> },
  jobs: Jobs,
  headline: readonly string[]
): Upload {
  const { id, at, by, files, version } = upload;
  const { joinings, reasons } = joinFiles(filesNow(current), files, ownerOf(upload));
  const last = <R>(task: Task, answer: (job: QueuedJob) => R): R | null => {
    const job = jobs.of(id).findLast((job) => job.task === task);
    return job && (version !== null || task === 'load' || !isStale(job, current)) ? answer(job) : null;
  };
  return {
    id,
    at,
    by,
    version,
    files: files.map(({ name, sha256, bytes }) => {
      const joining = joinings.find((each) => each.name === name);
      return {
        name,
        sha256,
        bytes,
        path: joining?.path ?? name,
        replaces: joining?.replaces ?? null,
        isSame: joining?.isSame ?? false,
        as: joining?.as ?? null,
      };
    }),
    reasons: [...reasons, ...asked(id, joinings, jobs), ...(version === null ? held(id, jobs) : [])],
    overtaken: version === null ? overtakenBy(upload, joinings, replacementsOf(id, jobs), brought) : [],
    preview: last('preview', (job) => previewJob(job, jobs)),
    dryRun: last('dry-run', (job) => loadJob(job, jobs, headline)),
    load: last('load', (job) => loadJob(job, jobs, headline)),
  };
}

/** Whether what a task came to was found before what is published now. */
export const isStale = ({ state, upon }: QueuedJob, current: Receipt | null): boolean =>
  state === 'done' && upon !== (current?.version ?? null);

/** What its last preview says that its files do. */
function replacementsOf(id: string, jobs: Jobs): readonly Replacement[] {
  const preview = jobs.of(id).findLast(({ task, state }) => task === 'preview' && state === 'done');
  return (preview?.result as Preview | undefined)?.replacements ?? [];
}

/** What its preview asks about its files, and nobody has answered. */
function asked(id: string, joinings: readonly Joining[], jobs: Jobs): string[] {
  return replacementsOf(id, jobs).flatMap(({ file, replaces, doubt }) => {
    const isOpen = joinings.some((each) => each.name === file && each.replaces === replaces && each.as === null);
    return doubt !== null && isOpen ? [askAbout(doubt)] : [];
  });
}

/** The files of which its preview says that others handed in all of it. */
const held = (id: string, jobs: Jobs): string[] =>
  replacementsOf(id, jobs).flatMap((each) =>
    each.file !== null && isAllHeld(each) ? [sayHeld(each.file, each.held)] : []
  );

/** An upload among others: what its tasks came to is asked of it by itself. */
export function withoutResults({ preview, dryRun, load, ...upload }: Upload): Upload {
  const brief = <J>(job: J | null) => job && { ...job, result: null };
  return { ...upload, preview: brief(preview), dryRun: brief(dryRun), load: brief(load) };
}

/** The names of the metrics that the first dashboard opens with. */
export function headlineOf(dashboards: Dashboards): string[] {
  const [first] = [...dashboards.values()].sort((a, b) => a.order - b.order);
  for (const { chart } of Object.values(first?.panels ?? {})) if (chart.mark === 'figures') return chart.show.flat();
  return [];
}

function previewAnswer({ sheets, late, kinds, defects, replacements }: Preview): Preview {
  const personal = new Set(
    sheets.flatMap(({ columns }) =>
      columns.flatMap(({ header, means, isPrivate }) => (isPrivate ? [header, means] : []))
    )
  );
  return {
    sheets: sheets.map(({ rows, ...sheet }) => ({
      ...sheet,
      rows: rows.map(({ row, cells }) => ({
        row,
        cells: cells.map((cell, at) =>
          cell === null ? null : excerpt(sheet.columns[at]?.means === null ? maskPersonal(cell) : cell)
        ),
      })),
    })),
    late,
    kinds,
    defects: defects.map((defect) => hidden(defect, personal)),
    replacements: replacements.map(withoutPersonalCells),
  };
}

/** What a load came to, as it is told: nothing personal, of other projects no cell. */
export function outcomeAnswer(
  { status, reasons, receipt, defects, personal, changes, replacements, turned = [] }: LoadOutcome,
  headline: readonly string[]
): Outcome {
  const hides = personal === undefined ? { has: () => true } : new Set<string | null>(personal);
  return {
    status,
    reasons,
    version: receipt?.version ?? null,
    number: receipt?.number || null,
    compared: receipt?.compared ?? null,
    files: receipt?.files ?? [],
    kinds: receipt?.defects ?? [],
    defects: ['refused', 'dry-run'].includes(status) ? defects.map((defect) => hidden(defect, hides)) : [],
    changes: changes ? changesAnswer(changes, headline) : null,
    replacements: (replacements ?? []).map(withoutPersonalCells),
    turnsClosed: status === 'refused' && turned.some(({ isClosed }) => isClosed),
  };
}

/** The headline first, in its order; of the other metrics those of which something is another. */
function changesAnswer({ figures, ...rest }: FoundChanges, headline: readonly string[]): Changes {
  const named = headline.flatMap((name) => figures.find(({ metric }) => metric === name) ?? []);
  return {
    ...rest,
    headline: named,
    others: figures.filter((figure) => !headline.includes(figure.metric) && isMoved(figure)),
  };
}

const withoutPersonalCells = (replacement: Replacement): Replacement => ({
  ...replacement,
  rows: replacement.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => excerpt(maskPersonal(cell))) })),
});

function hidden(defect: Defect, personal: { has(column: string | null): boolean }): Defect {
  const { value, problem } = withoutPersonal(defect, defect.column !== null && personal.has(defect.column));
  return { ...defect, value: value === null ? null : excerpt(value), problem: excerpt(problem) };
}
