import {
  forgetUpload,
  listUploads,
  ownerOf,
  putAsideDamaged,
  readUpload,
  sweepParts,
  writeUpload,
  type Upload,
} from '#clerks';
import { filesOf, tidy, type Outcome } from '#pipeline';
import type { Receipt } from '#spec';
import type { RecordedEvent } from '#store';
import { listVersions, readReceipt, type Warehouse } from '#warehouse';
import { can, readerNow } from '#access';
import type { Api } from '../../http/context.ts';
import { createJobs, type Job, type Jobs } from './jobs.ts';
import { isSeenBy } from './within.ts';
import type { Worker } from './worker.ts';

/** What is on its way from an upload to a version, over restarts of the server. */
export interface UploadService {
  jobs: Jobs;
  /** Queues a load; it stays queued when this process dies. */
  queueLoad(upload: Upload, account: string | null): Promise<Job>;
  /** Calls off what waits or runs of an upload and forgets it; answers the version where it was too late. */
  cancel(upload: Upload): Promise<string | null>;
  close(): Promise<void>;
}

/**
 * Sweeps what an earlier server left half done, and queues its waiting loads again. A load has ended
 * only when its version is served, so that whoever sees its receipt sees its numbers.
 */
export async function openUploadService(
  { folder: warehouse, refresh, version: published }: Pick<Warehouse, 'folder' | 'refresh' | 'version'>,
  worker: Worker,
  { log, record, office }: Pick<Api, 'log' | 'record' | 'office'>
): Promise<UploadService> {
  let isClosing = false;

  /** Settles what a load came to in the record of the upload. */
  const recordVersion = async (id: string): Promise<string | null> => {
    const upload = await readUpload(warehouse, id);
    if (upload === null) return null;
    const version = upload.version ?? (await versionOf(warehouse, id));
    if (!isClosing || version !== null) await writeUpload(warehouse, { ...upload, asked: null, version });
    return version;
  };

  /**
   * A load waits its turn, over restarts too, and takes its time: whoever asked for it may have been shut or given
   * another scope since.
   */
  async function mayLoad(id: string): Promise<boolean> {
    const upload = await readUpload(warehouse, id);
    if (office === null || upload?.askedBy === undefined) return true;
    const reader = readerNow(office.desk, upload.askedBy);
    return can(reader, 'publish') && isSeenBy(reader, upload);
  }

  const jobs = createJobs(
    async (task, id, options) => {
      if (task !== 'load') return worker(task, id, options);
      try {
        let isShut = false;
        const mayPublish = async () => {
          isShut = !(await mayLoad(id));
          return isShut ? shutMeanwhile.reasons : [];
        };
        await mayPublish();
        const outcome = isShut ? shutMeanwhile : ((await worker(task, id, { ...options, mayPublish })) as Outcome);
        const upload = await readUpload(warehouse, id);
        // The same files over again make no version of their own: the upload is in the one that is there.
        if (upload && outcome.status === 'unchanged')
          await writeUpload(warehouse, { ...upload, version: outcome.receipt?.version ?? null });
        await recordVersion(id);
        if (upload) record(loadedLine(upload, outcome, isShut));
        await refresh();
        return outcome;
      } catch (error) {
        const version = await recordVersion(id);
        if (version === null) throw error;
        await refresh();
        return {
          status: 'published',
          reasons: [],
          notes: [],
          receipt: await readReceipt(warehouse, version),
          defects: [],
        } satisfies Outcome;
      }
    },
    log,
    published
  );

  if ((await putAsideDamaged(warehouse, log)).length > 0) await refresh();
  await sweepParts(warehouse);
  await tidy(warehouse).catch(() => undefined);
  const waiting = (await listUploads(warehouse)).filter(({ asked, version }) => asked !== null && version === null);
  for (const upload of waiting.sort((a, b) => (a.asked ?? 0) - (b.asked ?? 0))) {
    const version = await versionOf(warehouse, upload.id);
    const { id, account, files } = upload;
    record({
      stream: 'use',
      by: account ?? null,
      event: 'load_resumed',
      details: { upload: id, files: files.length, version },
    });
    log(`导入 ${id} 没有做完服务就停了：${version === null ? '从头接着做' : `已经发布 ${version}，补记`}`);
    if (version === null) jobs.add('load', id, { resumed: true });
    else {
      await recordVersion(id);
      record(loadedLine(upload, { status: 'published', receipt: await readReceipt(warehouse, version) }));
    }
  }

  return {
    jobs,
    async queueLoad(upload, account) {
      const asked = { asked: Date.now(), ...(account === null ? {} : { askedBy: account }) };
      if (upload.asked === null) await writeUpload(warehouse, { ...upload, ...asked });
      return jobs.add('load', upload.id);
    },
    async cancel({ id }) {
      const open = jobs.of(id);
      for (const job of open) job.cancel();
      await Promise.all(open.map(({ ended }) => ended));
      const version = (await readUpload(warehouse, id))?.version ?? (await versionOf(warehouse, id));
      if (version !== null) return version;
      await forgetUpload(warehouse, id);
      jobs.forget(id);
      await tidy(warehouse).catch(() => undefined);
      return null;
    },
    async close() {
      isClosing = true;
      await jobs.close();
    },
  };
}

const shutMeanwhile: Outcome = {
  status: 'refused',
  reasons: ['要求导入的账号在发布以前停用了，或者换了角色、范围，没有导入。仍然要导入的，请有权限的人再点一次“导入”。'],
  notes: [],
  receipt: null,
  defects: [],
};

/** What a load came to, of the files that were handed in for it. */
function loadedLine(
  upload: Upload,
  { status, receipt }: Pick<Outcome, 'status' | 'receipt'>,
  isShut = false
): RecordedEvent {
  const { id, account, files } = upload;
  const hashes = new Set(files.map(({ sha256 }) => sha256));
  const owner = ownerOf(upload)?.account;
  // Others may have handed in the same bytes, and who handed them in twice is told of the copy that counts.
  const own = (receipt?.files ?? []).filter((sheet) => hashes.has(sheet.sha256) && sheet.owner?.account === owner);
  const sheets = [...new Map(own.map((sheet) => [`${sheet.sha256} ${sheet.sheet}`, sheet])).values()];
  const sum = (name: 'read' | 'loaded' | 'rejected') => sheets.reduce((all, sheet) => all + sheet[name], 0);
  const event = status === 'published' ? 'loaded' : status === 'unchanged' ? 'load_unchanged' : 'load_refused';
  // Of what was not published no row was taken.
  const taken: Readonly<Record<string, number>> =
    status === 'published' ? { loaded: sum('loaded'), rejected: sum('rejected') } : {};
  const counts: Readonly<Record<string, number>> = sheets.length === 0 ? {} : { read: sum('read'), ...taken };
  const version = status === 'published' ? (receipt?.version ?? null) : null;
  return {
    stream: 'use',
    by: account ?? null,
    event,
    details: { upload: id, files: files.length, ...counts, version, ...(isShut ? { why: 'account_shut' } : {}) },
  };
}

/** The version that an upload was published with, or null. */
async function versionOf(warehouse: string, id: string): Promise<string | null> {
  for (const version of await listVersions(warehouse))
    if ((await readReceipt(warehouse, version)).upload === id) return version;
  return null;
}

/** What a version is made of, in the order of superseding. */
export const filesNow = (receipt: Receipt | null) => (receipt === null ? [] : filesOf(receipt));
