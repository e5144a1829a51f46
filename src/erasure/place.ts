import { existsSync } from 'node:fs';
import { appendFile, link, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#spec';
import {
  filesOfManifest,
  fileStoreOf,
  recordFile,
  recordMissing,
  recordRedacted,
  storedPathOf,
  withRecord,
  writeRedaction,
  type RedactionRecord,
} from '#pipeline';
import { compact, redactRecord, rewriteTables } from '#store';
import {
  countRewritten,
  hashFile,
  isVersion,
  receiptFile,
  rewriteFile,
  syncToDisk,
  warehouseFile,
  writeWhole,
} from '#warehouse';
import type { Eraser } from './eraser.ts';
import type { Job } from './job.ts';
import { eraseOriginal, holdsBytes } from './original.ts';

export interface PlaceOptions {
  job: Job;
  eraser: Eraser;
  /** Do it; else only say what would be done. */
  isMeant: boolean;
  /** Where it is noted down which original became what, before it does: whoever ends what was begun knows it. */
  progress: string;
  /** Of a backup: nobody else has its stores open, and they lie there without a log. */
  isBackup?: boolean;
  /** Files that were made already of the same bytes, by where these lie: several backups hold one file. */
  made?: Map<string, string>;
  onProgress?: (step: string, detail?: string) => void;
}

/** What of a record people are known by as whoever acted; it stays, since it says who answers for what. */
const acting: Readonly<Record<string, readonly string[]>> = { decisions: ['person'], replies: ['name'] };
/** Streams that are signed, or that papers are read by: another letter in them and no paper holds. */
const sealed: ReadonlySet<string> = new Set(['papers']);

type Done = Pick<RedactionRecord, 'files' | 'versions' | 'rest' | 'stays'>;

/**
 * Takes persons out of all that lies in a warehouse, or in a backup of one: originals, versions with their receipts,
 * records of uploads, stores. Each file is written anew beside the old one and takes its place in one step. What is
 * clean is left as it is, so that a run that was killed is ended by running it again. The caller holds the lock.
 */
export async function erasePlace(folder: string, options: PlaceOptions): Promise<Done> {
  const done: Done = { files: {}, versions: {}, rest: {}, stays: [] };
  if (options.isMeant) await takeAwayWorlds(folder);
  if (options.isMeant) Object.assign(done.files, await readProgress(options.progress));
  await eraseOriginals(folder, options, done);
  await eraseVersions(folder, options, done);
  await eraseUploads(folder, options, done);
  await eraseStores(folder, options, done);
  if (options.isMeant) {
    const { id, at, by, basis, wanted } = options.job;
    await writeRedaction(folder, { id, at, by, basis, texts: wanted.length, ...done });
  }
  return done;
}

/** Which originals became what before a run that was killed; a line that was cut off says nothing that was done. */
async function readProgress(path: string): Promise<Done['files']> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(0, -1);
  return Object.assign({}, ...lines.map((line) => JSON.parse(line) as Done['files'])) as Done['files'];
}

/** Whatever can be made again is, by whoever asks for it next. */
async function takeAwayWorlds(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('.build-')) await rm(join(folder, name), { recursive: true });
  for (const name of ['replays', 'worlds', 'readings']) await rm(join(folder, name), { recursive: true, force: true });
  const uploads = join(folder, 'uploads');
  for (const name of await readdir(uploads).catch(() => []))
    if (name.startsWith('.preview-')) await rm(join(uploads, name), { recursive: true, force: true });
}

