import { existsSync } from 'node:fs';
import { diskUseOf, listKept, type KeptVersion } from '#pipeline';
import {
  checkBackup,
  checkBrowser,
  checkCertificate,
  checkClock,
  checkDamage,
  checkDisk,
  checkFont,
  checkLoad,
  checkPrivacy,
  checkRecord,
  checkVersions,
} from './checks.ts';
import { checkHelp, checkQueue, checkSlow, type Waiting } from './served.ts';
import { found, looked, well, type Finding, type Looked } from './finding.ts';

export interface Examined {
  warehouse: string;
  /** What runs: its version, Node, the kind of machine. */
  program: string;
  /** Where backups go, and the certificate that the server speaks TLS with; null where nobody said. */
  backups: string | null;
  certificate: string | null;
  /** The browser that prints; throws where there is none. */
  findBrowser: () => string;
  /** What a server that runs measures (`/metrics`); null where none answers. */
  measures: () => Promise<string | null>;
  /** The version that a server which runs here serves; null where none answers, or nobody asks. */
  served?: () => Promise<string | null>;
  /** What waits to be told; null where nothing ever was. */
  waiting: () => Waiting | null;
  /** What the office wrote about whom to ask; null where it did not. */
  help: () => Promise<string | null>;
  /** The file that they write it in. */
  helpFile?: string;
  now?: Date;
}

/**
 * Looks at all that makes a server fail at night, in the order of `looked`. Only reads. What could not be looked at is
 * unknown and says why, never well.
 */
export async function examine({
  warehouse,
  program,
  backups,
  certificate,
  findBrowser,
  measures,
  served = () => Promise.resolve(null),
  waiting,
  help,
  helpFile = 'data/access/who_to_ask.txt',
  now = new Date(),
}: Examined): Promise<Finding[]> {
  const isThere = existsSync(warehouse);
  const versions: KeptVersion[] = isThere ? await listKept(warehouse).catch(() => []) : [];
  const measured = await measures().catch(() => null);
  const checks: Record<Looked, () => Finding | Promise<Finding>> = {
    program: () => well('program', program),
    disk: async () => checkDisk(await diskUseOf(warehouse), versions),
    versions: async () => checkVersions(versions, await served()),
    load: () => checkLoad(versions, now),
    damage: () => checkDamage(warehouse, versions),
    record: () => checkRecord(warehouse),
    backup: () => checkBackup(backups, now),
    clock: () => checkClock(versions, now),
    privacy: () => checkPrivacy(warehouse),
    certificate: () => checkCertificate(certificate, now),
    font: () => checkFont(),
    browser: () => checkBrowser(findBrowser),
    queue: () => checkQueue(measured, waiting(), now),
    slow: () => checkSlow(measured),
    help: async () => checkHelp(await help(), helpFile),
  };
  const aboutData: readonly Looked[] = ['disk', 'damage', 'record', 'privacy'];
  if (!isThere)
    for (const name of aboutData)
      checks[name] = () => found(name, 'unknown', `没有 ${warehouse}`, '先导入：npm run load -- 文件夹');
  const findings: Finding[] = [];
  for (const name of Object.keys(looked) as Looked[])
    findings.push(
      await Promise.resolve()
        .then(checks[name])
        .catch((error: Error) => found(name, 'unknown', `没有看成：${error.message}`, '告诉管程序的人'))
    );
  return findings;
}
