import { draw } from '../draw.ts';
import { objectsIn, textOf } from '../json.ts';
import type { Ask, Chapter } from '../chapter.ts';
import { drawFilters } from './filters.ts';

const filtered = ['/', '/projects', '/findings', '/compliance', '/ledger'];
const plain = ['/data', '/data/guide', '/data/upload', '/data/reconciliation'];

/** Every page by its address: what it says as the server sends it, plain, under filters, and of an older version. */
export const pages: Chapter = async (ask, known, { seed, many }) => {
  const { dashboards, versions, metrics, projects } = known;
  const ofNumbers = [...filtered, ...dashboards.map(({ name }) => `/${textOf(name)}`)];
  const top = [...ofNumbers, ...plain];
  const filters = drawFilters(known, `${seed} pages`, { each: many(2), pairs: many(6) });
  const some = draw(`${seed} pages`, projects, many(30)).map((id) => `/projects/${encodeURIComponent(id)}`);
  await Promise.all([
    ...top.map((page) => ask(page)),
    ...top.flatMap((page) => versions.map((version) => ask(`${page}?version=${version}`))),
    ...ofNumbers.flatMap((page) => filters.map((filter) => ask(`${page}?${filter}`))),
    ...some.flatMap((page) => [ask(page), ask(`${page}/audit`)]),
    ...metrics.map((metric) => ask(`/explain?metric=${metric}`)),
    ...versions.map((version) => askReceipt(ask, version, { seed, many })),
  ]);
};

async function askReceipt(ask: Ask, version: string, { seed, many }: Parameters<Chapter>[2]): Promise<void> {
  const receipt = `/data/receipts/${version}`;
  const files = objectsIn(await ask(`/api/loads/${version}`), 'files').map(({ sha256 }) => textOf(sha256));
  const some = draw(`${seed} pages`, [...new Set(files)], many(30));
  await Promise.all([ask(receipt), ask(`${receipt}/defects`), ...some.map((hash) => ask(`${receipt}/files/${hash}`))]);
}
