import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { literal, openBuild, parquetRows } from '#warehouse';

test('a file is read whatever its folder is called, and no other with it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'literals-'));
  const build = await openBuild(':memory:');
  try {
    for (const [at, name] of ["年=2025 [ab]'s", "年=2025 a's", '一*?{x,y}', '一二三'].entries()) {
      const folder = join(root, name, 'year=1');
      await mkdir(folder, { recursive: true });
      await build.run(name, `copy (select ${at} as n) to ${literal(join(folder, 'rows.parquet'))} (format parquet)`);
    }
    const rowsIn = (name: string) => build.read(name, `from ${parquetRows(join(root, name, 'year=1/rows.parquet'))}`);
    expect(await rowsIn("年=2025 [ab]'s")).toEqual([{ n: 0 }]);
    expect(await rowsIn('一*?{x,y}')).toEqual([{ n: 2 }]);
  } finally {
    build.close();
  }
});
