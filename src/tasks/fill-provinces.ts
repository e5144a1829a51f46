import { join } from 'node:path';
import { fill, versionToFill, type Filled, type Place, type Server } from '#clickhouse';
import { compose, composedIn, together } from '#provinces';
import { openFile, warehouseFile } from '#warehouse';
import { openSaid, reportFilled, type ClickhouseSaid } from '#server/clickhouse.ts';

export interface FilledProvinces {
  /** By what each is called there: the folders of provinces, and last what reads them together. */
  filled: readonly (Filled & { tenant: string })[];
  /** Of each province that is not read, why. */
  absent: readonly { title: string; why: string }[];
}

/** The same from a terminal. */
export async function fillProvinces(
  said: ClickhouseSaid,
  asked: { provinces: string; keep?: number }
): Promise<FilledProvinces> {
  const opened = await openSaid(said);
  try {
    return await fillComposed(opened, asked);
  } finally {
    await opened.server.close();
  }
}

/**
 * Fills what is read of several provinces together: the version of each, where it is not there yet, and then what is
 * small and of all of them, under a name that no province can have. Whoever asks ClickHouse for all reads no version
 * but these.
 */
export async function fillComposed(
  { server, place }: { server: Server; place: Place },
  { provinces, keep }: { provinces: string; keep?: number }
): Promise<FilledProvinces> {
  const { version, absent } = await compose(provinces);
  const filled = [];
  for (const { tenant, ...asked } of await filesOf(composedIn(provinces), version!)) {
    const told = await fill(server, { ...asked, tenant, place, ...(keep === undefined ? {} : { keep }) });
    filled.push({ ...told, tenant });
  }
  return { filled, absent };
}

/** The files behind a composed version, and itself. */
async function filesOf(folder: string, version: string) {
  const own = await openFile(warehouseFile(folder, version), version);
  try {
    const read = await own.read('attached', 'select folder, path, version, sha256 from loads.attached order by alias');
    const attached = (await read.rows()).map((row) => ({
      tenant: String(row.folder),
      path: join(folder, String(row.path)),
      version: String(row.version),
      sha256: String(row.sha256),
    }));
    return [...attached, { tenant: together, ...(await versionToFill(folder, version)) }];
  } finally {
    own.close();
  }
}

export const reportFilledProvinces = ({ filled, absent }: FilledProvinces): string[] => [
  ...filled.flatMap((each) => reportFilled(each.tenant === together ? '各省合看' : each.tenant, each)),
  ...absent.map(({ title, why }) => `没有放${title}：${why}`),
];
