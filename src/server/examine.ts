import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { alertsFile, openAlerts } from '#alerts';
import { examine, looked, writeBundle, type Finding, type Standing, type Waiting } from '#doctor';
import { aboutWarehouse } from '#spec';
import { isVersion } from '#warehouse';
import { namedWarehouse } from '#environment/about-warehouse.ts';
import { findBrowser } from '#environment/browser.ts';
import { root } from '#environment/content.ts';

export interface ExaminedHere {
  findings: Finding[];
  bundle: string | null;
}

/** Whom to ask, as an office writes it down. */
const helpFile = join(root, 'data/access/who_to_ask.txt');

/** Looks at this machine and its warehouse; writes a bundle for who helps where one is wanted. */
export async function examineHere({
  warehouse,
  backups,
  certificate,
  bundle,
  measures,
  served,
}: {
  warehouse: string;
  backups: string | null;
  certificate: string | null;
  bundle: string | null;
  /** Asks the server that runs what it measures. */
  measures: () => Promise<string | null>;
  /** And which version it serves. */
  served?: () => Promise<string | null>;
}): Promise<ExaminedHere> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = process.env.BAIJING_HOME;
  const examined = await examine({
    warehouse,
    program: `百景 ${home === undefined ? version : basename(root)}，Node ${process.versions.node}，${process.platform}-${process.arch}`,
    backups: backups === null ? (home === undefined ? null : join(home, 'backups')) : resolve(backups),
    certificate,
    findBrowser: () => findBrowser(),
    measures,
    ...(served && { served }),
    waiting: () => waitingIn(warehouse),
    help: () => readFile(helpFile, 'utf8').catch(() => null),
    helpFile: home === undefined ? 'data/access/who_to_ask.txt' : helpFile,
  });
  const findings = examined.map((each) => ({
    ...each,
    todo: each.todo && aboutWarehouse(each.todo, namedWarehouse(warehouse)),
  }));
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

/** What a server on this machine measures; null where none answers at this port. */
export async function measuredAt(port: number): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(5000) }).catch(
    () => null
  );
  const text = (await answer?.text().catch(() => null)) ?? null;
  return answer?.ok && text?.includes('baijing_requests_open') ? text : null;
}

/** The version that a server on this machine serves; null where none answers, or nothing is published. */
export async function servedAt(port: number): Promise<string | null> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(5000) }).catch(
    () => null
  );
  await answer?.body?.cancel();
  const version = answer?.headers.get('x-baijing-version') ?? '';
  return isVersion(version) ? version : null;
}

function waitingIn(warehouse: string): Waiting | null {
  if (!existsSync(alertsFile(warehouse))) return null;
  const store = openAlerts(alertsFile(warehouse));
  try {
    const row = store.database
      .prepare(
        `select count(*) filter (where status in ('waiting', 'sending')) as waiting,
          min(due) filter (where status in ('waiting', 'sending')) as oldest,
          count(*) filter (where status = 'given up') as given_up from outbox`
      )
      .get();
    const { waiting, oldest, given_up: givenUp } = row ?? {};
    return {
      waiting: Number(waiting),
      oldest: typeof oldest === 'string' ? `${oldest}+08:00` : null,
      givenUp: Number(givenUp),
    };
  } finally {
    store.close();
  }
}

const marks: Readonly<Record<Standing, string>> = { well: '好', soon: '留意', now: '要办', unknown: '不知道' };

export const reportFindings = ({ findings, bundle }: ExaminedHere): string[] => [
  ...findings.flatMap(({ of, standing, says, todo }) => [
    `${marks[standing]}　${looked[of]}：${says}`,
    ...(todo === null ? [] : [`　　→ ${todo}`]),
  ]),
  ...(bundle === null ? [] : [`已写好 ${bundle}，可以发给帮忙的人；里面没有项目、单位和个人。`]),
];
