import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Row } from '#spec';
import { overRows } from './over-rows.ts';
import { openSample, type Sample } from './sample.ts';

let sample: Sample;
beforeAll(async () => {
  sample = await openSample(inject('sampleWarehouse'));
});
afterAll(() => sample.close());

/** `揭榜 80` → a project of a direction that was reviewed so; without a score, `揭榜 ?`; not published, `揭榜* 80`. */
const reviewed = (said: readonly string[], direction = '技术赋能'): Row[] =>
  said.map((each, i) => {
    const [, result = '', mark, score] = /^(\S+?)(\*?) (\S+)$/.exec(each)!;
    return {
      project_id: `${direction}${i}`,
      project_name: each,
      batch: '2025',
      direction,
      review_result: result,
      review_score: score === '?' ? null : Number(score),
      listed: result === '揭榜' && mark === '' ? 1 : 0,
    };
  });
const lanesOf = (rows: Row[]) => overRows(sample, 'scores/lanes', rows);
const beyondOf = async (rows: Row[]) =>
  (await overRows(sample, 'scores/beyond', rows)).map(({ standing, project_name }) => [standing, project_name]);

describe('the cut', () => {
  test('is the score of the last place, where as many as were listed are taken by their scores', async () => {
    const rows = reviewed(['揭榜 90', '不予揭榜 85', '揭榜 80', '揭榜 70', '不予揭榜 60']);
    expect(await lanesOf(rows)).toMatchObject([
      { listed_n: 3, lowest_listed: 70, refused_n: 2, highest_refused: 85, cut_score: 80, above_n: 1, below_n: 1 },
    ]);
    expect(await beyondOf(rows)).toEqual([
      ['线上，不予揭榜', '不予揭榜 85'],
      ['线下，揭榜', '揭榜 70'],
    ]);
  });

  test('of scores that part the two sides names nobody', async () => {
    const rows = reviewed(['揭榜 90', '揭榜 80', '不予揭榜 79.9']);
    expect(await lanesOf(rows)).toMatchObject([{ cut_score: 80, above_n: 0, below_n: 0, tied_n: 0 }]);
    expect(await beyondOf(rows)).toEqual([]);
  });

  test('names who has its very score and is not listed as tied, not as above it', async () => {
    const rows = reviewed(['揭榜 90', '揭榜 80', '不予揭榜 80', '不予揭榜 80']);
    expect(await lanesOf(rows)).toMatchObject([{ cut_score: 80, above_n: 0, below_n: 0, tied_n: 2 }]);
    expect((await beyondOf(rows)).map(([standing]) => standing)).toEqual(['与线同分，不予揭榜', '与线同分，不予揭榜']);
  });

  test('stands in each direction by itself', async () => {
    const rows = [
      ...reviewed(['揭榜 75', '不予揭榜 74']),
      ...reviewed(['揭榜 90', '不予揭榜 89', '不予揭榜 76'], '链式转型'),
    ];
    expect((await lanesOf(rows)).map(({ direction, cut_score }) => [direction, cut_score])).toEqual([
      ['技术赋能', 75],
      ['链式转型', 90],
    ]);
    expect(await beyondOf(rows)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['nobody was listed', ['不予揭榜 80', '不予揭榜 70']],
    ['nobody was refused', ['揭榜 80', '揭榜 70']],
    ['no score is known', ['揭榜 ?', '不予揭榜 ?']],
    ['only one was reviewed', ['揭榜 80']],
  ])('is not told where %s', async (_, said) => {
    expect((await lanesOf(reviewed(said))).map(({ cut_score }) => cut_score)).toEqual([null]);
    expect(await beyondOf(reviewed(said))).toEqual([]);
  });

  test('is of what is decided and scored: the rest is counted apart', async () => {
    const rows = reviewed(['揭榜 90', '揭榜 ?', '待定 99', '揭榜* 98', '不予揭榜 89', '不予揭榜 ?']);
    expect(await lanesOf(rows)).toMatchObject([
      { reviewed_n: 6, listed_n: 1, refused_n: 1, cut_score: 90, above_n: 0, open_n: 2, unknown_n: 2 },
    ]);
    const [row] = await overRows(sample, 'scores/sides', rows);
    expect(row).toMatchObject({ decided_n: 2, above_n: 0, below_n: 0, open_n: 2, unknown_n: 2 });
    const unscored = await overRows(sample, 'scores/unscored', rows);
    expect(unscored.map(({ project_name, standing }) => [project_name, standing])).toEqual([
      ['待定 99', '待定'],
      ['揭榜* 98', '评审揭榜，没有公布'],
      ['揭榜 ?', '揭榜'],
      ['不予揭榜 ?', '不予揭榜'],
    ]);
  });
});

test('the sample’s scores lie as its reviews say', async () => {
  const { rows } = await sample.tableOf('scores/lanes', { batch: ['2025'] });
  const known = await (
    await sample.reading.read(
      'test',
      `select p.direction, count(*) as n, min(r.score) filter (p.listed = 1) as lowest, max(r.score) filter (r.result = '不予揭榜') as highest
       from validated.reviews as r join marts.projects as p using (project_id)
       where p.batch = '2025' group by all`
    )
  ).rows();
  expect(rows.map(({ direction }) => direction)).toEqual(['技术赋能', '链式转型', '载体赋能']);
  for (const { direction, n, lowest, highest } of known)
    expect(rows.find((row) => row.direction === direction)).toMatchObject({
      reviewed_n: n,
      lowest_listed: lowest,
      highest_refused: highest,
    });
});
