import { X509Certificate } from 'node:crypto';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findFont } from '#pictures';
import { listBackups, readBackup, verifyRecord, type DiskUse, type KeptVersion } from '#pipeline';
import { civilTime } from '#spec';
import { isReadable } from '#warehouse';
import { found, well, type Finding } from './finding.ts';

const gigabyte = 1e9;
const day = 86_400_000;
const sized = (bytes: number): string =>
  bytes >= gigabyte ? `${(bytes / gigabyte).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
const daysSince = (moment: string, now: Date): number => (now.getTime() - new Date(moment).getTime()) / day;

/** As people here tell a moment. */
const inBeijing = (moment: Date): string => `${civilTime(moment).slice(0, 16)}（北京时间）`;

/** The next load needs the room of a version several times over: as a draft, and as it is published. */
export function checkDisk({ free, size, kinds }: DiskUse, versions: readonly KeptVersion[]): Finding {
  const largest = Math.max(0, ...versions.map(({ bytes }) => bytes ?? 0));
  const used = Object.values(kinds).reduce((sum, { bytes }) => sum + bytes, 0);
  const says = `还剩 ${sized(free)}（共 ${sized(size)}）；数据仓库占 ${sized(used)}，最大的版本 ${sized(largest)}`;
  if (free < 3 * largest + 0.2 * gigabyte)
    return found('disk', 'now', says, '不够再导入一次：先 npm run versions -- prune 看看能清理多少，或换一块更大的盘');
  if (free < 10 * largest + 2 * gigabyte || free < size / 20)
    return found('disk', 'soon', says, '快满了：定期清理旧版本（serve --keep 20 --older 90），备份放到另一块盘');
  return well('disk', says);
}

export function checkVersions(versions: readonly KeptVersion[], served: string | null = null): Finding {
  const current = versions.find(({ isCurrent }) => isCurrent);
  const count = `${versions.length} 个版本，当前 ${current?.version ?? '没有'}`;
  if (served !== null && !versions.some(({ version }) => version === served))
    return found(
      'versions',
      'now',
      `${count}；这台机器上开着的服务用的是另一个数据仓库（它的版本 ${served} 不在这里）`,
      '这里说的版本、备份、记录不是开着的那个的：写明 --warehouse 目录再看'
    );
  if (current === undefined) return found('versions', 'now', count, '还没有数据：npm run load -- 文件夹');
  if (current.bytes === null) return found('versions', 'now', `${count}，它的文件不在了`, '从备份恢复，或重新导入');
  if (!isReadable(current.receipt))
    return found('versions', 'now', `${count}，这个程序读不了它的格式`, 'npm run rebuild，用保存的原件另建一个');
  const old = versions.filter(({ bytes, receipt }) => bytes !== null && !isReadable(receipt)).length;
  return well('versions', old === 0 ? count : `${count}；${old} 个由旧程序建立，需另建才能看`);
}

export function checkLoad(versions: readonly KeptVersion[], now: Date): Finding {
  const last = versions.at(0);
  if (last === undefined) return found('load', 'now', '还没有导入过', 'npm run load -- 文件夹');
  const { loadedAt, asOf, number } = last.receipt;
  const says = `${inBeijing(new Date(loadedAt))}，回执 ${number}，截至日 ${asOf}`;
  const days = Math.floor(daysSince(loadedAt, now));
  return days > 30 ? found('load', 'soon', `${says}，${days} 天前`, '问问各市有没有新交的表') : well('load', says);
}

export async function checkDamage(warehouse: string, versions: readonly KeptVersion[]): Promise<Finding> {
  const damaged = versions.flatMap(({ version, fault }) => (fault === null ? [] : [`${version}：${fault}`]));
  const aside = (await readdir(join(warehouse, 'uploads')).catch(() => [])).filter((name) => name.endsWith('.damaged'));
  const all = [...damaged, ...aside.map((name) => `上传记录 ${name} 读不出来，已另放`)];
  return all.length === 0
    ? well('damage', '没有发现')
    : found('damage', 'now', all.slice(0, 10).join('；'), '从备份恢复那个文件，或用原件重建（npm run rebuild）');
}

export async function checkRecord(warehouse: string): Promise<Finding> {
  const { faults, lines } = await verifyRecord(warehouse);
  return faults.length === 0
    ? well('record', `${lines} 条，前后相接`)
    : found(
        'record',
        'now',
        `${lines} 条，${faults.length} 处不符`,
        'npm run record -- verify 看是哪一条，不要再写，先备份'
      );
}

/** `folder`: where backups go; null where nobody said. */
export async function checkBackup(folder: string | null, now: Date): Promise<Finding> {
  if (folder === null)
    return found('backup', 'unknown', '没有说备份放在哪里', '写明 --backups 文件夹，才知道备份有多旧');
  const names = await listBackups(folder);
  const last = names.at(-1);
  if (last === undefined)
    return found('backup', 'now', `${folder} 里没有完整的备份`, 'npm run backup -- --to 文件夹，每天做');
  const open = await openToOthers(names.map((name) => join(folder, name)));
  if (open.length > 0)
    return found(
      'backup',
      'now',
      `别的用户打得开备份 ${open.join('、')}：里面有联系人、密码的散列和动态口令的密钥`,
      `chmod -R go= ${open.join(' ')}`
    );
  const { madeAt } = await readBackup(join(folder, last));
  const days = Math.floor(daysSince(madeAt, now));
  const says = `${names.length} 份，最近一份 ${inBeijing(new Date(madeAt))}`;
  return days > 1
    ? found('backup', days > 7 ? 'now' : 'soon', `${says}，${days} 天前`, '每天备份一次')
    : well('backup', says);
}

/** Windows says nothing of it by modes. */
async function openToOthers(folders: readonly string[]): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const modes = await Promise.all(folders.map(async (folder) => ({ folder, mode: (await stat(folder)).mode })));
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ folder }) => folder);
}

/** A clock that is behind what was written by it was set back; whether it is right nobody here can say. */
export function checkClock(versions: readonly KeptVersion[], now: Date): Finding {
  const latest = versions
    .map(({ receipt }) => receipt.loadedAt)
    .sort((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const says = `${inBeijing(now)}，机器的时区 ${zone}`;
  if (latest !== undefined && daysSince(latest, now) * day < -60_000)
    return found(
      'clock',
      'now',
      `${says}，比最近一次导入（${latest}）还早`,
      '钟走慢了或被调回：截止、逾期都会算错，请先校时'
    );
  const hours = -now.getTimezoneOffset() / 60;
  return well('clock', hours === 8 ? says : `${says}（程序按北京时间判，系统的日志按机器的）`);
}

export async function checkPrivacy(warehouse: string): Promise<Finding> {
  if (process.platform === 'win32')
    return found('privacy', 'unknown', 'Windows 上没有查', '确认只有运行程序的用户能打开数据仓库');
  const { mode, uid } = await stat(warehouse);
  const strangers = await countOfOthers(warehouse, uid);
  if (strangers > 0)
    return found(
      'privacy',
      'now',
      `${strangers} 个文件归别的用户（多半是 root 写的），运行程序的用户打不开`,
      `chown -R --reference=${warehouse} ${warehouse}`
    );
  return (mode & 0o077) === 0
    ? well('privacy', '数据仓库只有运行程序的用户能打开')
    : found('privacy', 'now', '别的用户打得开数据仓库，里面有联系人', `chmod -R go= ${warehouse}`);
}

async function countOfOthers(folder: string, uid: number): Promise<number> {
  let count = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const file = await lstat(join(folder, name)).catch(() => null);
    if (file !== null && file.uid !== uid) count += 1;
  }
  return count;
}

export async function checkCertificate(path: string | null, now: Date): Promise<Finding> {
  if (path === null)
    return found(
      'certificate',
      'unknown',
      '没有说证书在哪里',
      '由 nginx 加密的，在服务器上看：npm run doctor -- --tls-cert 证书；快到期时向单位的信息中心要新的'
    );
  const certificate = await readFile(path)
    .then((bytes) => new X509Certificate(bytes))
    .catch(() => null);
  if (certificate === null) return found('certificate', 'now', `${path} 不是能读的证书`, '向单位的信息中心要');
  const days = -Math.ceil(daysSince(new Date(certificate.validTo).toISOString(), now));
  const says = `有效到 ${new Date(certificate.validTo).toISOString().slice(0, 10)}`;
  const how =
    '向单位的信息中心要新的，换掉原来的证书和私钥两个文件：由 nginx 加密的，再 nginx -t && systemctl reload nginx；百景自己加密的（serve --tls-cert、--tls-key），重新启动服务';
  if (days < 0) return found('certificate', 'now', `${says}，已经过期，浏览器会拦`, how);
  return days < 30 ? found('certificate', 'soon', `${says}，还有 ${days} 天`, how) : well('certificate', says);
}

export async function checkFont(): Promise<Finding> {
  const font = await findFont();
  return font === null
    ? found('font', 'soon', '没有找到中文字体，PNG 图写不了', '装一种，如 fonts-noto-cjk；别的都不受影响')
    : well('font', font.family);
}

/** `find` throws where there is none. */
export function checkBrowser(find: () => string): Finding {
  try {
    return well('browser', find());
  } catch {
    return found('browser', 'soon', '没有找到', '存 PDF 简报要装 Chromium、Chrome 或 Edge；网页打印不受影响');
  }
}
