import { codes } from '../codes.ts';
import { titled, type SqlKind } from './kind.ts';
import { chinese, listOf, oneOf, reads, type Value } from './value.ts';

/**
 * What a notice must say for a rule to judge by it: `limits.clean_years, batches.submit_by, limits.projects[服务商],
 * steps.step[提交], limits.supported[directions.direction if has_cap]`: of each direction that has one, and of no other.
 */
const parametersOf: Value = (written) =>
  listOf(written).flatMap((each) =>
    /^[a-z_]+\.[a-z_]+(\[[^\]]+\])?$/.test(each)
      ? []
      : [`“${each}”要写成 表.参数、表.参数[对象] 或 表.参数[表.列 if 列]。`]
  );

/** Keys of its evidence: those that follow from the as-of day alone, for which no decision reopens (`follows`). */
const namesIn: Value = (written) =>
  listOf(written).flatMap((each) => (/^[a-z_]+$/.test(each) ? [] : [`“${each}”不是依据（evidence）里的一个名字。`]));

/**
 * Keys of its evidence that not everybody may see: those that are about another project, or, where the first says
 * `city = summary_city`, those that stand in a row of another city.
 */
const withheldIn: Value = (written, names) => namesIn(written.replace(/^[a-z_]+ = /, ''), names);

/** pipelines/rules: one judgement. Where it stands, in which words, how binding: a notice says so in rules.csv. */
export const rule: SqlKind = {
  called: '规则',
  keys: {
    title: { value: chinese, needed: true },
    subject: { value: oneOf(Object.keys(codes.subject_kind)) },
    reads: { value: reads, needed: true },
    settle: { value: chinese },
    follows: { value: namesIn },
    tallied: { value: namesIn },
    withheld: { value: withheldIn },
    /** What is said in place of words that these are in. */
    elsewhere: { value: chinese },
    needs: { value: parametersOf },
  },
  others: { are: '依据（evidence）里的', value: titled },
  columns: {
    needed: ['subject_id', 'verdict', 'message', 'evidence'],
    more: null,
    texts: ['subject_id', 'verdict', 'message'],
  },
  words: { verdict: Object.keys(codes.verdict), severity: Object.keys(codes.severity) },
  whole({ settle }, { sql }) {
    const isReviewed = sql.includes("'review'");
    return [
      ...(isReviewed && settle === undefined
        ? [{ key: 'settle', message: "查询会判“待核”（'review'），要写 settle：怎样才能有结论。" }]
        : []),
      ...(!isReviewed && settle !== undefined
        ? [{ key: 'settle', message: "查询从不判“待核”（'review'），不要写 settle。" }]
        : []),
    ];
  },
};