/** What was handed in: never the files of content, which their own folder keeps and whoever writes them changes. */
async function eraseOriginals(folder: string, options: PlaceOptions, done: Done): Promise<void> {
  const { eraser, isMeant, job, made, onProgress } = options;
  const texts = job.wanted.map(({ text }) => text);
  const names = (await readdir(fileStoreOf(folder)).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const content = await contentOf(folder);
  const note = async (sha256: string, became: Done['files'][string]) => {
    done.files[sha256] = became;
    if (isMeant)
      await appendFile(options.progress, `${JSON.stringify({ [sha256]: became })}\n`, { mode: 0o600, flush: true });
  };
  for (const sha256 of names) {
    const path = storedPathOf(folder, sha256);
    if (content.has(sha256)) {
      const bytes = await readFile(path);
      if (holdsBytes(texts)(bytes))
        done.stays.push(`口径文件（files/${sha256.slice(0, 12)}）里有同样的字：要改的请改 data 里的文件`);
      continue;
    }
    onProgress?.('原件', sha256.slice(0, 12));
    const draft = isMeant ? join(folder, `.build-erased-${sha256}`) : null;
    const before = await stat(path);
    const place = `${before.dev}:${before.ino}`;
    const known = made?.get(place);
    if (draft !== null && known !== undefined && (await linked(known, draft))) {
      await note(sha256, { now: await hashFile(draft) });
      await putInPlace(draft, path);
      continue;
    }
    const erased = await eraseOriginal(path, draft, eraser, texts);
    if (erased.is === 'refused') await note(sha256, { now: null, why: erased.why });
    else if (erased.is === 'written') await note(sha256, { now: draft === null ? '' : await hashFile(draft) });
    if (draft === null || erased.is === 'clean') continue;
    if (erased.is === 'refused') await rm(path);
    else {
      // When it was handed in decides when it may be pruned.
      await utimes(draft, before.atime, before.mtime);
      await putInPlace(draft, path);
      made?.set(place, path);
    }
  }
  if (isMeant && existsSync(fileStoreOf(folder))) await syncToDisk(fileStoreOf(folder));
}

/** The hashes of files that are content and that nobody handed in. */
async function contentOf(folder: string): Promise<Set<string>> {
  const content = new Set<string>();
  const handed = new Set<string>();
  for (const receipt of await receiptsIn(folder)) {
    for (const { sha256 } of receipt.files ?? []) handed.add(sha256);
    const manifest = await readFile(storedPathOf(folder, receipt.digest), 'utf8').catch(() => '');
    if (manifest !== '') content.add(receipt.digest);
    for (const sha256 of filesOfManifest(manifest).values()) content.add(sha256);
  }
  return content.difference(handed);
}

async function receiptsIn(folder: string, done?: Pick<Done, 'stays'>): Promise<Receipt[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && isVersion(name.slice(0, -5)));
  const receipts: Receipt[] = [];
  for (const name of names.sort())
    try {
      receipts.push(JSON.parse(await readFile(join(folder, name), 'utf8')) as Receipt);
    } catch {
      done?.stays.push(`回执 ${name} 读不出来，它和它的表没有清除：请看过以后移走`);
    }
  return receipts;
}

/** How many cells of a version hold some; null of one that cannot be opened. */
const cellsIn = (path: string, eraser: Eraser): Promise<number | null> =>
  countRewritten(path, eraser).then(
    ({ cells }) => sum(cells),
    () => null
  );

async function eraseVersions(folder: string, options: PlaceOptions, done: Done): Promise<void> {
  const { job, eraser, isMeant, onProgress } = options;
  if (isMeant) await recordMissing(folder);
  for (const old of await receiptsIn(folder, done)) {
    const { version } = old;
    onProgress?.('版本', version);
    const path = warehouseFile(folder, version);
    const hasTables = existsSync(path);
    const receipt = JSON.parse(eraser.rewrite(JSON.stringify(old))) as Receipt;
    const isSaid = JSON.stringify(receipt) !== JSON.stringify(old);
    const found = hasTables ? await cellsIn(path, eraser) : 0;
    if (found === null) done.stays.push(`版本 ${version} 的表坏了，打不开，里面的没有清除：请看过以后移走`);
    const cells = found ?? 0;
    // A run that was killed between two files of this version has said what it did, and not everything is done.
    const isBegun = old.redacted?.at(-1)?.id === job.id;
    if (cells > 0 || isSaid || isBegun)
      done.versions[version] = cells > 0 ? cells : isBegun ? (old.redacted?.at(-1)?.cells ?? 0) : 0;
    if (!isMeant || (cells === 0 && !isSaid && !isBegun)) continue;
    if (cells > 0) await replaceTables(folder, receipt, cells, options);
    else await writeReceipt(folder, receipt);
    await withRecord(folder, (store) =>
      recordRedacted(store, folder, receipt, { by: job.by, hasTables: hasTables && found !== null })
    );
  }
}

/** The receipt goes first and the tables follow: in between, and only while this runs, either file is the version's. */
async function replaceTables(folder: string, receipt: Receipt, cells: number, options: PlaceOptions): Promise<void> {
  const { job, eraser, made } = options;
  const path = warehouseFile(folder, receipt.version);
  const draft = join(folder, `.build-erased-${receipt.version}.duckdb`);
  const { dev, ino } = await stat(path);
  const known = made?.get(`${dev}:${ino}`);
  if (known === undefined || !(await linked(known, draft))) {
    await rewriteFile(path, draft, eraser);
    await syncToDisk(draft);
  }
  const { id, at, by, basis } = job;
  receipt.redacted = [
    ...(receipt.redacted ?? []).filter((each) => each.id !== id),
    { id, at, by, basis, cells, bytes: (await stat(draft)).size, sha256: await hashFile(draft) },
  ];
  await writeReceipt(folder, receipt);
  await putInPlace(draft, path);
  await syncToDisk(folder);
  made?.set(`${dev}:${ino}`, path);
}

