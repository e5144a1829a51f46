import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { creditCode } from '../../province/credit-code.ts';
import { handIn } from '../hand-in.ts';

/** What is handed in, `甲→乙 2024-05-01 分立` a line (合并 where it says nothing), and what follows, by name of the case. */
const cases = {
  'a chain is followed to its end, each link from its own day': [
    ['甲→乙 2023-05-01', '乙→丙 2024-06-01'],
    ['甲→乙 2023-05-01', '甲→丙 2024-06-01 now', '乙→丙 2024-06-01 now'],
  ],
  'two that became one have one successor': [
    ['甲→丙 2024-06-01', '乙→丙 2024-06-01'],
    ['甲→丙 2024-06-01 now', '乙→丙 2024-06-01 now'],
  ],
  'one that was divided has several': [
    ['甲→乙 2024-06-01 分立', '甲→丙 2024-06-01 分立'],
    ['甲→乙 2024-06-01 now', '甲→丙 2024-06-01 now'],
  ],
  'who was divided off before does not succeed what is merged in later': [
    ['乙→丙 2023-01-01 分立', '甲→乙 2024-06-01'],
    ['甲→乙 2024-06-01 now', '乙→丙 2023-01-01 now'],
  ],
  'there and back: the last change says what it is now': [
    ['甲→乙 2023-01-01', '乙→甲 2024-01-01'],
    ['甲→乙 2023-01-01', '乙→甲 2024-01-01 now'],
  ],
  'a circle ends, and those in it are one another’s': [
    ['甲→乙', '乙→丙', '丙→甲'],
    ['丙→乙 ?', '丙→甲 ?', '乙→丙 ?', '乙→甲 ?', '甲→丙 ?', '甲→乙 ?'],
  ],
  'a change without a day has always been': [
    ['甲→乙', '乙→丙 2024-06-01'],
    ['甲→乙 ?', '甲→丙 2024-06-01 now', '乙→丙 2024-06-01 now'],
  ],
  'a code that stayed is no change': [['甲→甲 2024-06-01 更名'], []],
} as const;

const names = Object.keys(cases) as (keyof typeof cases)[];
const firms = ['甲', '乙', '丙'];
const firmCode = (nth: number) => creditCode({ kind: '91', division: '370102', number: 8_000_000 + nth });
const [layers, width] = [14, 3];

let build: Build;
beforeAll(async () => {
  const told = names.flatMap((name, at) =>
    cases[name][0].map((change) => {
      const [pair = '', on = '', kind = '合并'] = change.split(' ');
      const [from, to] = pair.split('→').map((firm) => firmCode(at * 10 + firms.indexOf(firm)));
      return { 原统一社会信用代码: from!, 新统一社会信用代码: to!, 变更类型: kind, 变更日期: on };
    })
  );
  const network = Array.from({ length: (layers - 1) * width * width }, (_, nth) => {
    const layer = Math.floor(nth / (width * width));
    return {
      原统一社会信用代码: firmCode(1000 + layer * width + (nth % width)),
      新统一社会信用代码: firmCode(1000 + (layer + 1) * width + (Math.floor(nth / width) % width)),
      变更类型: '合并',
      变更日期: `${2000 + layer}-01-01`,
    };
  });
  build = await buildFrom(handIn({ organisation_changes: [...told, ...network] }), { upTo: 'lifecycle' });
});
afterAll(() => build.close());

test.each(names)('%s', async (name) => {
  const at = names.indexOf(name);
  const named = new Map(firms.map((firm, nth) => [firmCode(at * 10 + nth), firm]));
  const found = await rowsOf(build, 'from lifecycle.successors');
  expect(
    found
      .filter(({ organisation_id }) => named.has(organisation_id as string))
      .map((row) => {
        const pair = `${named.get(row.organisation_id as string)}→${named.get(row.successor_id as string)}`;
        return [pair, row.changed_on ?? '?', ...(row.is_latest ? ['now'] : [])].join(' ');
      })
      .sort()
  ).toEqual([...cases[name][1]].sort());
});

test('a network of changes has a row for each two firms of it that lead on, not for each way', async () => {
  const ids = Array.from({ length: layers * width }, (_, nth) => `'${firmCode(1000 + nth)}'`).join(', ');
  const [row] = await rowsOf(
    build,
    `select count(*)::integer as n, count_if(is_latest)::integer as latest from lifecycle.successors where organisation_id in (${ids})`
  );
  expect(row).toEqual({ n: (width * width * layers * (layers - 1)) / 2, latest: width * width * (layers - 1) });
});
