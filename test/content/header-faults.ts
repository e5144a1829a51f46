import { checkHeader, type Names, type SqlKind } from '#spec/content';

const names: Names = {
  of: {
    metric: ['listed', 'recommended'],
    measure: ['verified'],
    clause: ['三（一）', '三（二）'],
    source: ['events', 'reviews'],
    rule: ['late_submission'],
    mart: ['projects', 'slots'],
    column: ['city', 'quota'],
    projectColumn: ['city', 'listed'],
    reference: ['cities.city'],
  },
  numbers: new Set(['listed']),
  choices: new Map([['events', ['提交', '公布']]]),
  quotations: new Map([
    ['三（一）', '线上填报时间截止期为4月24日17:00，逾期将无法填报提交'],
    ['三（二）', '各市推荐数量限额见附件5'],
  ]),
};

/** What is wrong with the header of such a file: `line message`. */
export const faultsOf = (kind: SqlKind | undefined, text: string, columns: string[] | null = null): string[] =>
  checkHeader(kind!, { file: 'x.sql', text }, { names, columns }).map(({ line, message }) => `${line} ${message}`);
