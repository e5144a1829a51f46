import { existsSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  listBackups,
  readBackup,
  readPushed,
  recordFile,
  underLock,
  withRecord,
  type RedactionRecord,
} from '#pipeline';
import { openStore, redactionStream } from '#store';
import { erasingFile, hashFile, syncToDisk, zonedTime } from '#warehouse';
import { endJob, eraserOf, newJob, readJob, writeJob, type Job } from './job.ts';
import { erasePlace } from './place.ts';
import { findPersons, type Sought } from './persons.ts';

export interface EraseOptions {
  warehouse: string;
  /** The folder that backups are in; null: none was named. */
  backups: string | null;
  sought: Sought;
  by: string;
  basis: string;
  isMeant: boolean;
  onWait?: () => void;
  onProgress?: (step: string, detail?: string) => void;
}

export interface ErasedPlace extends Pick<RedactionRecord, 'files' | 'versions' | 'rest' | 'stays'> {
  /** The name of a backup; null: the warehouse. */
  backup: string | null;
}

export interface ErasedAll {
  isDone: boolean;
  id: string;
  /** How many names, numbers and addresses: never which. */
  texts: number;
  projects: number | null;
  places: ErasedPlace[];
  stays: string[];
  /** Where nobody looked, by name. */
  outOfReach: string[];
}

/** What was begun and not ended stands in the way of anything else. */
export class Unfinished extends Error {}

/**
 * Takes persons out of a warehouse and the backups that it is told of; without `isMeant` it says what would go. Killed
 * at any moment each file is the old one or the new, and `resume` ends it.
 */
export async function erase(options: EraseOptions): Promise<ErasedAll> {
  const { warehouse, sought, by, basis, backups, isMeant, onWait = () => {} } = options;
  if (!existsSync(warehouse)) throw new Error(`没有数据仓库 ${warehouse}`);
  const prepared = async () => {
    if ((await readJob(warehouse)) !== null) throw new Unfinished(unfinished);
    const { projects, ...found } = await findPersons([warehouse, ...(await backupFolders(backups))], sought);
    const job = newJob({ by, basis, backups, ...found });
    const { rewrite } = eraserOf(job);
    if (rewrite(by) !== by || rewrite(basis) !== basis)
      throw new Error('依据和谁清除里写着要清除的人：它们要登记在案，请改写成不提到他的话，什么也没有动');
    return { projects, job };
  };
  if (!isMeant) {
    const { job, projects } = await prepared();
    return { ...(await eraseAll(warehouse, job, options)), projects };
  }
  return underLock(
    warehouse,
    async () => {
      const { job, projects } = await prepared();
      if (job.wanted.length === 0) return { ...nothing(job), projects };
      await writeJob(warehouse, job);
      return { ...(await eraseAll(warehouse, job, options)), projects };
    },
    onWait
  );
}

const unfinished = '上一次清除没有做完（被中断了）：请先运行 npm run retention -- resume，做完它';

/** Ends what was begun; null where nothing was. */
export async function resume(
  options: Pick<EraseOptions, 'warehouse' | 'onWait' | 'onProgress'>
): Promise<ErasedAll | null> {
  const { warehouse, onWait = () => {} } = options;
  if (!existsSync(erasingFile(warehouse))) return null;
  return underLock(
    warehouse,
    async () => {
      const job = await readJob(warehouse);
      return job === null ? null : eraseAll(warehouse, job, { ...options, isMeant: true });
    },
    onWait
  );
}

const nothing = ({ id, stays }: Job): Omit<ErasedAll, 'projects'> => ({
  isDone: true,
  id,
  texts: 0,
  places: [],
  stays,
  outOfReach: [],
});

async function eraseAll(
  warehouse: string,
  job: Job,
  { isMeant, onProgress }: Pick<EraseOptions, 'isMeant' | 'onProgress'>
): Promise<ErasedAll> {
  const eraser = eraserOf(job);
  const made = new Map<string, string>();
  const common = { job, eraser, isMeant, made, ...(onProgress && { onProgress }) };
  const places: ErasedPlace[] = [];
  const outOfReach = job.backups === null ? ['没有说备份在哪里（--backups 文件夹）：备份里的没有清除'] : [];
  for (const name of job.backups === null ? [] : await listBackups(job.backups)) {
    const folder = join(job.backups as string, name);
    onProgress?.('备份', name);
    const done = await erasePlace(folder, {
      ...common,
      progress: `${erasingFile(warehouse)}.${job.id}.${name}`,
      isBackup: true,
    });
    if (isMeant) await listAnew(folder, done);
    places.push({ backup: name, ...done });
  }
  if (job.backups !== null) outOfReach.push(...(await strayIn(job.backups, isMeant)));
  outOfReach.push(...(await besideOf(warehouse)));
  const own = await erasePlace(warehouse, { ...common, progress: `${erasingFile(warehouse)}.${job.id}` });
  places.unshift({ backup: null, ...own });
  if (isMeant) {
    await noteDown(warehouse, job, places);
    await endJob(warehouse);
  }
  const projects = null;
  return { isDone: isMeant, id: job.id, texts: job.wanted.length, projects, places, stays: job.stays, outOfReach };
}

