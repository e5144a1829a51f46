import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBuild, QueryError } from '#warehouse';
import { readContracts } from '../../src/intake/index.ts';
import { oneLine } from '../../src/intake/header/join.ts';
import { layOut } from '../../src/intake/layout.ts';
import { landPlain } from '../../src/intake/plain/land.ts';
import { rowSorter } from '../../src/intake/sort-rows.ts';
import { createLandingTables } from '../../src/intake/tables.ts';

const header = '批次,推荐市,排序,项目编号,推荐意见';
const row = (id: string) => `2025,济南市,1,${id},推荐`;

/** Lands a text in a table, where that was made, and answers what came of it and what is left. */
async function land(lines: readonly string[], { hasTable }: { hasTable: boolean }) {
  const contracts = await readContracts('pipelines');
  const contract = contracts.find(({ name }) => name === 'recommendations')!;
  const layout = layOut(contract, { columns: oneLine(header.split(','), contract.names), days: new Map() });
  const folder = await mkdtemp(join(tmpdir(), 'plain-failure-'));
  const build = await openBuild(join(folder, 'landed.duckdb'), { threads: 1, memory: '400MB' });
  try {
    if (hasTable) await createLandingTables(build, contracts);
    const text = `${[header, ...lines].join('\n')}\n`;
    const landed = await landPlain(build, {
      text: {
        delimiter: ',',
        async *blocks() {
          yield Buffer.from(text);
        },
      },
      origin: { file: '推荐.csv', sheet: '', order: 1 },
      layout,
      headerRow: 1,
      sort: rowSorter(layout),
      isCutAtCommas: false,
      scratch: join(folder, 'plain.csv'),
    }).catch((error: Error) => error);
    const left = (await readdir(folder)).filter((name) => name === 'plain.csv');
    return { landed, left };
  } finally {
    build.close();
    await rm(folder, { recursive: true });
  }
}

test('a plain text is landed by DuckDB', async () => {
  const { landed, left } = await land([row('SL2025-3701-0001'), row('SL2025-3701-0002')], { hasTable: true });
  expect(landed).toMatchObject({ rows: 2, aside: [] });
  expect(left).toEqual([]);
});

test('a statement that fails of itself fails the load, and is not passed over for the careful way', async () => {
  const { landed, left } = await land([row('SL2025-3701-0001')], { hasTable: false });
  expect(landed).toBeInstanceOf(QueryError);
  expect((landed as Error).message).toContain('does not exist');
  expect(left).toEqual([]);
});
