import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { listReceipts } from '#warehouse';
import { run as runCommand, start } from '../command.ts';
import { seeded } from '../xlsx/seeded.ts';
import { ask } from './ask.ts';
import { endByForce, handIn, rebuildNow, type Acknowledged, type Office } from './clerk.ts';
import { heldBy } from './process.ts';
import { createReport, type Report } from './report.ts';
import { impatient, meetings, readers, slow, type Visits } from './visitors.ts';

export interface SoakOptions {
  minutes: number;
  seed: number;
  /** People who open one page at once. */
  visitors: number;
  tell?: (line: string) => void;
}

const pages = [
  '/',
  '/quota',
  '/directions',
  '/funding',
  '/compliance',
  '/findings',
  '/projects',
  '/ledger',
  '/repeats',
  '/notices',
  '/data',
];
const filters = ['', '?batch=all', '?city=济南市', '?city=潍坊市&batch=2025', '?direction=链式转型'];
const downloads = ['findings', 'projects', 'organisations', 'reconciliation'].flatMap((name) => [
  `/api/${name}?format=csv`,
  `/api/${name}?format=xlsx`,
]);

/**
 * A server under everything at once, for some minutes: loads, uploads, swaps of versions, people who hang up, slow
 * lines, meetings, and processes that are ended by force. Answers what it saw; its faults are what must not be.
 */
export async function soak({ minutes, seed, visitors, tell = () => {} }: SoakOptions): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  const warehouse = join(folder, 'warehouse');
  const report = createReport();
  const random = seeded(seed);
  const load = await runCommand('load', 'data/sample', '--as-of', '2026-06-30', '--warehouse', warehouse);
  if (load.code !== 0) throw new Error(`the sample was not loaded: ${load.stderr}`);
  const server = start('serve', '--warehouse', warehouse, '--port', '0');
  let watching: ChildProcess | null = null;
  try {
    const says = await server.says(/http:\/\/127\.0\.0\.1:\d+\/start\/\S+/);
    const [, address = '', token = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/start\/([\w-]+)/.exec(says) ?? [];
    const pid = server.child.pid as number;
    const asked = pages.flatMap((page) => filters.map((filter) => encodeURI(page + filter)));
    const paths = [...(await answered(address, asked)), ...(await answered(address, await documented(address)))];
    const until = Date.now() + minutes * 60_000;
    const visits: Visits = { address, paths, downloads: await answered(address, downloads), until, random, report };
    const office: Office = { address, authorization: `Bearer ${token}`, pid, warehouse, until, random, report };
    watching = watchHealth(address, report);
    tell(`${paths.length} addresses, ${visits.downloads.length} files, process ${pid}`);
    const [handedIn] = await Promise.all([
      handIn(office),
      rebuildNow(office, 45_000),
      endByForce(office, 15_000),
      readers(visits, 8),
      meetings(visits, visitors, 20_000),
      impatient(visits, 6),
      slow(visits, 4),
      measure(office, tell),
    ]);
    await sleep(10_000);
    watching.kill();
    measureOnce(office);
    await nothingLost(office, handedIn);
    const stopping = performance.now();
    server.child.kill('SIGTERM');
    const { code } = await Promise.race([server.ended, sleep(20_000).then(() => ({ code: null }))]);
    const took = performance.now() - stopping;
    if (code !== 0 || took > 10_000) report.fault(`told to stop it ended with ${code} after ${Math.round(took)} ms`);
    await nothingLeft(warehouse, report);
    return report;
  } finally {
    watching?.kill();
    server.child.kill('SIGKILL');
    await server.ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which of some addresses there are: what needs more than its path, or is not, is not asked again. */
async function answered(address: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) if ((await ask(address + path)).status === 200) found.push(path);
  return found;
}

async function documented(address: string): Promise<string[]> {
  const { body } = await ask(`${address}/api/openapi.json`);
  const { paths } = JSON.parse(body) as { paths: Record<string, { get?: unknown }> };
  return Object.keys(paths)
    .filter((path) => paths[path]?.get && !path.includes('{'))
    .map((path) => (path.startsWith('/api') ? path : `/api${path}`));
}

const measureOnce = ({ pid, report }: Office): void => report.measure(heldBy(pid));

function watchHealth(address: string, report: Report): ChildProcess {
  const child = fork(join(import.meta.dirname, 'watch-health.ts'), [address]);
  child.on('message', ({ fault, milliseconds }: { fault: string | null; milliseconds: number }) => {
    if (fault !== null) report.fault(`health: ${fault}`);
    report.health(milliseconds);
  });
  return child;
}

async function measure(office: Office, tell: (line: string) => void): Promise<void> {
  const every = Math.max(1000, (office.until - Date.now()) / 40);
  while (Date.now() < office.until) {
    measureOnce(office);
    tell(`${Math.round((office.until - Date.now()) / 1000)} s to go, ${office.report.faults().length} faults`);
    await sleep(every);
  }
}

/** Each version that somebody was told of is there, with his file in it, and the record holds them all. */
async function nothingLost({ warehouse, report }: Office, acknowledged: Acknowledged): Promise<void> {
  const receipts = await listReceipts(warehouse);
  for (const [upload, version] of acknowledged) {
    const receipt = receipts.find((of) => of.version === version);
    if (receipt?.upload !== upload) report.fault(`upload ${upload} is not in version ${version}`);
  }
  report.count(`versions (${acknowledged.size} acknowledged)`);
  const verified = await runCommand('record', 'verify', '--warehouse', warehouse);
  if (verified.code !== 0) report.fault(`record verify: ${verified.stdout}${verified.stderr}`);
}

async function nothingLeft(warehouse: string, report: Report): Promise<void> {
  const known =
    /^(\d{8}T\d{6}-[0-9a-f]{8}\.(duckdb|json)|current|\.lock|files|uploads|replays|readings|\w+\.sqlite(-shm|-wal)?)$/;
  for (const name of await readdir(warehouse)) if (!known.test(name)) report.fault(`left in the warehouse: ${name}`);
}
