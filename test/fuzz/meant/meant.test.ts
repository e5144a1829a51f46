import { beforeAll, describe, expect, it } from 'vitest';
import { sized } from '../../tier.ts';
import { judgeMeant, type Published } from './judge.ts';
import { columns, type Made } from './made.ts';
import { failuresOf, kindNames, tryMeanings, type Tried } from './round.ts';
import { tableOfKinds } from './words.ts';

type Cells = NonNullable<ReturnType<Published['get']>>;

/** What a careless reader publishes: the misreadings, and no word of them. */
function misread({ rows, touched }: Made, published: Published): Published {
  const careless = new Map<string, Cells>(published);
  for (const { line, column, misread } of touched) {
    const { id, values } = rows[line]!;
    if (column === null) careless.delete(id);
    else careless.set(id, { ...values, ...careless.get(id), [column]: misread });
  }
  return careless;
}

describe('values that are written another way', () => {
  let tried: Tried[];
  const of = (kind: string) => tried.filter((one) => one.kind === kind);
  beforeAll(async () => {
    tried = await tryMeanings({ each: sized(1, 10), seed: 20_261_127 });
  }, 300_000);

  it('are read as they are meant, or told in their place', () => {
    console.log(tableOfKinds(tried));
    expect(failuresOf(tried).map(({ run, name, wrong }) => ({ run, name, wrong }))).toEqual([]);
  });

  it.each(kindNames)('are there of this kind, and the judge sees it when they are misread in silence: %s', (kind) => {
    expect(of(kind).length).toBeGreaterThan(0);
    for (const { made, published } of of(kind)) {
      const { equal, told } = judgeMeant(made, published, []);
      if (made.touched.length > 0)
        expect(judgeMeant(made, misread(made, published), []).wrong, `${equal} ${told}`).not.toEqual([]);
      else expect(made.isInnocent).toBe(true);
    }
  });

  it.each(kindNames)('cost no row beside them, told or not: %s', (kind) => {
    for (const { made, published, defects } of of(kind)) {
      const beside = made.rows.findIndex((_, line) => !made.touched.some((one) => one.line === line));
      const id = made.rows[beside]?.id;
      if (id === undefined) continue;
      const lost = new Map(published);
      lost.delete(id);
      const told = { ...defects[0]!, row: made.first + beside, column: null };
      expect(judgeMeant(made, lost, [...defects, told]).wrong.length).toBeGreaterThan(0);
      const changed = new Map(published).set(id, { ...made.rows[beside]!.values, 核减原因: '别的话' });
      expect(judgeMeant(made, changed, [...defects, told]).wrong.length).toBeGreaterThan(0);
    }
  });

  it('are not told by a word of another cell', () => {
    const one = of('划掉的数字')[0]!;
    const { line } = one.made.touched[0]!;
    const elsewhere = one.defects.map((defect) => ({ ...defect, row: one.made.first + line + 1 }));
    const careless = misread(one.made, one.published);
    expect(judgeMeant(one.made, careless, one.defects).wrong).toEqual([]);
    expect(judgeMeant(one.made, careless, elsewhere).wrong).not.toEqual([]);
    const other = one.defects.map((defect) => ({ ...defect, column: '申报实际投入' }));
    expect(judgeMeant(one.made, careless, other).wrong).not.toEqual([]);
  });

  it('bring no row that nobody wrote', () => {
    const { made, published, defects } = of('示例行')[0]!;
    const values = Object.fromEntries(columns.map((column) => [column, null])) as Cells;
    expect(judgeMeant(made, new Map(published).set('示例', values), defects).wrong).toEqual(['多出一行 示例']);
  });
});
