import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareRules, load, reportComparedRules } from '#pipeline';
import { application, events, handIn } from '../../pipelines/hand-in.ts';
import { isFull } from '../../tier.ts';
import { folderOf } from '../content.ts';
import { ownContent } from '../own-content.ts';

const other = '91370200MA3C4D5E7A';

let root: string;
let warehouse: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'compare-'));
  warehouse = join(root, 'warehouse');
  const folder = await folderOf(
    handIn({
      applications: [
        ...['P1', 'P2', 'P3', 'P4'].map((id) => application(id)),
        application('P5', {
          统一社会信用代码: other,
          申报单位: '示例乙公司',
          单位类型: '制造业企业',
          推荐市: '青岛市',
          '县（市、区）': '市南区',
        }),
        application('Q1', {
          批次: '2024-1',
          揭榜任务: '往年任务',
          统一社会信用代码: other,
          申报单位: '示例乙公司',
          单位类型: '制造业企业',
          推荐市: '青岛市',
          '县（市、区）': '市南区',
        }),
        application('Q2', {
          批次: '2024-1',
          揭榜任务: '往年任务',
          统一社会信用代码: '91370300MA3C4D5E8B',
          申报单位: '示例丙公司',
          实施期止: '2025-05-15',
        }),
      ],
      events: [
        ...['P1', 'P2', 'P3', 'P4', 'P5'].flatMap((id) => events(id, '提交 2025-04-24 17:20')),
        ...['Q1', 'Q2'].flatMap((id) => events(id, '提交 2024-04-01 09:00, 公布 2024-06-10 09:00')),
      ],
      acceptances: [{ 项目编号: 'Q1', 验收结论: '通过', 验收日期: '2025-05-10' }],
    })
  );
  const { status, reasons } = await load({ ...ownContent, folder, warehouse, asOf: '2025-05-12', program: 'test' });
  expect([status, reasons]).toEqual(['published', []]);
  await rm(folder, { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

const limits = 'notices/2025/limits.csv';
const rules = 'notices/2025/rules.csv';

async function reference(
  file: string,
  change: (text: string) => string,
  folder = join(root, `reference-${randomUUID().slice(0, 8)}`)
): Promise<string> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), change(await readFile(join('data/reference', file), 'utf8')));
  return folder;
}

const compare = (folder: string | null, asOf: string | null = null) =>
  compareRules({ ...ownContent, warehouse, other: folder, asOf });

test('a changed cap flips who is over it, a rule that is off whoever it concerned, and nothing else', async () => {
  const files = await readdir(warehouse);
  const folder = await reference(limits, (text) =>
    text.replace('applicant_projects,服务商,3', 'applicant_projects,服务商,4')
  );
  await reference(rules, (text) => text.replace(/^period_too_long,.*$/m, 'period_too_long,,,,,,,不再要求'), folder);
  const compared = await compare(folder);
  expect(compared).toMatchObject({
    reasons: [],
    changed: [limits, rules],
    asOf: { before: '2025-05-12', after: '2025-05-12' },
  });
  const off = compared.flips.filter(({ after }) => after === null);
  expect(off.map(({ rule, before }) => `${rule} ${before}`)).toEqual(Array(5).fill('period_too_long review'));
  expect(compared.flips.filter(({ after }) => after !== null)).toMatchObject([
    {
      rule: 'provider_limit',
      subjectKind: 'organisation',
      subjectId: '91370100MA3C4D5E6F',
      batch: '2025',
      city: '济南市',
      before: 'fail',
      after: 'pass',
    },
  ]);
  expect(compared.verdicts.before).toBe(compared.verdicts.after + off.length);
  expect(reportComparedRules(compared).join('\n')).toContain('待核 → 不适用 5 条');
  expect(reportComparedRules(compared).join('\n')).toMatch(
    /服务商年度项目数超限（provider_limit，条款 二（五））：不通过 → 通过 1 条\n {2}91370100MA3C4D5E6F .*未超过原则上的上限 4 个/
  );
  expect(await readdir(warehouse)).toEqual(files);
});

test.runIf(isFull)('a changed deadline flips the projects between the two', async () => {
  const { flips } = await compare(
    await reference('batches.csv', (text) => text.replace('2025-04-24 17:00:00', '2025-04-24 17:30:00'))
  );
  expect(flips.map(({ rule, subjectId, before, after }) => `${rule} ${subjectId} ${before} ${after}`)).toEqual(
    ['P1', 'P2', 'P3', 'P4', 'P5'].map((id) => `late_submission ${id} fail pass`)
  );
});

test.runIf(isFull)('a later deadline frees the slot of a project accepted before it', async () => {
  const slot = { rule: 'manufacturer_limit', subjectId: other, before: 'fail', after: 'pass' };
  const later = await compare(
    await reference('batches.csv', (text) => text.replace('2025-04-24 17:00:00', '2025-06-01 17:00:00'))
  );
  expect(later.flips.filter(({ rule }) => rule !== 'late_submission')).toMatchObject([slot]);
});

test.runIf(isFull)('a later as-of day turns what is overdue by it, and no slot', async () => {
  const compared = await compare(null, '2025-06-01');
  expect(compared).toMatchObject({ changed: [], asOf: { before: '2025-05-12', after: '2025-06-01' } });
  expect(compared.flips).toMatchObject([
    { rule: 'acceptance_overdue', subjectId: 'Q2', batch: '2024-1', before: 'pass', after: 'fail' },
  ]);
});

test.runIf(isFull)('the same reference changes nothing', async () => {
  const whole = join(root, 'same');
  await cp('data/reference', whole, { recursive: true });
  const compared = await compare(whole);
  expect(compared).toMatchObject({ reasons: [], changed: [], flips: [] });
  expect(reportComparedRules(compared)).toContain('没有一条结论改变。');
});

test.runIf(isFull)('what cannot be compared is refused in words', async () => {
  expect((await compare(join(root, 'nowhere'))).reasons).toEqual([expect.stringMatching(/nowhere 里没有口径文件/)]);
  expect((await compare(await reference(limits, (text) => text.replace('服务商,3', '服务商,three')))).reasons).toEqual([
    expect.stringMatching(
      /^另一套口径用不了：.*reference-\w+\/notices\/2025\/limits\.csv 第 \d+ 行：at_most 写的是“three”，要写成整数。$/
    ),
  ]);
  const misnamed = await reference(limits, (text) => text);
  await rename(join(misnamed, limits), join(misnamed, 'notices/2025/limit.csv'));
  expect((await compare(misnamed)).reasons).toEqual([
    expect.stringMatching(/里的 notices\/2025\/limit\.csv 不是口径文件，不会被读到。口径文件有 .*limits\.csv/),
  ]);
  expect(
    (await compareRules({ ...ownContent, warehouse: join(root, 'none'), other: null, asOf: '2025-06-01' })).reasons
  ).toEqual([expect.stringMatching(/没有导入过的版本/)]);
});
