import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareVersions, type Comparison } from '#changes';
import { draftOf, type Content } from '#revisions';
import { everything, type Scope } from '#spec';
import { filesOf } from '../changes/province.ts';
import { newWarehouse } from '../changes/versions.ts';
import { province } from './province.ts';

// A project that went over to another city, and is called otherwise there: what a city's edition says of a number that
// it left tells what it was there, and neither where it is now nor how it is called or judged.

const crossed = 'SL2025-3701-0002';
let comparison: Comparison;
beforeAll(async () => {
  const { load, warehouse } = await newWarehouse();
  const [before, after] = [province(), province()];
  for (const tables of [before, after]) tables.applications[1]![4] = '91370200MA3X00002X';
  const row = after.applications[1]!;
  [row[2], row[8], row[9]] = ['济南新名', '济南市', '历下区'];
  const [from, to] = [await load(filesOf(before)), await load(filesOf(after))];
  comparison = await compareVersions(warehouse, { from, to });
});
afterAll(() => comparison.close());

/** A notice of one number, as it was and is under a scope. */
const drafted = (key: string, scope: Scope, [was, is]: readonly [string, string]): Promise<Content> =>
  draftOf({
    paper: {
      ...{ code: '', title: '', recipient: '', sealedAt: '', path: '/api/query?metrics=projects', version: '' },
      ...{ number: '', asOf: '' },
    },
    to: { version: '', number: '', asOf: '', head: '' },
    isSample: true,
    scope,
    watched: {
      numbers: [
        {
          ...{ key, title: '项目', exact: was, printed: was, divisor: '1', digits: 0, state: 'differs' },
          now: { exact: is, printed: is },
        },
      ],
      counts: { same: 0, below_print: 0, differs: 1, unknown_now: 0, not_comparable: 0 },
      reason: null,
    },
    comparison,
    loadOf: () => null,
    metrics: new Set(['projects']),
    dimensions: { city: '推荐市', batch: '批次' },
  });

const foreign = (content: Content): string[] =>
  ['济南', '历下', '新名'].filter((each) => JSON.stringify(content).includes(each));

test.each(['query?city=青岛市#projects', 'query?batch=2025#projects'])(
  'what left is told as it was to whom it left: %s',
  async (key) => {
    const content = await drafted(key, { city: ['青岛市'] }, ['3', '2']);
    expect(content.causes.map(({ step, lines }) => [step, lines.map(({ subject }) => subject)])).toEqual([
      ['data', [crossed]],
    ]);
    expect(content.causes[0]!.lines[0]).toMatchObject({ name: '示例项目2', city: '青岛市' });
    expect(foreign(content)).toEqual([]);
    const [verdict] = content.verdicts.first.filter(({ rule }) => rule === '不在所在地申报');
    expect(verdict).toMatchObject({ subject: crossed, from: 'pass', to: null });
  }
);

test('to who sees both it is told whole', async () => {
  const content = await drafted('query?city=青岛市#projects', everything, ['3', '2']);
  expect(foreign(content)).toEqual(['济南', '历下', '新名']);
  const [verdict] = content.verdicts.first.filter(({ rule }) => rule === '不在所在地申报');
  expect(verdict).toMatchObject({ subject: crossed, from: 'pass', to: 'fail' });
});
