import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal, type Scope } from '#spec';
import { createSerialQueue } from './serial-queue.ts';

/** What is to be packed, as it is handed to the process that packs it. */
export interface PackageAsked {
  version: string;
  /** `city=济南市`, each. */
  conditions: readonly string[];
  scope: Scope;
  by: string;
  out: string;
}

/** Packs outside of this process. Answers why it is refused, in words, or what came of it. */
export type PackageWorker = (task: 'package', asked: string, options: { signal: AbortSignal }) => Promise<unknown>;

export type PackageState = 'waiting' | 'making' | 'ready' | 'refused' | 'failed';

/** A package that somebody asked for. */
export interface PackageJob extends Omit<PackageAsked, 'out'> {
  id: string;
  state: PackageState;
  askedAt: string;
  /** The hash that tells it from any other; null before it is there. */
  seal: string | null;
  bytes: number | null;
  /** Why there is none; of one that is there, what is not proven of it. */
  why: string | null;
  path: string;
  account: string | null;
}

/** Packages that were asked for, one after the other; each is kept for a while, for whoever asked for it. */
export interface Packages {
  ask(asked: Omit<PackageAsked, 'out'>, account: string | null, now: string): Promise<PackageJob>;
  /** The newest first. */
  list(): readonly PackageJob[];
  close(): void;
}

/** So many wait or are made at a time, and so many are kept: a package of all may be large. */
const most = { waiting: 3, kept: 4 };
/** Seconds after which whoever was turned away may ask again. */
const again = 60;

const untried =
  '行数多，装的时候没有重算过：请运行包里的 recompute.sql，或在服务器上 npm run audit-package -- prove 这个.zip。';

export function createPackages(worker: PackageWorker, log: (message: string) => void): Packages {
  const queue = createSerialQueue();
  const jobs: PackageJob[] = [];
  const off = new AbortController();
  let folder: string | null = null;

  async function make(job: PackageJob): Promise<void> {
    const { version, conditions, scope, by, path: out } = job;
    job.state = 'making';
    try {
      const asked: PackageAsked = { version, conditions, scope, by, out };
      const told = (await worker('package', JSON.stringify(asked), { signal: off.signal })) as {
        refused?: string;
        seal?: string;
        isProven?: boolean;
      };
      if (told.refused !== undefined) Object.assign(job, { state: 'refused', why: told.refused });
      else {
        const why = told.isProven === false ? untried : null;
        Object.assign(job, { state: 'ready', seal: told.seal ?? null, bytes: (await stat(out)).size, why });
      }
    } catch (error) {
      if (off.signal.aborted) return;
      log(`package ${job.id}: ${error instanceof Error ? error.message : String(error)}`);
      Object.assign(job, { state: 'failed', why: '没有装成：原因在服务器的日志里，请告诉管理员。' });
    }
  }

  function forget(): void {
    const done = jobs.filter(({ state }) => state !== 'waiting' && state !== 'making');
    for (const job of done.slice(0, Math.max(0, done.length - most.kept + 1))) {
      jobs.splice(jobs.indexOf(job), 1);
      void rm(job.path, { force: true });
    }
  }

  return {
    async ask(asked, account, now) {
      const open = jobs.filter(({ state }) => state === 'waiting' || state === 'making');
      if (open.length >= most.waiting)
        throw new Refusal(503, 'busy', '正在装的审计包太多，请过一会儿再试。', { retryAfter: again });
      folder ??= await mkdtemp(join(tmpdir(), 'baijing-packages-'));
      forget();
      const id = randomBytes(6).toString('hex');
      const job: PackageJob = {
        ...asked,
        id,
        account,
        askedAt: now,
        state: 'waiting',
        seal: null,
        bytes: null,
        why: null,
        path: join(folder, `${id}.zip`),
      };
      jobs.push(job);
      void queue.run(() => make(job));
      return job;
    },
    list: () => jobs.toReversed(),
    close() {
      off.abort();
      if (folder !== null) rmSync(folder, { recursive: true, force: true });
    },
  };
}
