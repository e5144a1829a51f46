import { expect, test } from 'vitest';
import { isFull } from '../tier.ts';
import { faultsAfter, type Change } from './changed.ts';

/** A typing error, and what is said of it: the line, and how what is said begins. */
type Case = [file: string, from: string | RegExp, to: string | null, line: number | '-' | RegExp, says: string];

const metrics = 'pipelines/metrics';
const rules = 'pipelines/rules';
const reference = 'data/reference';
const dimensions = 'pipelines/dimensions.ts';
const head = '-- title: 高\n-- definition: 项目有多高多大\n';

/** No two of a group are in one file, and none keeps another from being seen: all of them are told at once. */
const groups: Record<string, Case[]> = {
  'what once published and answered 500, or said nothing': [
    [`${metrics}/quota_used.sql`, 'p.quota_used', 'p.quota_usd', 5, '没有列“quota_usd”，最接近的是 quota_used。'],
    [
      `${metrics}/disbursement_rate.sql`,
      'n: allocations',
      'n: alocations',
      4,
      'n 没有指标或度量“alocations”，最接近的是 allocations。',
    ],
    [`${metrics}/listed.sql`, '-- title: 揭榜项目数\n', '', 1, '没有写 title（-- title: …），指标都要写。'],
    [`${metrics}/quota.sql`, '-- format:', '-- unti:', 2, '指标没有这一项：“unti”，最接近的是 unit。'],
    [`${rules}/late_submission.sql`, '-- subject', '-- clause: 三（一）\n-- subject', 2, '规则没有这一项：“clause”'],
    [`${rules}/repeat_support.sql`, '-- subject', '-- severity: error\n-- subject', 2, '规则没有这一项：“severity”'],
    [
      `${rules}/provincial_letter.sql`,
      'reads: applications',
      'reads: aplications',
      3,
      'reads 没有交表“aplications”，最接近的是 applications。',
    ],
    [`${rules}/rank_order.sql`, 'subject: ', 'subject: x', 2, 'subject 不能写“x'],
    ['pipelines/marts/quotas.sql', '-- quota: ', '-- qouta: ', 4, '主题表没有这一项：“qouta”，最接近的是 quota。'],
  ],
  'SQL that cannot run, each once and nothing that only fails because of it': [
    ['pipelines/parsers/tight.sql', 'parsers.fold', 'parsers.foldd', 3, '没有函数或指标“foldd”，最接近的是 fold。'],
    ['pipelines/reference/stages.sql', 'from raw.stages', 'from raw.stage', 7, '没有表“stage”，最接近的是 stages。'],
    [
      `${metrics}/leverage.sql`,
      'p.verified_of_supported',
      'p.verified_of_suported',
      5,
      '没有列“verified_of_suported”，最接近的是 verified_of_supported。',
    ],
    [
      `${metrics}/accepted.sql`,
      'coalesce(sum(p.accepted), 0)',
      'coalesce(sum(p.accepted, 0)',
      4,
      'SQL 没有写完，请检查括号是否成对。',
    ],
    [`${metrics}/supported.sql`, 'sum(p.supported)', 'p.supported', 4, '公式里的列都要先汇总，如 sum(p.listed)。'],
  ],
  'queries that bind, and do not answer what they must': [
    [
      'pipelines/checks/unknown_batch.sql',
      'as problem',
      'as problm',
      9,
      '查询结果不能有列“problm”，最接近的是 problem。',
    ],
    ['pipelines/checks/large_money.sql', /'mark' as effect,?/, '', '-', '查询结果里没有列 effect'],
    [`${rules}/county_skipped.sql`, 'as message', 'as mesage', 30, '查询结果里没有列 message，最接近的是 mesage'],
    [`${rules}/over_quota.sql`, "then 'review'", "then 'reveiw'", 40, 'verdict 不能是“reveiw”，最接近的是 review。'],
    [`${rules}/group_limit.sql`, '-- project_ids: 项目\n', '', 1, '依据 project_ids 没有题名'],
  ],
  'columns of another type': [
    [
      `${rules}/late_submission.sql`,
      'project_id as subject_id',
      '1 as subject_id',
      72,
      'subject_id 要是文字（现在是 INTEGER）。',
    ],
    ['pipelines/checks/large_money.sql', "'mark' as effect", '1 as effect', 17, 'effect 要是文字（现在是 INTEGER）。'],
    [
      'pipelines/lifecycle/measures.sql',
      'is_compared::integer as',
      'is_compared as',
      49,
      'compared_projects 是可加的数，类型要是数（现在是 BOOLEAN）',
    ],
  ],
  'what reads SQL that cannot run': [
    ['pipelines/lifecycle/measures.sql', /from compared$/m, 'form compared where', 141, 'SQL 没有写完'],
    ['pipelines/parsers/money.sql', 'case', 'csae x', 5, 'SQL 写得不对，读到“x”这里读不下去。'],
    ['pipelines/marts/projects.sql', 's.submitted_at', 's.submited_at', 32, '没有列“submited_at”'],
    ['pipelines/marts/cube.sql', 'from quota_rows', 'from quota_row', 19, '没有表“quota_row”'],
    [`${rules}/county_skipped.sql`, 'as message', 'as mesage', 30, '查询结果里没有列 message，最接近的是 mesage'],
    [`${rules}/over_quota.sql`, "then 'review'", "then 'reveiw'", 40, 'verdict 不能是“reveiw”'],
    [`${metrics}/accepted.sql`, 'sum(p.accepted)', 'summ(p.accepted)', 4, '没有函数或指标“summ”，最接近的是 sum。'],
    [`${metrics}/listed.sql`, 'sum(p.listed)', 'p.listed', /\d+/, '公式里的列都要先汇总'],
  ],
  'formulas that nobody could work out again': [
    [`${metrics}/height.sql`, /^/, `${head}count(*)`, 3, '公式只能用：sum(p.列)'],
    [`${metrics}/mean.sql`, /^/, `${head}avg(p.listed)`, 3, '公式只能用：sum(p.列)'],
    [`${metrics}/asked.sql`, /^/, `${head}select sum(listed) from marts.projects`, 3, '公式只能用：sum(p.列)'],
    [`${metrics}/bare.sql`, /^/, head, '-', '文件里没有 SQL。'],
    [`${metrics}/two.sql`, /^/, `${head}sum(p.listed);\nsum(p.applied)`, 3, '一个文件只写一条查询'],
  ],
  'words, columns and titles': [
    ['pipelines/checks/large_money.sql', "'mark' as effect", "'marks' as effect", 17, 'effect 不能是“marks”'],
    [
      'pipelines/assertions/rows_balance.sql',
      'as left_side',
      'as left_sid',
      /\d+/,
      '查询结果里没有列 left_side，最接近的是 left_sid',
    ],
    [
      `${rules}/late_submission.sql`,
      'as evidence',
      'as evidense',
      /\d+/,
      '查询结果里没有列 evidence，最接近的是 evidense',
    ],
    [`${rules}/group_limit.sql`, /\{[^}]*\} as evidence/, '1 as evidence', /\d+/, '依据（evidence）要写成一组'],
    [
      'pipelines/lifecycle/measures.sql',
      'targets_known: 约定与完成指标数都已知 (个, count)',
      'targets_known: 约定与完成指标数都已知（个，count）',
      63,
      'targets_known “约定与完成指标数都已知（个，count）”里的单位和格式不会被读到',
    ],
  ],
  'a measure that nothing tells of, said once and where it is made': [
    ['pipelines/lifecycle/measures.sql', /-- targets_known: .*\n/, '', /\d+/, '列 targets_known 没有题名'],
  ],
  'what a parser takes': [
    ['pipelines/parsers/money.sql', '-- takes: ', '-- take: ', 1, '读格子的写法没有这一项：“take”，最接近的是 takes。'],
  ],
  dimensions: [
    [
      dimensions,
      'reference.cities',
      'reference.citys',
      9,
      'values 没有口径表“reference.citys”，最接近的是 reference.cities。',
    ],
    [dimensions, '  stage: {', '  stge: {', 20, '没有项目的列“stge”'],
  ],
  'dimensions and their words': [
    [dimensions, 'isWhole', 'isWhle', 9, '维度没有这一项：“isWhle”，最接近的是 isWhole。'],
    [
      dimensions,
      "{ values: 'reference.batches', several: 'batches', since: 'notice_on' }",
      '{}',
      8,
      '维度没有写 values。',
    ],
  ],
  'dimensions that cannot be read': [[dimensions, 'batch: {', 'batch: {{', 8, '文件读不出来：']],
  contracts: [
    ['pipelines/sources/events.ts', "kind: 'time'", "kind: 'tiem'", 55, '没有这种格子“tiem”，最接近的是 time。'],
    [
      'pipelines/sources/quotas.ts',
      "key: ['batch', 'city']",
      "key: ['batch', 'citi']",
      6,
      '没有列“citi”，最接近的是 city。',
    ],
    [
      'pipelines/sources/reviews.ts',
      'required: true',
      'requird: true',
      12,
      '列没有这一项：“requird”，最接近的是 required。',
    ],
    [
      'pipelines/sources/subsidies.ts',
      "title: '奖补资金表'",
      "titel: '奖补资金表'",
      4,
      '交表没有这一项：“titel”，最接近的是 title。',
    ],
    [
      'pipelines/sources/checks.ts',
      "kind: 'choice'",
      "kind: 'text'",
      33,
      '只有 kind 是 choice 的列才写 of（写的是 text）。',
    ],
    [
      'pipelines/sources/prior_support.ts',
      'required: true',
      "required: 'yes'",
      25,
      'required 只能是 true（写的是 "yes"）。',
    ],
    ['pipelines/sources/recommendations.ts', "'推荐排名'", "'推荐排序'", 46, '表头“推荐排序”写了两次，读表时分不清。'],
    ['pipelines/sources/acceptances.ts', "header: '项目编号',", "header: '项目编号'", 10, '文件读不出来：'],
  ],
  'files that nobody reads, and files that are not there': [
    [`${metrics}/height.SQL`, /^/, 'sum(p.height)', '-', '不会被读到：这里只读以 .sql 结尾的文件。'],
    [`${metrics}/Height.sql`, /^/, 'sum(p.height)', '-', '文件名 Height 要用小写字母、数字和下划线'],
    [`${rules}/rule.sql.txt`, /^/, 'select 1', '-', '不会被读到：这里只读以 .sql 结尾的文件。'],
    ['pipelines/height.sql', /^/, 'select 1', '-', '不会被读到：这里只有 dimensions.ts'],
    [`${reference}/limits.xlsx`, /^/, 'PK', '-', '不会被读到：这里只读以 .csv 结尾的表'],
    [
      'pipelines/sources/reviews.ts',
      "files: ['",
      "files: ['quotas', '",
      /\d+/,
      '文件名开头“quotas”在 pipelines/sources/quotas.ts',
    ],
    ['pipelines/staging/quotas.sql', /[^]*/, null, '-', ''],
    [`${reference}/alises.csv`, /^/, 'rule\n', '-', '没有口径读这个文件：“alises”，最接近的是 aliases。'],
    [`${reference}/waivers.csv`, /^/, 'rule,subject,batch,reason,by,on\n', '-', '豁免不再写在这里，改为核定'],
  ],
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** In npm test the first of a number, and those of SQL that cannot run. */
const tried = Object.entries(groups).filter(([name]) => isFull || /^what once/.test(name));

test.each(tried)('%s', async (_, cases) => {
  const changes = cases.map(([file, from, to]): Change => ({ file, from, to }));
  const expected = cases.map(([file, , to, line, says]) =>
    to === null
      ? `pipelines/sources/quotas.ts:- 没有 ${file}：交来的每张表都要有。`
      : line instanceof RegExp
        ? expect.stringMatching(new RegExp(`${file}:${line.source} ${literal(says)}`))
        : expect.stringContaining(`${file}:${line} ${says}`)
  );
  const faults = await faultsAfter(changes);
  expect(faults).toEqual(expect.arrayContaining(expected));
  expect(faults).toHaveLength(expected.length);
});
