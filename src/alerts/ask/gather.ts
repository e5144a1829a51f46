import { existsSync } from 'node:fs';
import { readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { recordFile } from '#pipeline';
import { openStore } from '#store';
import { readReceipt } from '#warehouse';
import { civilOf } from '../calendar.ts';
import type { AlertsStore } from '../store/open.ts';
import type { Published } from './publications.ts';
import type { SystemRows } from './system.ts';

const day = 86_400_000;
/** Days that a load which was refused is told of. */
const recent = 30;

/** What the machine and the record say now. `papers` is what was asked of papers; null where nobody asked. */
export async function gatherSystem(
  warehouse: string,
  {
    version,
    published,
    store,
    papers,
    now,
  }: {
    version: string;
    published: Published | null;
    store: AlertsStore | null;
    papers: SystemRows['papers'];
    now: number;
  }
): Promise<SystemRows> {
  const disk = await statfs(warehouse).catch(() => null);
  const receipt = await readReceipt(warehouse, version).catch(() => null);
  return {
    disk: disk && [{ free_bytes: disk.bavail * disk.bsize, total_bytes: disk.blocks * disk.bsize }],
    version: receipt && [
      {
        version,
        published_at: published === null ? null : sqlTime(civilOf(Date.parse(published.at))),
        as_of: receipt.asOf,
        now: sqlTime(civilOf(now)),
      },
    ],
    loads: await refusedLoads(warehouse, now).catch(() => null),
    outbox: store === null ? [] : waitingIn(store),
    papers,
  };
}

const waitingIn = ({ database }: AlertsStore): Record<string, unknown>[] =>
  database
    .prepare(
      `select id as message, channel, status, due as since, why from outbox
        where status in ('waiting', 'sending', 'given up', 'refused') order by number desc limit 1000`
    )
    .all()
    .map((row) => ({ ...row, since: sqlTime(String(row.since)) }));

const sqlTime = (civil: string): string => civil.replace('T', ' ');

/** The loads of late that were refused, each with the city whose tables they were, where they were of one. */
async function refusedLoads(warehouse: string, now: number): Promise<Record<string, unknown>[]> {
  const path = recordFile(warehouse);
  if (!existsSync(path)) return [];
  const store = openStore(path, { readOnly: true });
  try {
    const since = civilOf(now - recent * day).slice(0, 10);
    const { entries } = store.find({ stream: 'use', event: 'load_refused', since }, { limit: 500, offset: 0 });
    return await Promise.all(
      entries.map(async ({ position, at, body }) => {
        const said = JSON.parse(body) as { upload?: string; files?: number };
        return {
          load: `${said.upload ?? 'load'}@${position}`,
          at: sqlTime(civilOf(Date.parse(at))),
          city: said.upload === undefined ? null : await cityOf(warehouse, said.upload),
          files: said.files ?? null,
        };
      })
    );
  } finally {
    store.close();
  }
}

async function cityOf(warehouse: string, upload: string): Promise<string | null> {
  if (!/^[0-9a-f-]{36}$/.test(upload)) return null;
  const text = await readFile(join(warehouse, 'uploads', `${upload}.json`), 'utf8').catch(() => null);
  const cities = text === null ? [] : ((JSON.parse(text) as { scope?: { city?: string[] } }).scope?.city ?? []);
  return cities.length === 1 ? cities[0]! : null;
}
