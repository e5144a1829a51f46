import { loadUpload, marksOfUpload, previewUpload, readUpload } from '#clerks';
import { judgeNewDay, makeReplay, stages, type Progress } from '#pipeline';
import type { AuditPackageOptions } from './audit-package.ts';
import { once } from 'node:events';
import { content, program } from '#environment/content.ts';
import type { Message, Reply, Task } from '#server/task.ts';
import { faultsBeforeLoad } from './sound-content.ts';
import { pruneWarehouse } from './versions.ts';

type Entered = Pick<Parameters<typeof import('./entering-try.ts').tryEntered>[0], 'data' | 'own' | 'table'>;
type Judged = Pick<Parameters<typeof import('./entering-try.ts').judgeEntered>[0], 'accept' | 'by'>;
type Papers = Parameters<typeof import('./alerts.ts').evaluateAlerts>[0]['papers'];

/**
 * How much is done when so many files are read, stages made and
 * other steps taken: nobody knows how many files there are.
 */
function shareOf(files: number, made: number, rest: number): number {
  const read = made > 0 ? 1 : files / (files + 10);
  return Math.min(0.99, 0.5 * read + 0.35 * (made / stages.length) + 0.02 * rest);
}

/**
 * The id of a replay says what is played again, to which day: `<version>@<day>`; that of a pruning its policy; that of
 * worlds between which two versions they stand: `<from> <to>`; of marks which file of an upload: `<upload> <hash>`. Of
 * the others it is JSON: of a push where to; of alerts the version, whether people sign in, and what was asked of
 * papers; of a package and of what was filled in, all of it.
 */
async function work(task: Task, warehouse: string, id: string): Promise<unknown> {
  if (task === 'prune') {
    const [keep = 1, older = 0] = id.split(' ').map(Number);
    return pruneWarehouse({ warehouse, keep, older }, { isMeant: true });
  }
  if (task === 'retention') {
    const { letGoOfDue } = await import('./retention.ts');
    return letGoOfDue(warehouse, JSON.parse(id) as Parameters<typeof letGoOfDue>[1]);
  }
  if (task === 'replay') {
    const [version = '', day = ''] = id.split('@');
    return makeReplay({ ...content, warehouse, version, day, program: await program() });
  }
  if (task === 'worlds') {
    const { compareVersions } = await import('#changes');
    const [from = '', to = ''] = id.split(' ');
    const comparison = await compareVersions(warehouse, { from, to, program: await program() });
    comparison.close();
    return { fault: comparison.chain.fault };
  }
  if (task === 'push') {
    const { pushOnce } = await import('./push.ts');
    return pushOnce({
      warehouse,
      verify: false,
      isPruning: false,
      ...(JSON.parse(id) as { to: string; endpoint: string | null }),
    });
  }
  if (task === 'alerts') {
    const { evaluateAlerts } = await import('./alerts.ts');
    const { version, isOffice, papers } = JSON.parse(id) as { version: string; isOffice: boolean; papers: Papers };
    return evaluateAlerts({ warehouse, version, isOffice, papers });
  }
  if (task === 'package') {
    const { makeAuditPackage } = await import('./audit-package.ts');
    const { out, ...asked } = JSON.parse(id) as AuditPackageOptions & { out: string };
    const told = await makeAuditPackage(out, { ...asked, warehouse, onProgress: () => undefined });
    return typeof told === 'string' ? { refused: told } : told.answer;
  }
  if (task === 'entering' || task === 'judge') {
    const { judgeEntered, tryEntered } = await import('./entering-try.ts');
    const onProgress = (progress: Progress) => tell({ progress: { ...progress, share: 0 } });
    if (task === 'entering') return tryEntered({ warehouse, ...(JSON.parse(id) as Entered), onProgress });
    return judgeEntered({ warehouse, ...(JSON.parse(id) as Judged), onProgress, mayPublish });
  }
  if (task === 'new-day') {
    const { status, reasons } = await judgeNewDay({ ...content, warehouse, program: await program() });
    return { status, reasons };
  }
  const [name = '', hash = ''] = id.split(' ');
  const upload = await readUpload(warehouse, name);
  if (upload === null) throw new Error(`there is no upload ${id}`);
  const done = { files: 0, made: 0, rest: 0 };
  const onProgress = (progress: Progress) => {
    done[progress.step === '读取' ? 'files' : progress.step === '计算' ? 'made' : 'rest'] += 1;
    tell({ progress: { ...progress, share: shareOf(done.files, done.made, done.rest) } });
  };
  if (task === 'marks') return marksOfUpload(upload, hash, { ...content, warehouse, onProgress });
  if (task === 'preview') return previewUpload(upload, { ...content, warehouse, onProgress });
  return loadUpload({
    ...content,
    id,
    warehouse,
    program: await program(),
    check: () => faultsBeforeLoad(),
    dryRun: task === 'dry-run',
    compare: async (...tried) => (await import('#changes')).changesOfDraft(...tried),
    perCheck: 20,
    onProgress,
    mayPublish,
  });
}

/** The server knows who asked for what is to be published, and whether they still may. */
async function mayPublish(): Promise<readonly string[]> {
  const told = once(process, 'message');
  tell({ asks: 'mayPublish' });
  const [{ reasons }] = (await told) as [Reply];
  return reasons;
}

function tell(message: Message): void {
  if (process.connected) process.send?.(message);
}

// A server that is gone, however it went, wants nothing any more; what it asked for it asks for again.
process.once('disconnect', () => process.exit(1));

const [task, warehouse, id] = process.argv.slice(2) as [Task, string, string];
const last: Message = await work(task, warehouse, id).then(
  (result) => ({ result }),
  (error: unknown) => ({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
);
process.send?.(last, () => process.exit(0));
