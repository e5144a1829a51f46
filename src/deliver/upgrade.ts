import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk } from '#warehouse';
import { carryChanges, carryOver, noteOwn, ownAlike, type Carried, type Files } from './carry.ts';
import { ownPlatform } from './platforms.ts';
import { readPointer, readRelease, releaseFile, releasesIn, writePointer, type Release } from './releases.ts';
import { checkSums, sumsFile } from './sums.ts';
import { unpack } from './unpack.ts';

/** Why an archive is not taken, in words; nothing was changed. */
export class NotUpgraded extends Error {}

export interface Upgraded {
  from: string;
  to: string;
  /** Where everything lies as it was; null where there was nothing yet. */
  backup: string | null;
  /** What the office had changed, and how it was brought along. */
  carried: Carried[];
}

export interface UpgradeOptions {
  /** The folder that holds the releases and the pointer. */
  home: string;
  archive: string;
  /** Copies all data elsewhere; answers where. */
  backUp: () => Promise<string | null>;
  /**
   * Asks a release, as its own process, whether it can read a copy of what was backed up, which it may change: whoever
   * opens a store brings it to a newer form. `room` is an empty folder for the copy. Answers what is said against it.
   */
  tryOut: (release: string, backup: string | null, room: string) => Promise<string | null>;
  onProgress: (step: string) => void;
}

const arriving = '.arriving-';

/**
 * Puts a newer release beside the one that runs and makes it the current one: unpacked apart, each file held against
 * its sum, what the office changed brought along, the data backed up, a copy of them read by the new program, then one
 * file is replaced. Killed at any moment the old or
 * the new release is current, whole; what was being unpacked is taken away the next time. The server that runs goes on
 * as it is until it is started again. Anything that is not as it should be is a NotUpgraded.
 */
export async function upgrade({ home, archive, backUp, tryOut, onProgress }: UpgradeOptions): Promise<Upgraded> {
  if (!(await stat(archive).catch(() => null))?.isFile()) throw new NotUpgraded(`没有这个文件：${archive}`);
  const releases = join(home, 'releases');
  for (const name of await readdir(releases)) if (name.startsWith(arriving)) await sweep(join(releases, name));
  const { current } = await readPointer(home);
  const place = join(releases, `${arriving}${randomBytes(6).toString('hex')}`);
  await mkdir(place, { mode: 0o755 });
  try {
    onProgress('解开');
    await unpack(archive, place).catch((error: Error) => {
      throw new NotUpgraded(`这个文件解不开，不是完整的安装包：${error.message}`, { cause: error });
    });
    onProgress('核对');
    const { folder, release } = await releaseFrom(place);
    if (release.name === current) throw new NotUpgraded(`正在用的就是 ${current}，没有什么可升级的`);
    // One that was current before has been worked in: it is given what was changed since, and nothing else.
    const isKnown = (await releasesIn(home)).includes(release.name);
    onProgress('带上改过的内容');
    const [from, to] = [join(releases, current), join(releases, release.name)];
    const bring = isKnown ? bringer(from, to, place) : { bring: () => carryOver(from, folder), undo: async () => {} };
    const first = await bring.bring();
    onProgress('备份');
    const backup = await backUp();
    onProgress('试读数据');
    const against = await tryOut(isKnown ? to : folder, backup, await roomIn(place));
    if (against !== null) {
      await bring.undo();
      throw new NotUpgraded(`新程序读不了现在的数据，没有升级：${against}`);
    }
    const carried = latest(first, await bring.bring());
    if (!isKnown) await rename(folder, to);
    await ownAlike(from, to);
    await noteOwn(to);
    await syncToDisk(releases);
    await writePointer(home, { current: release.name, previous: current });
    return { from: current, to: release.name, backup, carried };
  } finally {
    await sweep(place);
  }
}

/** What unpacked for somebody who was killed goes on for a moment. */
const sweep = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });

/** Brings what was changed in one release along to another that was worked with, and later what was since. */
function bringer(from: string, to: string, place: string) {
  const undone: (() => Promise<void>)[] = [];
  let since: Files | undefined;
  return {
    async bring(): Promise<Carried[]> {
      const { carried, now, undo } = await carryChanges(from, to, {
        room: join(place, `.before-${undone.length}`),
        ...(since && { since }),
      });
      undone.unshift(undo);
      since = now;
      return carried;
    },
    async undo() {
      for (const undo of undone) await undo();
    },
  };
}

