import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal, notAmong, warehouseFormat, type Receipt } from '#spec';
import { damageOf } from './damage.ts';
import { hashOf } from './hash.ts';
import { lend, type Lease } from './lease.ts';
import { openFile } from './open.ts';
import { stampOf, watchPointer } from './pointer.ts';
import type { QueryError } from './query-error.ts';
import { erasingFile } from './receipt-file.ts';
import { isReplay, isThere, nameReplay, replayFile, type Replay } from './replays.ts';
import { createInstanceCache } from './instance-cache.ts';
import { createVersionIndex, type VersionIndex } from './version-index.ts';
import { isReadable, listReceipts, namesIn, readCurrent, warehouseFile, type Current } from './versions.ts';

export interface Warehouse {
  folder: string;
  /** The version that is served; null before there is one. */
  version(): string | null;
  /** Leases the current version, or the one that is named. */
  lease(version?: string): Promise<Lease>;
  /** Leases a replay, called by its name; null where it is not made, or cannot be read and is to be made again. */
  leaseReplay(replay: Replay): Promise<Lease | null>;
  /** Serves what is published by now, without waiting for the next look. */
  refresh(): Promise<void>;
  /** Why what is served is not what was published last; null where it is. */
  warning(): string | null;
  /** What was published, page by page. */
  versions: VersionIndex;
  /** What is damaged, each with what is wrong with it: versions, and records of uploads that were put aside. */
  faults(): string[];
  /** Another one whenever what is told of versions may be another; answers are kept by it. */
  mark(): string;
  close(): void;
}

export interface FollowOptions {
  log?: (message: string) => void;
  /** Told of each version that is served from now on. */
  onServed?: (version: string) => void;
  /** How many versions stay open besides the current one. */
  older?: number;
  /** Milliseconds between two looks at `current`, for where the system does not notify. */
  poll?: number;
  /** Milliseconds from one version that is read to its end and held against its record to the next; 0: none is. */
  check?: number;
  /** Its versions read other files, as those that read several provinces together. */
  attaches?: boolean;
}

