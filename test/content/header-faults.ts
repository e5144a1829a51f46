import { checkHeader, type Names, type SqlKind } from '#spec/content';

const names: Names = {
  of: {
    metric: ['listed', 'recommended'],
    measure: ['verified'],
    source: ['events', 'reviews'],
    rule: ['late_submission'],
    mart: ['projects', 'slots'],
    column: ['city', 'quota'],
    projectColumn: ['city', 'listed'],
    reference: ['cities.city'],
  },
  numbers: new Set(['listed']),
  choices: new Map([['events', ['提交', '公布']]]),
};

/** What is wrong with the header of such a file: `line message`. */
export const faultsOf = (kind: SqlKind | undefined, text: string, columns: string[] | null = null): string[] =>
  checkHeader(kind!, { file: 'x.sql', text }, { names, columns }).map(({ line, message }) => `${line} ${message}`);
