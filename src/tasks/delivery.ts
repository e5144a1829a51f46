import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  bringOwn,
  changedIn,
  goBack,
  ownPlatform,
  pack,
  platforms,
  trialOf,
  upgrade,
  type BroughtBack,
  type Carried,
  type Packed,
  type Upgraded,
} from '#deliver';
import { backUp } from '#pipeline';
import { root } from '#environment/content.ts';
import { isOpenAt } from '#environment/open-here.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Makes an archive for a platform; a text is what is missing on the line. */
export async function packProgram({
  platform: name,
  out,
  onProgress,
}: {
  platform: string | null;
  out: string | null;
  onProgress: (step: string) => void;
}): Promise<Packed | string> {
  const platform = platforms[name ?? ownPlatform() ?? ''];
  if (!platform || (name !== null && !Object.hasOwn(platforms, name)))
    return `--platform 要是 ${Object.keys(platforms).join('、')}${name === null ? '' : `（写的是 ${name}）`}`;
  return pack(root, platform, { out: resolve(out ?? '.'), onProgress });
}

export const reportPacked = ({ path, platform, files, bytes, unpacked, sha256, needs, longest }: Packed): string[] => [
  `已装好 ${path}：${platforms[platform]?.title}。${megabytes(bytes)}，解开 ${megabytes(unpacked)}、${files} 个文件。`,
  `SHA-256 ${sha256}`,
  `系统要够新：${needs}`,
  ...(platform.startsWith('windows') ? [`最长的路径 ${longest} 个字：解到 ${259 - longest} 个字以内的文件夹里。`] : []),
  '连同旁边的 .sha256 一起拷过去；怎样用写在里面的“安装说明.md”。',
  '里面没有 Chromium 和字体：存 PDF 简报、PNG 图要那台机器自己有。',
];

/** The folder that an archive was unpacked to; null where the program was not installed from one. */
const homeFolder = (): string | null => process.env.BAIJING_HOME ?? null;
const notInstalled = '这不是用安装包装的程序（没有 BAIJING_HOME）：请用安装包里的 ./baijing 运行这条命令';

/** Replaces the program by that of an archive; a text is what is missing on the line. */
export async function upgradeProgram(
  archive: string | null,
  { warehouse, onProgress }: { warehouse: string; onProgress: (step: string) => void }
): Promise<Upgraded | string> {
  const home = homeFolder();
  if (home === null) return notInstalled;
  if (archive === null) return 'upgrade 后面要写安装包';
  await needData(warehouse);
  return upgrade({ archive: resolve(archive), ...carefully({ home, warehouse, onProgress }) });
}

/** A program that serves data from elsewhere would be replaced without a backup of them, unread by the next. */
async function needData(warehouse: string): Promise<void> {
  if (!existsSync(warehouse) && (await isOpenAt('http://127.0.0.1:3000')))
    throw new Error(
      `${warehouse} 不在，可是这台机器上开着百景：它的数据在别处。请写明 --warehouse 目录，好先备份、试读；什么也没有换`
    );
}

interface Careful {
  home: string;
  warehouse: string;
  onProgress: (step: string) => void;
}

/** What an office changed since the program was delivered; of one that was not installed from an archive, nothing. */
export const ownContent = async () => ({ folder: root, files: homeFolder() === null ? [] : await changedIn(root) });

/** Puts content that was kept with a backup back where an office changes it; says what became of each file. */
export async function bringContent(from: string | null): Promise<string[]> {
  if (from === null) return [];
  return homeFolder() === null
    ? [`备份里有改过的内容，没有动这里的：在 ${from}，请自己对一对。`]
    : carriedSaid(await bringOwn(from, root), '备份里改过的内容');
}

const carefully = ({ home, warehouse, onProgress }: Careful) => ({
  home,
  onProgress,
  backUp: async () =>
    existsSync(warehouse)
      ? (await backUp(warehouse, join(home, 'backups'), () => onProgress('等候一个导入结束'), await ownContent()))
          .folder
      : null,
  tryOut,
});

/** Lets a release say, by its own Node, what it finds in its content and in a copy of a backup; null: all is read. */
async function tryOut(release: string, backup: string | null, room: string): Promise<string | null> {
  const warehouse = backup === null ? null : await trialOf(backup, room);
  const node = join(release, process.platform === 'win32' ? 'node.exe' : 'node');
  const at = warehouse === null ? [] : ['--warehouse', warehouse];
  const ofData = [
    ['versions', 'list', ...at],
    ['record', 'verify', ...at],
    ['account', 'list', ...at],
  ];
  for (const asked of [['check-content'], ...(warehouse === null ? [] : ofData)]) {
    const args = [join(release, 'src/cli.ts'), ...asked, '--json'];
    const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (block: Buffer) => (said = (said + block.toString()).slice(-2_000)));
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) return `${asked.join(' ')} 退出码 ${code}：${said.trim()}`;
  }
  return null;
}

const told: Readonly<Record<Carried['how'], string>> = {
  kept: '带过来了',
  both: '带过来了；新程序也改了它，新的写在旁边的 .new 里，请对一对',
  beside: '两份程序里各改过，没有盖掉那边的：后来写的放在旁边的 .new 里，请对一对',
  gone: '您删掉的，那边也删了',
};

const carriedSaid = (carried: readonly Carried[], what: string): string[] =>
  carried.length === 0
    ? []
    : [`${what} ${carried.length} 个文件：`, ...carried.map(({ file, how }) => `- ${file}　${told[how]}`)];

export const reportUpgraded = ({ from, to, backup, carried }: Upgraded): string[] => [
  `已换成 ${to}（原来是 ${from}）。${backup === null ? '还没有数据，没有备份。' : `数据备份在 ${backup}。`}`,
  ...carriedSaid(carried, '您改过的内容'),
  '正在开着的服务还是原来的程序：重新启动以后才是新的。',
  '要退回去：./baijing back，再重新启动。数据不动，以后填的、改的内容也带回去。',
];

/** Makes the program before this one current again; a text is why not. */
export async function bringBackProgram({
  warehouse,
  onProgress,
}: Omit<Careful, 'home'>): Promise<BroughtBack | string> {
  const home = homeFolder();
  if (home !== null) await needData(warehouse);
  return home === null ? notInstalled : goBack(carefully({ home, warehouse, onProgress }));
}

export const reportBack = ({ from, to, backup, carried }: BroughtBack): string[] => [
  `已退回 ${to}（原来是 ${from}），数据没有动。${backup === null ? '' : `退回以前的备份在 ${backup}。`}重新启动服务以后生效。`,
  ...carriedSaid(carried, `用 ${from} 以来填的、改的内容`),
  '新程序导入过的版本，旧程序读不了的会写明“需另建”，原件和回执都在。',
];