/** What was brought along at first and once more, each file once. */
const latest = (first: readonly Carried[], more: readonly Carried[]): Carried[] => [
  ...new Map([...first, ...more].map((each) => [each.file, each])).values(),
];

const roomIn = async (place: string): Promise<string> => {
  const room = join(place, '.trial');
  await mkdir(room, { mode: 0o700 });
  return room;
};

/** What a release was gone back from and to, and where everything lies as it was. */
export interface BroughtBack {
  from: string;
  to: string;
  backup: string | null;
  /** What the office had changed since the release became current, and how it was brought along. */
  carried: Carried[];
}

/**
 * Makes the release before current again, once it has read a copy of the data as they are now, and what the office
 * filled in and changed since the newer one became current. One that cannot read what the newer program wrote is a
 * NotUpgraded that says how to go back with the backup.
 */
export async function goBack({
  home,
  backUp,
  tryOut,
  onProgress,
}: Omit<UpgradeOptions, 'archive'>): Promise<BroughtBack> {
  const { current, previous } = await readPointer(home);
  const releases = join(home, 'releases');
  if (previous === null) throw new NotUpgraded('没有升级过，没有可以退回的程序');
  if (!(await releasesIn(home)).includes(previous)) throw new NotUpgraded(`${previous} 已经不在 releases 里，退不回去`);
  for (const name of await readdir(releases)) if (name.startsWith(arriving)) await sweep(join(releases, name));
  const place = join(releases, `${arriving}${randomBytes(6).toString('hex')}`);
  await mkdir(place, { mode: 0o755 });
  try {
    const to = join(releases, previous);
    onProgress('带上改过的内容');
    const bring = bringer(join(releases, current), to, place);
    const first = await bring.bring();
    onProgress('备份');
    const backup = await backUp();
    onProgress('试读数据');
    const against = await tryOut(to, backup, await roomIn(place));
    if (against !== null) {
      await bring.undo();
      throw new NotUpgraded(
        [
          `${previous} 读不了现在的数据，没有退回：${against}`,
          '连数据一起退回：停下服务，把 warehouse 改名，用升级时的备份恢复（restore --from backups 里升级那天的一份），再退回一次。',
          '那份备份以后写下的，只在改了名的文件夹里。',
        ].join('\n')
      );
    }
    const carried = latest(first, await bring.bring());
    await ownAlike(join(releases, current), to);
    await noteOwn(to);
    await writePointer(home, { current: previous, previous: current });
    return { from: current, to: previous, backup, carried };
  } finally {
    await sweep(place);
  }
}

/** The one release of what was unpacked, whole and for this machine. */
async function releaseFrom(place: string): Promise<{ folder: string; release: Release }> {
  const [top, ...others] = await readdir(place);
  const names = top === undefined ? [] : await readdir(join(place, top, 'releases')).catch(() => []);
  if (top === undefined || others.length > 0 || names.length !== 1)
    throw new NotUpgraded('这不是百景的安装包：里面不是一个文件夹、一份程序');
  const folder = join(place, top, 'releases', names[0]!);
  const release = await readRelease(folder);
  if (release === null || release.name !== names[0])
    throw new NotUpgraded(`这不是百景的安装包：没有能读的 ${releaseFile}`);
  const faults = (await checkSums(folder)).filter(({ file }) => file !== releaseFile);
  const sums = createHash('sha256')
    .update(await readFile(join(folder, sumsFile)).catch(() => ''))
    .digest('hex');
  if (sums !== release.sums) faults.unshift({ file: sumsFile, says: `${sumsFile} 被改动过` });
  if (faults.length > 0)
    throw new NotUpgraded(
      [
        `安装包不完整，或者被改动过（${faults.length} 处），没有升级。请重新拷贝：`,
        ...faults.slice(0, 10).map(({ says }) => `- ${says}`),
      ].join('\n')
    );
  if (release.platform !== ownPlatform())
    throw new NotUpgraded(`这是给 ${release.platform} 的安装包，这台机器是 ${ownPlatform() ?? process.platform}`);
  return { folder, release };
}
