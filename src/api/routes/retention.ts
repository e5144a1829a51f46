import { dueNow, readPeriods, unfinishedIn } from '#erasure';
import { readRedactions } from '#pipeline';
import { sayFault } from '#spec/content';
import type { Retention } from '#spec/answers';
import { hashOf } from '#warehouse';
import type { Api } from '../http/context.ts';

/** How long everything is kept and what is over it, counted on what is served; and whatever was taken out. */
export async function retentionOf(api: Api, letting: Retention['letting']): Promise<Retention> {
  const { folder } = api.warehouse;
  const { periods, faults } =
    api.retention === null ? { periods: [], faults: [] } : await readPeriods(api.retention.folder);
  const begun = await unfinishedIn(folder);
  const due =
    faults.length > 0
      ? []
      : await dueNow({
          warehouse: folder,
          backups: api.retention?.backups ?? null,
          periods,
          isMeant: false,
          by: '',
          basis: null,
          ask: (name, sql) => askServed(api, name, sql),
        });
  const isAny = due.some(({ count }) => (count ?? 0) > 0);
  return {
    faults: faults.map(sayFault),
    seen: isAny ? hashOf(JSON.stringify(due.map(({ kind, count, bytes }) => [kind, count, bytes]))) : null,
    letting,
    reachesBackups: (api.retention?.backups ?? null) !== null,
    unfinished: begun === null ? null : `${begun.by}，${begun.at}`,
    periods: due.map(({ kind, title, days, basis, note, count, stays }) => ({
      kind,
      title,
      days: typeof days === 'number' ? days : null,
      isForever: days === 'always',
      basis,
      note,
      count,
      stays,
    })),
    erasures: (await readRedactions(folder)).reverse().map(({ id, at, by, basis, texts, files, versions, stays }) => ({
      id,
      at,
      by,
      basis,
      texts,
      files: Object.keys(files).length,
      removed: Object.values(files).filter(({ now }) => now === null).length,
      versions: Object.keys(versions).length,
      cells: Object.values(versions).reduce((sum, each) => sum + each, 0),
      stays,
    })),
  };
}

/** Nothing is over anything where nothing is served. */
async function askServed<T extends object>(api: Api, name: string, sql: string): Promise<T[]> {
  if (api.warehouse.version() === null) return [];
  const lease = await api.warehouse.lease();
  try {
    return (await (await lease.read(name, sql)).rows()) as unknown[] as T[];
  } finally {
    lease.release();
  }
}
