import type { Finding } from './answers/index.ts';

/** What tells the findings of one rule about one subject apart: the year that it is of, else its batches. */
export const spanOfFinding = ({ year, batches }: Pick<Finding, 'year' | 'batches'>): string =>
  year === null ? (batches ?? '-') : String(year);

/** The address of a finding: of its page and, below /api, of what it answers. */
export const findingPath = (finding: Pick<Finding, 'rule' | 'subjectId' | 'year' | 'batches'>): string =>
  pathOfKey({ ...finding, span: spanOfFinding(finding) });

export const pathOfKey = ({ rule, subjectId, span }: { rule: string; subjectId: string; span: string }): string =>
  `/findings/${[rule, subjectId, span].map(encodeURIComponent).join('/')}`;
