import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { accessFile, forgetVisits } from '#access';
import { alertsFile, forgetSent } from '#alerts';
import { filesWaiting, forgetUpload, listUploads } from '#clerks';
import { listBackups, prune, readBackup, withRecord } from '#pipeline';
import { civilDay } from '#spec';
import { compact, redactionStream } from '#store';
import { literal, openBuild, readCurrent, syncToDisk, zonedTime } from '#warehouse';
import { erase, type ErasedAll } from './erase.ts';
import type { Period } from './periods.ts';

export interface DueOptions {
  warehouse: string;
  backups: string | null;
  periods: readonly Period[];
  isMeant: boolean;
  by: string;
  basis: string | null;
  now?: Date;
  /** Asks the version that is served: then of persons it is only counted whose day has come. */
  ask?: AskVersion;
  onWait?: () => void;
  onProgress?: (step: string, detail?: string) => void;
}

/** What became, or would become, of one kind of what is kept. */
export interface Due extends Period {
  /** How many went or would go; null where nobody has said how long, or it is not here. */
  count: number | null;
  bytes: number | null;
  /** Why nothing goes, and what stays, in words. */
  stays: string[];
  /** Of persons: where they went from. */
  erased: ErasedAll | null;
}

const day = 24 * 60 * 60 * 1000;
/** More versions than anybody has. */
const all = 1_000_000;

/** Holds what is kept against how long it may be, and with `isMeant` lets go of what is over it; the record says so. */
export async function dueNow(options: DueOptions): Promise<Due[]> {
  const { warehouse, periods, isMeant, by } = options;
  if (!existsSync(warehouse)) throw new Error(`没有数据仓库 ${warehouse}`);
  const told: Due[] = [];
  for (const period of periods) told.push({ ...period, ...nothing, ...(await dueOf(period, options)) });
  const gone = told.filter(({ count }) => (count ?? 0) > 0);
  if (isMeant && gone.length > 0)
    await withRecord(warehouse, async (store) => {
      const why = options.basis === null || options.basis === '' ? {} : { basis: options.basis };
      const body = { event: 'expired', ...why, ...Object.fromEntries(gone.map(({ kind, count }) => [kind, count])) };
      store.append({ stream: redactionStream, at: zonedTime(new Date()), by, body: JSON.stringify(body) });
    });
  return told;
}

const nothing = { count: null, bytes: null, stays: [], erased: null };

async function dueOf(period: Period, options: DueOptions): Promise<Partial<Due>> {
  if (period.where === 'elsewhere') return { stays: ['交出去的不在本系统里，由拿到的人清理'] };
  if (period.days === 'always') return { stays: ['永久留着'] };
  if (period.days === null) return { stays: ['期限未定，什么也不清理'] };
  const before = (options.now ?? new Date()).getTime() - period.days * day;
  return (await ways[period.kind]?.(period.days, { ...options, period, before })) ?? {};
}

type Way = (days: number, options: DueOptions & { period: Period; before: number }) => Promise<Partial<Due>>;

const ways: Readonly<Record<string, Way>> = {
  personal: personalDue,
  async tables(days, { warehouse, isMeant, onWait, by }) {
    const pruned = await prune({
      ...common(warehouse, isMeant, onWait),
      by,
      keep: 1,
      older: days,
      originalsAfter: null,
    });
    const why = Map.groupBy(pruned.stays, ({ reason }) => reason);
    return {
      count: pruned.gone.length,
      bytes: pruned.gone.reduce((sum, { bytes }) => sum + bytes, 0),
      stays: Array.from(why, ([reason, kept]) => `${kept.length} 个版本${reasons[reason]}`),
    };
  },
  async originals(days, { warehouse, isMeant, onWait, by }) {
    const pruned = await prune({
      ...common(warehouse, isMeant, onWait),
      by,
      keep: all,
      older: 0,
      originalsAfter: days,
    });
    return { ...pruned.originals, stays: pruned.originalsKept === null ? [] : [pruned.originalsKept] };
  },
  async uploads(_, { warehouse, before, isMeant }) {
    const old = (await listUploads(warehouse)).filter(
      ({ at }) => Date.parse(`${at.replace(' ', 'T').slice(0, 19)}+08:00`) < before
    );
    const over = old.filter(({ version }) => version !== null);
    if (isMeant) for (const { id } of over) await forgetUpload(warehouse, id);
    const waiting = old.length - over.length;
    return { count: over.length, stays: waiting > 0 ? [`${waiting} 次上传还没有导入，留着`] : [] };
  },
  async outbox(_, { warehouse, before, isMeant }) {
    const count = forgetSent(warehouse, before, isMeant);
    return { count, stays: emptied(alertsFile(warehouse), isMeant && count > 0) };
  },
  async sessions(_, { warehouse, before, isMeant }) {
    const count = forgetVisits(warehouse, before, isMeant);
    return { count, stays: emptied(accessFile(warehouse), isMeant && count > 0) };
  },
  async backups(_, { backups, before, isMeant }) {
    if (backups === null) return { stays: ['没有说备份在哪里（--backups 文件夹），没有看'] };
    const names = await listBackups(backups);
    const over: string[] = [];
    for (const name of names.slice(0, -1))
      if (Date.parse((await readBackup(join(backups, name))).madeAt) < before) over.push(name);
    if (isMeant)
      for (const name of over) {
        // Half of a backup is none: one that is killed here is taken away by the next.
        await rename(join(backups, name), join(backups, `${name}.partial`));
        await rm(join(backups, `${name}.partial`), { recursive: true });
      }
    if (isMeant && over.length > 0) await syncToDisk(backups);
    return { count: over.length, stays: names.length > 0 ? ['最近一份完整的总是留着'] : [] };
  },
};