const writeReceipt = (folder: string, receipt: Receipt): Promise<void> =>
  writeWhole(receiptFile(folder, receipt.version), `${JSON.stringify(receipt, null, 2)}\n`);

const putInPlace = (draft: string, path: string): Promise<void> => rename(draft, path);

const linked = (from: string, to: string): Promise<boolean> =>
  rm(to, { force: true })
    .then(() => link(from, to))
    .then(
      () => true,
      () => false
    );

const sum = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((all, each) => all + each, 0);

async function eraseUploads(folder: string, { eraser, isMeant }: PlaceOptions, done: Done): Promise<void> {
  const uploads = join(folder, 'uploads');
  for (const name of (await readdir(uploads).catch(() => [])).filter((each) => !each.startsWith('.'))) {
    const text = await readFile(join(uploads, name), 'utf8');
    const fresh = eraser.rewrite(text);
    if (fresh === text) continue;
    done.rest.uploads = (done.rest.uploads ?? 0) + 1;
    if (isMeant) await writeWhole(join(uploads, name), fresh);
  }
}

async function eraseStores(
  folder: string,
  { job, eraser, isMeant, isBackup = false }: PlaceOptions,
  done: Done
): Promise<void> {
  const holds = holdsBytes(job.wanted.map(({ text }) => text));
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.sqlite')).sort()) {
    const path = join(folder, name);
    const isRecord = path === recordFile(folder);
    // Accounts are people who act here: one is disabled or renamed by who tends accounts.
    const isAccounts = name === 'access.sqlite';
    const counts = rewriteTables(path, eraser.rewrite, { isMeant: isMeant && !isRecord && !isAccounts });
    const found = sum(counts);
    if (isAccounts && found > 0) done.stays.push(`账号库里有 ${found} 处：账号是经办的人，请在账号页停用或改名`);
    if (!isRecord && !isAccounts && found > 0) done.rest[name] = found;
    if (isRecord && found > 0) done.rest[name] = isMeant ? redactIn(path, job, eraser) : found;
    if (isRecord && found > 0) done.stays.push(...staysInRecord(path, eraser));
    if (!isMeant || isAccounts) continue;
    if (found === 0 && !isBackup && !(await rawHolds(path, holds))) continue;
    if (!compact(path, { isAlone: isBackup }))
      done.stays.push(`${name} 的日志有程序正在读，没有清空：请停下服务，再运行一次 npm run retention -- resume`);
  }
}

const rawHolds = async (path: string, holds: (bytes: Buffer) => boolean): Promise<boolean> => {
  for (const each of [path, `${path}-wal`]) if (existsSync(each) && holds(await readFile(each))) return true;
  return false;
};

const redactIn = (path: string, { id, at, by, basis }: Job, eraser: Eraser): number =>
  redactRecord(path, {
    id,
    at,
    by,
    basis,
    rewrite: ({ stream, body }) => (sealed.has(stream) ? body : withoutPersons(stream, body, eraser)),
  });

/** A line without the persons, but for whoever acted. */
function withoutPersons(stream: string, body: string, { rewrite }: Eraser): string {
  const fresh = rewrite(body);
  const names = acting[stream] ?? [];
  if (fresh === body || names.length === 0) return fresh;
  const [before, after] = [body, fresh].map((text) => JSON.parse(text) as Record<string, unknown>);
  const stay = names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]));
  if (stay.length === 0) return fresh;
  const said = JSON.stringify({ ...after, ...Object.fromEntries(stay.map((name) => [name, before?.[name]])) });
  return said === JSON.stringify(before) ? body : said;
}

/** What of the record stays, by why. */
function staysInRecord(path: string, { rewrite }: Eraser): string[] {
  const found = { acting: 0, sealed: 0 };
  rewriteTables(
    path,
    (text) => {
      if (rewrite(text) !== text) {
        const isPaper = text.startsWith('{') && 'statement' in (JSON.parse(text) as object);
        found[isPaper ? 'sealed' : 'acting'] += 1;
      }
      return text;
    },
    { isMeant: false }
  );
  return [
    ...(found.sealed > 0
      ? [`签过章的材料 ${found.sealed} 份里有：改一个字就核不过，留着；不该再用的请作废（npm run seal -- void）`]
      : []),
    ...(found.acting > 0 ? [`登记里有 ${found.acting} 处是核定、答复、办理的人：谁办的要留着`] : []),
  ];
}
