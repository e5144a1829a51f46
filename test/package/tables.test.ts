import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noFilters, type Catalog } from '#query';
import { everything } from '#spec';
import { openBuild } from '#warehouse';
import { writeMarts } from '../../src/package/tables.ts';

test('a telephone is masked wherever a mart holds it: in a text, in a list, within a structure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'package-tables-'));
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    await build.run('laid', "attach ':memory:' as v");
    await build.run('laid', 'create schema v.marts');
    await build.run('laid', 'create schema v.rules');
    await build.run(
      'laid',
      `create table v.marts.odd as select '找13900007777' as said, ['甲', '13900007777', null] as list,
        [{'who': '乙 13900007777', 'paid': 12345678901234.56::decimal(18, 2), 'on': date '2026-06-30'}] as parts,
        {'n': 1} as other, 7::hugeint as sum`
    );
    for (const name of ['findings', 'passes', 'said'])
      await build.run('laid', `create table v.rules.${name} as select 1 as n`);
    const catalog = { marts: new Map([['odd', new Map()]]) } as unknown as Catalog;
    await writeMarts(build, folder, catalog, { filters: noFilters, scope: everything }, ['13900007777']);
    const [row] = await build.read<Record<string, unknown>>(
      'laid',
      `select said, to_json(list)::varchar as list, to_json(parts)::varchar as parts, typeof(parts) as type, to_json(other)::varchar as other, sum
      from read_parquet('${join(folder, 'tables/marts/odd.parquet')}')`
    );
    expect(row).toMatchObject({
      said: '找•••',
      list: '["甲","•••",null]',
      parts: '[{"who":"乙 •••","paid":12345678901234.56,"on":"2026-06-30"}]',
      type: 'STRUCT(who VARCHAR, paid DECIMAL(18,2), "on" DATE)[]',
      other: '{"n":1}',
    });
  } finally {
    build.close();
    await rm(folder, { recursive: true });
  }
});
