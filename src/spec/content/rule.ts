import { codes } from '../codes.ts';
import { titled, type Key, type SqlKind } from './kind.ts';
import { chinese, nameOf, oneOf, reads } from './value.ts';

/** What a rule takes from its notice: where it stands there, its words and how binding they are. */
const fromNotice: Record<string, Key> = {
  clause: { value: nameOf('clause'), needed: true },
  quotation: { value: chinese, needed: true },
  severity: { value: oneOf(Object.keys(codes.severity)), needed: true },
};

/** pipelines/rules: one clause of the notice, judged. */
export const rule: SqlKind = {
  called: '规则',
  keys: {
    title: { value: chinese, needed: true },
    ...fromNotice,
    subject: { value: oneOf(Object.keys(codes.subject_kind)) },
    reads: { value: reads, needed: true },
    settle: { value: chinese },
  },
  others: { are: '依据（evidence）里的', value: titled },
  columns: {
    needed: ['subject_id', 'verdict', 'message', 'evidence'],
    more: null,
    texts: ['subject_id', 'verdict', 'message'],
  },
  words: { verdict: Object.keys(codes.verdict), severity: Object.keys(codes.severity) },
  whole({ clause = '', quotation, settle }, { sql, names }) {
    const said = names.quotations.get(clause);
    const isReviewed = sql.includes("'review'");
    return [
      ...(quotation !== undefined && said !== undefined && !said.includes(quotation)
        ? [{ key: 'quotation', message: `引的不是${clause}的原文。${elsewhere(quotation, clause, names.quotations)}` }]
        : []),
      ...(isReviewed && settle === undefined
        ? [{ key: 'settle', message: "查询会判“待核”（'review'），要写 settle：怎样才能有结论。" }]
        : []),
      ...(!isReviewed && settle !== undefined
        ? [{ key: 'settle', message: "查询从不判“待核”（'review'），不要写 settle。" }]
        : []),
    ];
  },
};

function elsewhere(quotation: string, clause: string, quotations: ReadonlyMap<string, string>): string {
  const [other] = [...quotations].find(([, text]) => text.includes(quotation)) ?? [];
  if (other !== undefined) return `这句话在${other}。`;
  return `${clause}写的是：${quotations.get(clause) ?? ''}`;
}
