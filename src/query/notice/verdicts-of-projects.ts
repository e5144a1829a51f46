import { readColumnLine, type ColumnInfo, type ColumnType, type FindingSearch } from '#spec';

/**
 * What the rules found of each project: how many fail and are in review, and the clauses that it breaks, each with its
 * rule. Of a project that no rule judged there is no row. The version counts it once: whatever is filtered, it is of
 * the project.
 */
export const judgedProjects = '(select project_id, failed, in_review, broken from summaries.judged) as judged';

const counts = { fail: 'failed', review: 'in_review', pass: 'passed' } as const;

/** That a project has a finding of any of these verdicts. */
export const havingAny = (verdicts: NonNullable<FindingSearch['verdict']>): string =>
  `project_id in (select project_id from summaries.judged where ${verdicts.map((each) => `${counts[each]} > 0`).join(' or ') || 'false'})`;

const lines: Readonly<Record<string, readonly [type: ColumnType, line: string]>> = {
  failed: [
    'number',
    '不通过 (条, count) — 对这个项目判不通过的核查结论，已核定的也在内；没有核查过的、一条也还不能判的空着',
  ],
  in_review: [
    'number',
    '待核 (条, count) — 对这个项目缺少数据、还不能判定的核查结论，已核定的也在内；没有核查过的空着',
  ],
  broken: ['string', '不通过的条款 — 对这个项目判不通过的条款和规则；对单位、集团、市和方向判的不在内'],
};

/** What these are called. */
export const verdictColumns: readonly ColumnInfo[] = Object.entries(lines).map(([name, [type, line]]) => {
  const { formula: _formula, ...info } = readColumnLine(name, line);
  return { ...info, name, type };
});