const backupFolders = async (backups: string | null): Promise<string[]> =>
  backups === null ? [] : (await listBackups(backups)).map((name) => join(backups, name));

/** That it was done, in the record: counts alone. Once, however often it was taken up again. */
const noteDown = (warehouse: string, { id, by, basis, wanted }: Job, places: readonly ErasedPlace[]): Promise<void> =>
  withRecord(warehouse, async (store) => {
    const said = store.entries(redactionStream).map(({ body }) => JSON.parse(body) as { event: string; id?: string });
    if (said.some((line) => line.event === 'erased' && line.id === id)) return;
    const count = (of: (place: ErasedPlace) => object) =>
      places.reduce((all, place) => all + Object.keys(of(place)).length, 0);
    const body = {
      event: 'erased',
      id,
      basis,
      texts: wanted.length,
      files: count(({ files }) => files),
      versions: count(({ versions }) => versions),
      backups: places.length - 1,
    };
    store.append({ stream: redactionStream, at: zonedTime(new Date()), by, body: JSON.stringify(body) });
  });

/** A backup says of each file what it is: of those that were written anew, anew; what is damaged stays told as such. */
async function listAnew(folder: string, done: Awaited<ReturnType<typeof erasePlace>>): Promise<void> {
  const list = await readBackup(folder);
  const isOurs = (path: string) =>
    /\.sqlite$|^uploads\//.test(path) ||
    (path.startsWith('files/') ? path.slice(6) in done.files : path.replace(/\.(?:json|duckdb)$/, '') in done.versions);
  const files = [];
  for (const each of list.files) {
    const there = await stat(join(folder, each.path)).catch(() => null);
    if (there === null && isOurs(each.path)) continue;
    if (there === null) {
      files.push(each);
      continue;
    }
    files.push(
      isOurs(each.path) ? { ...each, bytes: there.size, sha256: await hashFile(join(folder, each.path)) } : each
    );
  }
  const known = new Set(files.map(({ path }) => path));
  for (const name of (await readdir(folder)).filter((each) => /^redacted-.+\.json$/.test(each) && !known.has(each)))
    files.push({
      path: name,
      bytes: (await stat(join(folder, name))).size,
      sha256: await hashFile(join(folder, name)),
    });
  const record = headIn(join(folder, relative(folder, recordFile(folder))));
  const draft = join(folder, '.build-backup.json');
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ ...list, record, files }, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, join(folder, 'backup.json'));
  await syncToDisk(folder);
}

function headIn(path: string): string | null {
  if (!existsSync(path)) return null;
  const store = openStore(path, { readOnly: true });
  try {
    return store.head();
  } finally {
    store.close();
  }
}

/** Half of a backup that nobody ended goes; whatever else lies there is not ours to read. */
async function strayIn(backups: string, isMeant: boolean): Promise<string[]> {
  const whole = new Set(await listBackups(backups));
  const stray: string[] = [];
  for (const name of await readdir(backups).catch(() => [])) {
    if (whole.has(name)) continue;
    if (!name.endsWith('.partial')) stray.push(`${join(backups, name)}：不是完整的备份，里面有什么没有看`);
    else if (isMeant) await rm(join(backups, name), { recursive: true, force: true });
  }
  return stray;
}

/** What lies beside a warehouse and was written for others, or was left by somebody who was killed. */
async function besideOf(warehouse: string): Promise<string[]> {
  const found = [
    [`${warehouse}-messages`, '已经写给别人的消息'],
    [`${warehouse}.restoring`, '没有做完的恢复'],
  ] as const;
  return [
    ...found.flatMap(([path, what]) => (existsSync(path) ? [`${path}：${what}，没有清除`] : [])),
    ...(await storesOf(warehouse)),
  ];
}

/** Where versions were handed to others: what is there goes when the next is pushed, and not before. */
async function storesOf(warehouse: string): Promise<string[]> {
  const known = Object.entries(await readPushed(warehouse));
  if (known.length === 0)
    return existsSync(join(warehouse, '.push')) ? ['发到过存储：存储里的、跟着它的机器上的，下一次发布才换掉'] : [];
  return known.map(
    ([name, { at }]) =>
      `存储 ${name}（${at.slice(0, 10)} 发过）和跟着它的机器：清除以后运行 npm run push -- --to ${name}（或开着 serve --push，自己会发），存储里才换掉、旧的才删去，各台跟上以后才换掉；push 会说还有几台没有跟上`
  );
}

/** Whether somebody begun and was killed, and whose word it was. */
export async function unfinishedIn(warehouse: string): Promise<Pick<Job, 'id' | 'at' | 'by'> | null> {
  const job = await readJob(warehouse);
  return job === null ? null : { id: job.id, at: job.at, by: job.by };
}
