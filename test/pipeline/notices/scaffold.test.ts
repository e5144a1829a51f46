import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formHeaders, openItems, readNoticeFolders, scaffoldNotice } from '#pipeline';

let reference: string;
beforeEach(async () => {
  reference = await mkdtemp(join(tmpdir(), 'reference-'));
  await cp('data/reference', reference, { recursive: true });
});
afterEach(() => rm(reference, { recursive: true }));

const content = () => ({ pipelines: 'pipelines', reference });
const open = async (notice: string) =>
  openItems(await readNoticeFolders(content())).filter((each) => each.notice === notice);
const written = (notice: string, name: string) => readFile(join(reference, 'notices', notice, name), 'utf8');

test('every notice that is there is entered whole', async () => {
  expect(openItems(await readNoticeFolders(content()))).toEqual([]);
});

test('a new notice has every table of the one before, every value open, last year’s beside it', async () => {
  await scaffoldNotice(content(), '2027', '2025');
  expect(await readdir(join(reference, 'notices/2027'))).toEqual(await readdir(join(reference, 'notices/2025')));
  const [head, first] = (await written('2027', 'limits.csv')).split('\n');
  expect(head).toBe(
    'name,applies_to,at_most,unit,is_in_principle,clause,last_at_most,last_is_in_principle,last_clause'
  );
  expect(first).toBe('applicant_projects,服务商,?,个,?,?,3,true,二（五）');
  expect(await written('2027', 'clauses.csv')).toBe('id,title,heading,quotation\n');
  const items = (await open('2027')).map(({ item }) => item);
  expect(items).toContain('没有一个批次用这份通知');
  expect(items).toContain('通知的原文还没有贴进来');
  expect(items).toContain('limits（group_projects 集团）的 at_most 没有填；上一份通知写的是 5（三（二））');
  expect(items).toContain(
    'rules（late_submission）的 quotation 没有填；上一份通知写的是 线上填报时间截止期为4月24日17:00，逾期将无法填报提交（三（一））'
  );
});

test('a header that is still open is no header of a form', async () => {
  const before = await formHeaders(reference);
  await scaffoldNotice(content(), '2027', '2026-示例');
  expect(await written('2027', 'forms.csv')).toContain('ownership,?');
  expect(await formHeaders(reference)).toEqual(before);
});

test('a rule and a table that a notice brings are asked of later ones, not of earlier ones', async () => {
  const folder = join(reference, 'notices/2026-示例');
  await writeFile(join(folder, 'tiers.csv'), 'at_least,amount,clause\n5000000,500000,四（四）\n');
  for (const earlier of ['2024-1', '2024-2', '2025']) {
    const path = join(reference, 'notices', earlier, 'rules.csv');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/^data_security,.*\n/m, ''));
    const tables = join(reference, 'notices', earlier, 'tables.csv');
    await writeFile(tables, (await readFile(tables, 'utf8')).replace('rules,45', 'rules,44'));
  }
  const items = openItems(await readNoticeFolders(content()));
  expect(items.map(({ notice, item }) => [notice, item])).toEqual([
    ['2026-示例', 'tiers.csv 有 1 行，录全了没有：tables.csv 里没有写它有几行'],
  ]);
  await scaffoldNotice(content(), '2027', '2025');
  const asked = (await open('2027')).map(({ item }) => item);
  expect(asked).toContain('规则 data_security（数据安全评估）用不用、出自哪一条没有写');
  expect(asked).toContain('没有 tiers.csv；这份通知确实没有这类规定的，在 tables.csv 里写 tiers 有 0 行');
});

test('the title is asked for, and what is carried over from the batches of the notice before', async () => {
  await scaffoldNotice(content(), '2027', '2026-示例');
  expect((await written('2027', 'notice.csv')).split('\n')[1]).toMatch(/^\?,\?,\?,,,关于组织开展 2026 年度/);
  expect(await written('2027', 'carry_overs.csv')).toMatch(/\n2026-1,\?,\n2026-2,\?,\n$/);
});

test('a rule that is off needs no clause; one whose words are of a year cannot hold for a batch', async () => {
  const path = join(reference, 'notices/2025/rules.csv');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/^rank_order,.*$/m, 'rank_order,?,?,,?,?,?,不用'));
  expect((await open('2025')).filter(({ item }) => item.startsWith('rules（rank_order'))).toEqual([]);
  await writeFile(path, text.replace(/^(provider_limit,.*),year,/m, '$1,batch,'));
  expect((await open('2025')).map(({ item }) => item)).toEqual([
    '规则 provider_limit（服务商年度项目数超限）的 scope 写的是 batch，原话说的是一个年度：“单个服务商每年度参与制造业数字化转型“揭榜挂帅”的项目原则上不超过3个”',
  ]);
});