const reasons: Readonly<Record<string, string>> = {
  current: '是当前的，留着',
  pinned: '固定了，留着',
  paper: '有印发的材料写着它，留着',
  newest: '是最近的，留着',
  young: '还没有到期，留着',
  needed: '是留着的版本比较、重建的根据，留着',
  damaged: '坏了，要人看过，留着',
};

const common = (warehouse: string, isMeant: boolean, onWait?: () => void) => ({
  warehouse,
  isMeant,
  ...(onWait && { onWait }),
  waiting: () => filesWaiting(warehouse),
});

const emptied = (path: string, isDue: boolean): string[] =>
  !isDue || compact(path, { isAlone: false })
    ? []
    : ['有程序正在读它的日志，删去的还没有从磁盘上抹掉：请停下服务再运行一次'];

/** Asks a published version. */
export type AskVersion = <T extends object>(name: string, sql: string) => Promise<T[]>;

/** Projects whose day has come, and the persons of them; where a version is handed in, only how many projects. */
async function personalDue(
  days: number,
  { period, warehouse, ask, now, backups, by, basis, isMeant, onWait, onProgress }: Parameters<Way>[1]
): Promise<Partial<Due>> {
  const today = civilDay(now ?? new Date());
  const over = (asked: AskVersion) => projectsOver(asked, { since: period.since ?? '', days, today });
  // A version that this program does not read says so, and nobody is counted.
  const found = await (ask === undefined
    ? askCurrent(warehouse, over)
    : over(ask).catch((error: Error) => error.message));
  if (typeof found === 'string') return { stays: [found] };
  const stays = found.open > 0 ? [`${found.open} 个项目还没有${found.day}，期限没有开始，留着`] : [];
  if (found.over.length === 0 || ask !== undefined) return { count: found.over.length, stays };
  const erased = await erase({
    warehouse,
    backups,
    sought: { projects: found.over },
    by,
    basis: basis ?? period.basis,
    isMeant,
    ...(onWait && { onWait }),
    ...(onProgress && { onProgress }),
  });
  return { count: found.over.length, stays, erased };
}

async function askCurrent<T>(warehouse: string, work: (ask: AskVersion) => Promise<T>): Promise<T | string> {
  const current = await readCurrent(warehouse);
  if (current === null) return '还没有导入数据';
  const build = await openBuild(':memory:');
  try {
    await build.run('attach', `attach ${literal(current.path)} as v (read_only)`);
    await build.run('use', 'use v');
    return await work((name, sql) => build.read(name, sql));
  } finally {
    build.close();
  }
}

/**
 * The projects whose day lies so many days back, how many have no such day, and what it is called; or why nobody can
 * tell. The day is said by its title, as 验收日期, or by its column.
 */
async function projectsOver(
  ask: AskVersion,
  { since, days, today }: { since: string; days: number; today: string }
): Promise<{ over: string[]; open: number; day: string } | string> {
  const known = await ask<{ name: string; title: string }>(
    'days',
    `select column_name as name, coalesce(c.title, column_name) as title
    from duckdb_columns() as d left join catalog.columns as c on c.mart = 'projects' and c.name = d.column_name
    where d.schema_name = 'marts' and d.table_name = 'projects' and d.data_type = 'DATE'`
  );
  const day = known.find(({ name, title }) => name === since || title === since);
  if (day === undefined)
    return `项目没有日期“${since}”（有 ${known.map(({ title }) => title).join('、') || '零个'}），什么也不清理`;
  const rows = await ask<{ project_id: string; is_over: boolean | null }>(
    'projects',
    `select project_id, "${day.name}" + ${days} < date '${today}' as is_over from marts.projects order by 1`
  );
  return {
    over: rows.filter(({ is_over }) => is_over === true).map(({ project_id }) => project_id),
    open: rows.filter(({ is_over }) => is_over === null).length,
    day: day.title,
  };
}