/** Serves what is published in a folder. A new version takes over without dropping a request that reads the old one. */
export async function followWarehouse(
  folder: string,
  {
    log = () => undefined,
    onServed = () => undefined,
    older = 2,
    poll = 1000,
    check = 0,
    attaches = false,
  }: FollowOptions = {}
): Promise<Warehouse> {
  const fileOf = (name: string) => (isReplay(name) ? replayFile(folder, name) : warehouseFile(folder, name));
  const cache = createInstanceCache(
    (version) => openFile(fileOf(version), version, (error) => replace(version, error), log, { attaches }),
    older
  );
  const versions = createVersionIndex(folder);
  /** Versions that turned out damaged when they were read, each with why. */
  const unreadable = new Map<string, string>();
  let current: { version: string; receipt: Receipt; warning: string | null } | null = null;
  let seen = '';
  let held = '';
  let folderSeen = '';
  let listed = '';
  let erased = '';
  let isErasing = false;
  let aside: string[] = [];
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const folderNow = await stampOf(folder);
    if (folderNow !== folderSeen) listed = await listing(folder);
    folderSeen = folderNow;
    // Persons were taken out of versions: what is open reads files that are not there any more.
    const erasures = await erasuresIn(folder);
    if (erasures !== erased && erased !== '') cache.discardAll();
    erased = erasures;
    isErasing = existsSync(erasingFile(folder));
    aside = (await namesIn(join(folder, 'uploads'))).filter((name) => name.endsWith(damaged));
    const mark = await stampOf(join(folder, 'current'));
    const file = current === null ? '' : await stampOf(fileOf(current.version));
    if (mark === seen && file === held && current?.warning === null) return;
    if (mark !== seen) unreadable.clear();
    // Another file in the place of the one that is open: what is open reads what is not there any more.
    if (current !== null && mark === seen && file !== held && file !== 'none') {
      cache.discard(current.version);
      current = null;
    }
    for (;;) {
      const found = await readCurrent(folder, { except: unreadable });
      // Asked now: it may have gone since this look began.
      if (found === null) keepWhatIsOpen(current !== null && (await stampOf(fileOf(current.version))) === 'none');
      else if (found.version !== current?.version && !(await opens(found))) continue;
      else {
        if (found.warning !== null && found.warning !== current?.warning) log(found.warning);
        const reads = isReadable(found.receipt);
        if (found.version !== current?.version)
          log(reads ? `serving version ${found.version}` : inOtherFormat(found.receipt, true).message);
        const isNew = reads && found.version !== current?.version;
        current = found;
        held = await stampOf(fileOf(found.version));
        if (reads) cache.pin(found.version);
        if (isNew) onServed(found.version);
      }
      seen = mark;
      return;
    }
  }

  /** Where no version is whole any more, one whose file is gone is still read as it was opened. */
  function keepWhatIsOpen(isGone: boolean): void {
    if (!isGone) current = null;
    if (current === null) return;
    const warning = `${current.version}.duckdb 不在了，也没有别的完整版本：暂时仍用已打开的这一份，重新启动就没有了。请从备份恢复，或重新导入。`;
    if (current.warning !== warning) log(warning);
    current = { ...current, warning };
  }

  async function opens({ version, receipt }: Current): Promise<boolean> {
    if (!isReadable(receipt)) return true;
    try {
      const file = await cache.acquire(version);
      await file.read('loads.load', 'from loads.load').finally(() => file.release());
      return true;
    } catch (error) {
      log(`version ${version} cannot be read: ${messageOf(error)}`);
      unreadable.set(version, '打不开');
      cache.discard(version);
      return false;
    }
  }

  function lookAgain(): Promise<void> {
    looking ??= look()
      .catch((error: unknown) => log(`cannot look for a new version: ${messageOf(error)}`))
      .finally(() => (looking = null));
    return looking;
  }

  /** After a failed query: reopens a broken instance, and stops serving a file that is damaged on disk. */
  function replace(version: string, error: QueryError): void {
    const damage = damageOf(error);
    if (damage === null) return;
    log(`version ${version}: ${error.message}`);
    cache.discard(version);
    if (damage === 'instance') return;
    if (isReplay(version)) return void rm(fileOf(version), { force: true }).catch(() => undefined);
    turnFrom(version, '打不开');
  }

  function turnFrom(version: string, why: string): void {
    unreadable.set(version, why);
    if (version === current?.version) current = null;
  }

  /** A version in which a block was changed is turned from where there is another; else it is told, and read on. */
  async function checkNext(): Promise<void> {
    const found = await versions.checkNext();
    if (found === null) return;
    log(`版本 ${found.version} ${found.fault}`);
    if (found.version !== current?.version) return;
    const other = await readCurrent(folder, { except: new Map([...unreadable, [found.version, found.fault]]) });
    if (other === null || !isReadable(other.receipt)) return;
    turnFrom(found.version, found.fault);
    await lookAgain();
  }

  async function receiptOf(version: string): Promise<Receipt> {
    const receipt = unreadable.has(version) ? null : await versions.receipt(version);
    if (receipt !== null) return receipt;
    const allowed = await versions.list();
    throw notAmong(400, 'unknown_version', '没有版本', { parameter: 'version', value: version, allowed });
  }

  const faults = () => [
    ...versions.faults(),
    ...(isErasing
      ? ['正在清除个人信息，或者没有做完：做完以前不核对各版本的内容。没有在做的，请运行 npm run retention -- resume']
      : []),
    ...aside.map((name) => `上传记录 uploads/${name} 读不出来，已另放；看过以后请移走`),
  ];

  await lookAgain();
  const timer = setInterval(() => void lookAgain(), poll).unref();
  const stopWatching = watchPointer(folder, () => void lookAgain());
  let isChecking = false;
  const checking =
    check === 0
      ? undefined
      : setInterval(() => {
          if (isChecking) return;
          isChecking = true;
          void checkNext()
            .catch((error: unknown) => log(`cannot check versions: ${messageOf(error)}`))
            .finally(() => (isChecking = false));
        }, check).unref();

  return {
    folder,
    version: () => current?.version ?? null,
    async lease(version) {
      if (version !== undefined && version !== current?.version) {
        const receipt = await receiptOf(version);
        if (!isReadable(receipt)) throw inOtherFormat(receipt, false);
        return lend(await cache.acquire(version), receipt);
      }
      if (current === null) await lookAgain();
      if (current === null) {
        throw await nothingToRead(folder);
      }
      const { receipt } = current;
      if (!isReadable(receipt)) throw inOtherFormat(receipt, true);
      return lend(await cache.acquire(receipt.version), receipt);
    },
    async leaseReplay(replay) {
      const receipt = await receiptOf(replay.version);
      const name = nameReplay(replay);
      try {
        if (await isThere(fileOf(name))) return lend(await cache.acquire(name), receipt);
      } catch (error) {
        log(`replay ${name} cannot be read: ${messageOf(error)}`);
        await rm(fileOf(name), { force: true });
      }
      cache.discard(name);
      return null;
    },
    async refresh() {
      // A look that is under way may have begun before the pointer moved.
      await looking;
      await lookAgain();
    },
    warning: () => current?.warning ?? null,
    versions,
    faults,
    mark: () => JSON.stringify([listed, current?.warning ?? null, ...faults()]),
    close() {
      clearInterval(timer);
      clearInterval(checking);
      stopWatching();
      cache.close();
    },
  };
}

/** How the name of a record ends that could not be read and was put aside. */
export const damaged = '.damaged';

/** Another text when a version comes or goes: not for what a load or the record puts there for a while. */
async function listing(folder: string): Promise<string> {
  const names = (await namesIn(folder)).filter((name) => !/^\.|^(?:record|own)\.sqlite|\.sqlite-/.test(name));
  return hashOf(names.sort().join('\n'));
}

/** What was once published has a receipt: that nothing can be read any more is not that nothing was ever there. */
async function nothingToRead(folder: string): Promise<Refusal> {
  const { length } = await listReceipts(folder);
  return length === 0
    ? new Refusal(503, 'no_data', '还没有导入数据。请先运行 npm run load -- <文件夹>，导入完成后刷新即可。')
    : new Refusal(503, 'no_version', `导入过 ${length} 次，现在没有一个版本打得开。请不要重新开始，先从备份恢复。`);
}

/** Another text when persons were taken out of versions. */
const erasuresIn = async (folder: string): Promise<string> =>
  JSON.stringify((await namesIn(folder)).filter((name) => name.startsWith('redacted-')).sort());

/** The refusal of a version whose format this program does not read. */
function inOtherFormat({ version, format }: Receipt, isCurrent: boolean): Refusal {
  const what = `版本 ${version} 的格式是 ${format}，这个程序读格式 ${warehouseFormat}`;
  const message =
    format > warehouseFormat
      ? `${what}：它由较新的程序建立，请更新程序后再打开。`
      : isCurrent
        ? `${what}，此版本需另建：请运行 npm run rebuild，用保存的原件另建一个新版本；原来的版本和回执不动。`
        : `${what}，此版本需另建，不能查看；它的原件和回执都在，npm run rebuild -- --version ${version} 用原件重算并比较。`;
  return new Refusal(503, 'needs_rebuild', message, { version, format, reads: warehouseFormat });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
