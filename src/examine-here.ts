import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { examine, looked, writeBundle, type Finding, type Standing } from '#doctor';
import { findBrowser } from './browser.ts';
import { root } from './content.ts';

export interface ExaminedHere {
  findings: Finding[];
  bundle: string | null;
}

/** Looks at this machine and its warehouse; writes a bundle for who helps where one is wanted. */
export async function examineHere({
  warehouse,
  backups,
  certificate,
  bundle,
}: {
  warehouse: string;
  backups: string | null;
  certificate: string | null;
  bundle: string | null;
}): Promise<ExaminedHere> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = process.env.BAIJING_HOME;
  const findings = await examine({
    warehouse,
    program: `百景 ${version}，Node ${process.versions.node}，${process.platform}-${process.arch}`,
    backups: backups === null ? (home === undefined ? null : join(home, 'backups')) : resolve(backups),
    certificate,
    findBrowser: () => findBrowser(),
  });
  if (bundle === null) return { findings, bundle };
  const machine = {
    program: version,
    versions: process.versions,
    platform: process.platform,
    arch: process.arch,
    system: `${type()} ${release()}`,
    processors: cpus().length,
    memory: totalmem(),
  };
  await writeBundle(resolve(bundle), { warehouse, findings, machine });
  return { findings, bundle };
}

const marks: Readonly<Record<Standing, string>> = { well: '好', soon: '留意', now: '要办', unknown: '不知道' };

export const reportFindings = ({ findings, bundle }: ExaminedHere): string[] => [
  ...findings.flatMap(({ of, standing, says, todo }) => [
    `${marks[standing]}　${looked[of]}：${says}`,
    ...(todo === null ? [] : [`　　→ ${todo}`]),
  ]),
  ...(bundle === null ? [] : [`已写好 ${bundle}，可以发给帮忙的人；里面没有项目、单位和个人。`]),
];
