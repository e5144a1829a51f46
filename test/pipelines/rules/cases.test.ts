import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom } from '../../pipeline/province.ts';
import { ofEachKind } from '../../tier.ts';
import { judge, type Case } from './case.ts';

const rules = readdirSync('pipelines/rules')
  .filter((name) => name.endsWith('.sql'))
  .map((name) => name.slice(0, -'.sql'.length));
const folders = readdirSync('test/rules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

let build: Build;
beforeAll(async () => {
  build = await buildFrom({}, { upTo: 'known' });
});
afterAll(() => build.close());

test('every folder of cases is that of a rule', () => {
  expect(folders.filter((name) => !rules.includes(name))).toEqual([]);
});

describe.each(rules)('%s', (rule) => {
  const sql = readFileSync(`pipelines/rules/${rule}.sql`, 'utf8');
  const names = folders.includes(rule)
    ? readdirSync(`test/rules/${rule}`).map((name) => name.slice(0, -'.json'.length))
    : [];
  const cases = names.map((name) => ({
    name,
    ...(JSON.parse(readFileSync(`test/rules/${rule}/${name}.json`, 'utf8')) as Case),
  }));

  test('has a case of every verdict that it can give, and of a subject that it does not concern', () => {
    const given = new Set(cases.flatMap((each) => each.expect.map(({ verdict }) => verdict)));
    const can = ['pass', 'fail', 'review'].filter((verdict) => sql.includes(`'${verdict}'`));
    expect([...given].sort()).toEqual(can.sort());
    expect(names).toContain('not-concerned');
    expect(cases.find(({ name }) => name === 'not-concerned')?.expect).toEqual([]);
  });

  // One of each verdict, and one of nothing: in the order of what they expect, so that one case may stand for many.
  const kinds = ({ expect }: Case) => (expect.length === 0 ? ['none'] : expect.map(({ verdict }) => verdict));
  const byVerdicts = cases.toSorted((one, other) => new Set(kinds(other)).size - new Set(kinds(one)).size);
  test.each(ofEachKind(byVerdicts, kinds))('$name: $says', async (each) => {
    expect(await judge(build, rule, each)).toEqual(
      [...each.expect].sort((a, b) => (a.subject_id < b.subject_id ? -1 : 1))
    );
  });
});