test('what binds in principle is told by the words of its clause: a limit, and how severe a rule is', async () => {
  const folder = join(reference, 'notices/2025');
  const rewrite = async (name: string, from: RegExp, to: string) =>
    writeFile(join(folder, name), (await readFile(join(folder, name), 'utf8')).replace(from, to));
  await rewrite('limits.csv', /^(applicant_projects,服务商,3,个),true/m, '$1,false');
  await rewrite('limits.csv', /^(applicant_projects,制造业企业,1,个),false/m, '$1,true');
  await rewrite('rules.csv', /^(period_too_long,.*),warning,/m, '$1,error,');
  expect((await open('2025')).map(({ item }) => item)).toEqual([
    '规则 period_too_long（实施期过长）的 severity 写的是 error，原话说的是“原则上”：“实施期原则上不超过一年”',
    'limits（applicant_projects 服务商）的 is_in_principle 写的是 false，二（五）说的是“单个服务商每年度参与制造业数字化转型“揭榜挂帅”的项目原则上不超过3个”',
    'limits（applicant_projects 制造业企业）的 is_in_principle 写的是 true，二（五）说的是“单个制造业企业每年度参与的项目不超过1个”',
  ]);
});

test('a standard that is said to be settled says its rate and its cap, one that is not says neither', async () => {
  const path = join(reference, 'notices/2026-示例/subsidy_rules.csv');
  const text = await readFile(path, 'utf8');
  const told = async (from: string, to: string) => {
    await writeFile(path, text.replace(from, to));
    return (await open('2026-示例')).map(({ item }) => item.replace(/^.*的 /, ''));
  };
  expect(await told('0.1,', ',')).toContain('rate 没有填，status 却是 已核定');
  expect(await told('2000000', '')).toContain('cap 没有填，status 却是 已核定');
  expect(await told('已核定', '待核定')).toEqual(['rate 填了，status 却是 待核定', 'cap 填了，status 却是 待核定']);
});

test('a name that is taken, or is no name, and a notice that is not there are refused, and nothing is written', async () => {
  const before = await readdir(join(reference, 'notices'));
  expect(await scaffoldNotice(content(), '2025', '2024-1')).toEqual({
    refused: expect.stringMatching(/已经有通知 2025/),
  });
  expect(await scaffoldNotice(content(), '../2027', '2025')).toEqual({
    refused: expect.stringMatching(/不能作文件夹名/),
  });
  expect(await scaffoldNotice(content(), '2027', '2023')).toEqual({
    refused: expect.stringMatching(/没有通知 2023。有 2024-1/),
  });
  expect(await readdir(join(reference, 'notices'))).toEqual(before);
});

test('what was entered and is lost again is told: a row, a value, a rule, a clause that nobody cites, an annex', async () => {
  const lose = async (name: string, from: RegExp) => {
    const path = join(reference, 'notices/2025', name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(from, ''));
    const told = (await open('2025')).map(({ item }) => item);
    await writeFile(path, text);
    return told;
  };
  expect(await lose('ownerships.csv', /^1,.*\n/m)).toEqual(['ownerships.csv 有 5 行，tables.csv 写的是 6 行']);
  expect(await lose('limits.csv', /(?<=group_projects,集团,)5/)).toEqual([
    'limits（group_projects 集团）的 at_most 没有填',
    '正文里的“5个”只在规则 group_limit 的原话里，没有一张表录了它，判的时候用不上；确实不用的，在 answers.csv 写为什么',
  ]);
  expect(await lose('rules.csv', /^rank_order.*\n/m)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^规则 rank_order（推荐排序不连续）用不用/)])
  );
  expect(await lose('answers.csv', /^四（三）.*\n/m)).toContain(
    '条款 四（三） 没有一条规则、一个参数引用，也没有写为什么不判（answers.csv）'
  );
  expect(await lose('answers.csv', /^,操作方法见附件2.*\n/m)).toContain(
    '正文提到附件2，没有录入，也没有写怎么办（answers.csv）'
  );
  expect(await lose('answers.csv', /^一,按照.*\n/m)).toContain(
    '正文里的“三类”没有一行引用，也没有写为什么不录（answers.csv）'
  );
  expect(await lose('answers.csv', /^三（四）,于1年期末.*\n/m)).toContain(
    '正文里的“1年”只在规则 acceptance_overdue 的原话里，没有一张表录了它，判的时候用不上；确实不用的，在 answers.csv 写为什么'
  );
  expect(await lose('limits.csv', /^clean_years.*\n/m)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^没有规定 limits.clean_years\[申报单位\]，规则 safety_accident/)])
  );
});
