import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, csv, events, type Line } from '../hand-in.ts';

const round = (id: string, 验收结论: string, 验收日期: string, more: Line = {}): Line => ({
  项目编号: id,
  验收结论,
  验收日期,
  ...more,
});
const verified = (amount: string) => ({ '核定实际投入(万元)': amount });
const ids = ['ONCE', 'AGAIN', 'THRICE', 'TWO', 'LOST', 'MENDED', 'SAME', 'BLANK', 'OVER'];

let build: Build;
beforeAll(async () => {
  build = await buildFrom({
    'applications.csv': csv(ids.map((id) => application(id))),
    'events.csv': csv(ids.flatMap((id) => events(id, '提交 2025-04-01 09:00, 公布 2025-06-12 09:00'))),
    '验收结果表.csv': csv([
      round('ONCE', '通过', '2026-04-10', verified('60')),
      round('AGAIN', '整改', '2026-04-10'),
      round('AGAIN', '通过', '2026-06-10', verified('70')),
      round('THRICE', '整改', '2026-04-10'),
      round('THRICE', '整改', '2026-05-10'),
      round('THRICE', '通过', '2026-06-10', verified('80')),
      round('TWO', '不通过', '2026-04-10', verified('10')),
      round('LOST', '通过', '2026-04-10', verified('50')),
      round('LOST', '不通过', '2026-06-10', verified('50')),
      round('MENDED', '通过', '2026-04-12', verified('408.96')),
      round('SAME', '整改', '2026-04-10'),
      round('SAME', '通过', '2026-04-10', verified('50')),
      round('BLANK', '整改', ''),
      round('BLANK', '通过', '2026-06-10', verified('50')),
      round('OVER', '整改', '2026-04-10'),
    ]),
    '验收结果表_复验.csv': csv([
      round('TWO', '通过', '2026-06-10', verified('90')),
      round('MENDED', '通过', '2026-04-08', verified('300')),
      round('OVER', '通过', '2026-04-10', verified('40')),
    ]),
  });
});
afterAll(() => build.close());

test('the last conclusion stands, the first is kept, and what a later file says of the same one corrects it', async () => {
  const rows = await rowsOf(
    build,
    `select p.project_id as id, a.first_result as first, p.acceptance_result as last, a.rounds, p.first_passed, p.accepted,
      p.verified_investment::double / 10000 as verified
    from marts.projects as p left join lifecycle.acceptances as a using (project_id)`
  );
  expect(new Map(rows.map(({ id, ...row }) => [id, Object.values(row)]))).toEqual(
    new Map([
      ['ONCE', ['通过', '通过', 1, 1, 1, 60]],
      ['AGAIN', ['整改', '通过', 2, 0, 1, 70]],
      ['THRICE', ['整改', '通过', 3, 0, 1, 80]],
      ['TWO', ['不通过', '通过', 2, 0, 1, 90]],
      ['LOST', ['通过', '不通过', 2, 1, 0, 50]],
      ['MENDED', ['通过', '通过', 1, 1, 1, 300]],
      ['SAME', [null, null, null, 0, 0, null]],
      ['BLANK', [null, null, null, 0, 0, null]],
      ['OVER', ['通过', '通过', 1, 1, 1, 40]],
    ])
  );
});

test('two conclusions of one day in one file, or one of them without a day, are told and not used', async () => {
  expect(
    await rowsOf(build, `select "row", effect from loads.defects where file = '验收结果表.csv' order by "row"`)
  ).toMatchObject([12, 13, 14, 15].map((row) => ({ row, effect: 'row' })));
});

test('every conclusion that is used is shown, and which is the last', async () => {
  expect(await rowsOf(build, `select result, is_last from marts.acceptances where project_id = 'THRICE'`)).toEqual([
    { result: '整改', is_last: false },
    { result: '整改', is_last: false },
    { result: '通过', is_last: true },
  ]);
  expect(await rowsOf(build, `from assertions.broken`)).toEqual([]);
});

test('首次验收通过率 counts who passed at once among all that are concluded', async () => {
  expect(
    await rowsOf(
      build,
      `select sum(first_passed) as first, sum(concluded) as concluded, metrics.first_pass_rate(p) as rate from marts.projects as p`
    )
  ).toEqual([{ first: '4', concluded: '7', rate: 4 / 7 }]);
});
