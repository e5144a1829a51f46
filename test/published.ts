import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { warehouseFormat, type FileReceipt, type Receipt } from '#spec';
import { writeSummaries } from '#pipeline';
import { hashFile, openBuild, publish } from '#warehouse';
import { statements } from './published-sql.ts';

export const first = '20260701T090000-11111111';
export const second = '20260702T090000-22222222';

/** The one file of such a version, as its receipt tells of it. */
export const fileReceipt: FileReceipt = {
  file: 'applications-示例数据.csv',
  sheet: '',
  sha256: 'a'.repeat(64),
  bytes: 1234,
  source: 'applications',
  sourceTitle: '项目基本信息表',
  encoding: 'gb18030',
  headerRow: 2,
  unknownColumns: ['备注'],
  status: 'loaded',
  read: 6,
  loaded: 5,
  superseded: 0,
  rejected: 1,
  totals: 0,
  blank: 0,
};

/** A folder to publish into, taken away by `dispose`. */
export async function warehouseFolder(): Promise<{ folder: string; dispose(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'published-'));
  return { folder, dispose: () => rm(folder, { recursive: true }) };
}

/** The last files that were built here, by their statements: what is built again is copied. */
const kept = new Map<string, Buffer>();

async function build(path: string, statements: readonly string[]): Promise<void> {
  const key = statements.join('\n');
  const bytes = kept.get(key);
  if (bytes) return writeFile(path, bytes);
  const build = await openBuild(path, { threads: 1, blockSize: 16_384 });
  for (const sql of statements) await build.run(sql.slice(0, 80), sql);
  await writeSummaries(build);
  await build.run('checkpoint', 'checkpoint');
  build.close();
  kept.set(key, await readFile(path));
  const [oldest] = kept.size > 4 ? kept.keys() : [];
  if (oldest !== undefined) kept.delete(oldest);
}

/** Publishes a version of a small province, in the shape of a load. `more` is run at the end. */
export async function publishVersion(
  folder: string,
  version: string,
  more: readonly string[] = [],
  counts: Partial<FileReceipt> = {},
  { format = warehouseFormat } = {}
): Promise<Receipt> {
  const built = join(folder, `.build-${version}.duckdb`);
  await build(built, [...statements(version), ...more]);
  const receipt: Receipt = {
    version,
    format,
    number: `2026-000${version.slice(7, 8)}`,
    loadedAt: '2026-07-01T09:00:00+08:00',
    asOf: '2026-06-30',
    fingerprint: version.slice(16).repeat(8),
    isSample: true,
    digest: 'd'.repeat(64),
    bytes: (await stat(built)).size,
    sha256: await hashFile(built),
    seconds: 1.5,
    files: [
      {
        ...fileReceipt,
        ...counts,
      },
    ],
    assertions: [{ name: 'nothing_lost', title: '一行不少', broken: 0 }],
    defects: [{ check: 'unreadable_cell', title: '读不出来的单元格', effect: 'cell', count: 1 }],
    by: null,
    givenAsOf: null,
    upload: null,
    rebuildOf: null,
    compared: null,
  };
  await publish(folder, built, receipt);
  return receipt;
}
