import {
  checksOf,
  ofEffects,
  ofFiles,
  ofProjects,
  ofReference,
  ofVerdicts,
  sayAll,
  sayMoved,
  titled,
  wayOf,
  type Checks,
  type Asked,
  type Comparison,
  type ToldProject,
} from '#changes';
import type { ColumnInfo, Row } from '#spec';

/** One list of what is another between two versions. */
export interface List {
  title: string;
  columns: readonly ColumnInfo[];
  /** What its rows are counted by. */
  by: string;
  rows(comparison: Comparison, asked: Asked): Promise<Row[]>;
  /** Whether twins are told beside it. */
  hasTwins?: true;
}

export const lists: Readonly<Record<'projects' | 'verdicts' | 'files' | 'by-file' | 'reference', List>> = {
  projects: {
    title: '变了的项目',
    columns: ofProjects,
    by: 'kind',
    hasTwins: true,
    rows: async (comparison, asked) =>
      (await comparison.projects(asked)).map((each) => projectRow(each, checksOf(comparison.chain))),
  },
  verdicts: {
    title: '变了的核查结论',
    columns: ofVerdicts,
    by: 'way',
    rows: async (comparison, asked) =>
      (await comparison.verdicts(asked)).map(({ messageFrom, messageTo, subjectKind, ...each }) => ({
        ...each,
        way: each.from === null ? 'appeared' : each.to === null ? 'gone' : 'turned',
        subject_kind: subjectKind,
        message_from: messageFrom,
        message_to: messageTo,
      })),
  },
  files: {
    title: '变了的文件',
    columns: ofFiles,
    by: 'state',
    rows: async (comparison, asked) =>
      (await comparison.files(asked)).map(({ before = null, ...each }) => ({ ...each, before })),
  },
  'by-file': {
    title: '各文件使哪些数变了',
    columns: ofEffects,
    by: 'file',
    rows: async (comparison, asked) =>
      (await comparison.effects(asked)).map(({ files, ...each }) => ({ ...each, file: files.join('、') || null })),
  },
  reference: {
    title: '变了的口径数据和公式',
    columns: ofReference,
    by: 'kind',
    rows: async (comparison) => [
      ...(await comparison.reference()).flatMap((each) => (each.kind === 'reference' ? [{ ...each }] : [])),
      ...comparison.chain.engine.map((file) => ({
        kind: 'engine',
        file,
        row: null,
        column: null,
        from: null,
        to: null,
      })),
    ],
  },
};

function projectRow(
  { projectId, name, kind, how, moved, hidden, because: all, ...each }: ToldProject,
  checks: Checks
): Row {
  const because = titled(all, checks);
  return {
    project_id: projectId,
    project_name: name,
    ...each,
    kind: wayOf({ kind, how }),
    is_hidden: hidden === true,
    moved: sayMoved(moved),
    reasons: sayAll(because),
    because: because as unknown as Row[],
  };
}
