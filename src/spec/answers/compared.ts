import { Type, type Static } from 'typebox';
import { written } from './parameters.ts';
import { closed, count, nullable, rowWith, text } from './shape.ts';
import { ColumnInfo, Format } from './table.ts';

const stepNames = ['engine', 'reference', 'day', 'decision', 'data'] as const;
export const ChangeStep = Type.Enum([...stepNames]);
export type ChangeStep = Static<typeof ChangeStep>;

/** Which two versions are compared. */
export const between = {
  from: written(
    'The older version, or a day, as 2026-05-31: the one that was current then. Without it, the one before.'
  ),
  to: written('The newer version, or a day. Without it, `version`, or the current one.'),
};

const ComparedSide = closed({
  version: Type.String(),
  number: Type.String(),
  asOf: Type.String(),
  loadedAt: Type.String(),
  by: nullable(Type.String(), 'Who loaded it; null to whoever is bound to a scope.'),
  decided: nullable(Type.String(), 'The last decision that counts, by its hash; null before the first.'),
});

/** What two versions are, and what differs between them. */
export const comparedHead = {
  version: Type.String(),
  from: ComparedSide,
  to: ComparedSide,
  steps: Type.Array(ChangeStep, {
    description: 'What is another, in the order in which it is told. Σ steps = change.',
  }),
  fault: nullable(Type.String(), 'Why what program and reference did cannot be told apart from the rest.'),
};
export const ComparedHead = closed(comparedHead);
export type ComparedHead = Static<typeof ComparedHead>;

const status = Type.Enum([
  'unchanged',
  'offset',
  'changed',
  'became_known',
  'became_unknown',
  'unknown',
  'not_comparable',
]);
const printed = closed(
  {
    unit: Type.String(),
    from: text,
    to: text,
    change: text,
    steps: Type.Record(Type.String(), text, { description: 'By step; null where its part cannot be told.' }),
    raised: text,
    lowered: text,
  },
  'As it is printed: the steps add up to the change, and so do what raised and what lowered it.'
);

const figure = {
  metric: Type.String(),
  title: Type.String(),
  format: nullable(Format),
  status,
  reason: nullable(Type.String(), 'Why it cannot be compared.'),
  lines: count,
  said: printed,
};

/** What a number changed by. */
export const ChangedFigure = closed(figure);
export type ChangedFigure = Static<typeof ChangedFigure>;

const rows = { columns: Type.Array(ColumnInfo) };

export const ComparedFigures = closed({
  ...comparedHead,
  dropped: Type.Array(Type.String(), { description: 'Titles of metrics that only the older version knows.' }),
  renamed: Type.Array(closed({ dimension: Type.String(), from: Type.String(), to: Type.String() })),
  ...rows,
  rows: Type.Array(rowWith(figure)),
});
export type ComparedFigures = Static<typeof ComparedFigures>;
export type ComparedFigure = ComparedFigures['rows'][number];

const Part = closed({ from: text, to: text, delta: Type.String() }, 'Exact: 14705000 or 2/3; null is unknown.');
/** A row, or a cell of it, in the file that it was handed in with. */
export interface ComparedPlace {
  file: string;
  sheet: string;
  row: number;
  text?: string | null;
  unit?: string;
  why?: string;
}

/** What stands behind a line. */
export interface ComparedCause {
  kind: string;
  source?: string;
  table?: string;
  file?: string;
  row?: number;
  column?: string | null;
  cells?: number;
  from?: ComparedPlace | string | null;
  to?: ComparedPlace | string | null;
  rule?: string;
  subject?: string;
  by?: string;
  on?: string;
  reason?: string;
}

const because = Type.Array(Type.Unsafe<ComparedCause>({ type: 'object', additionalProperties: true }), {
  description: 'Rows and cells whose value is another, each with file, sheet, row, column and text on both sides.',
});

export const ComparedLine = closed({
  step: ChangeStep,
  subject: Type.String(),
  title: text,
  city: text,
  kind: Type.Enum(['entered', 'left', 'changed']),
  how: nullable(Type.String()),
  moved: Type.Array(closed({ dimension: Type.String(), from: text, to: text })),
  isHidden: Type.Boolean({ description: 'It crossed the border of the scope: nothing of the other side is told.' }),
  term: text,
  part: nullable(Part),
  numerator: nullable(Part),
  denominator: nullable(Part),
  exact: nullable(Type.String(), 'Its share of the change; null where it has none.'),
  said: text,
  because,
});
export type ComparedLine = Static<typeof ComparedLine>;

export const ComparedNumber = closed({
  ...comparedHead,
  ...figure,
  withoutEffect: { ...count, description: 'Subjects that came or went and moved nothing.' },
  exact: closed({ from: text, to: text, change: text, knownChange: text }),
  groups: Type.Array(
    closed({
      step: ChangeStep,
      says: Type.String(),
      because,
      exact: text,
      said: text,
      count,
      lines: Type.Array(ComparedLine, { description: 'The largest of them; all are in the files.' }),
    })
  ),
  proof: closed({
    sum: Type.Enum(['equal', 'none', 'differs'], { description: 'The lines added up, against the change.' }),
  }),
});
export type ComparedNumber = Static<typeof ComparedNumber>;

/** A list of what is another: projects, verdicts, files, reference. */
export const ComparedRows = closed({
  ...comparedHead,
  total: count,
  counts: Type.Record(Type.String(), count, { description: 'How many of each kind, the whole list.' }),
  hint: Type.Array(closed({ left: Type.String(), entered: Type.String() }), {
    description: 'Projects that are probably one under a mended number.',
  }),
  ...rows,
  rows: Type.Array(
    rowWith({
      because: Type.Optional(because),
      is_hidden: Type.Optional(Type.Boolean()),
      subject_kind: Type.Optional(Type.String()),
      rule: Type.Optional(Type.String()),
      way: Type.Optional(Type.Enum(['turned', 'appeared', 'gone'])),
      table: Type.Optional(Type.String()),
      metric: Type.Optional(Type.String()),
    })
  ),
});
export type ComparedRows = Static<typeof ComparedRows>;

/** In which versions a project became another. */
export const ProjectHistory = closed({
  version: Type.String(),
  projectId: Type.String(),
  versions: { ...count, description: 'How many versions were walked, the last of them the one that is asked.' },
  skipped: { ...count, description: 'How many there were that cannot be opened any more, or lie too far back.' },
  since: nullable(closed({ version: Type.String(), number: Type.String(), at: text }), 'The first that was walked.'),
  steps: Type.Array(
    closed({
      from: closed({ version: Type.String(), number: Type.String() }),
      to: closed({
        version: Type.String(),
        number: Type.String(),
        asOf: Type.String(),
        at: nullable(Type.String(), 'When it was first published.'),
        by: nullable(Type.String(), 'Who loaded it; null to whoever is bound to a scope.'),
      }),
      kind: Type.Enum(['entered', 'left', 'changed']),
      isHidden: Type.Boolean({ description: 'It crossed the border of the scope: the other side is not told.' }),
      because,
      verdicts: Type.Array(closed({ rule: Type.String(), title: Type.String(), span: text, from: text, to: text })),
      isOtherDay: Type.Boolean({ description: 'The two versions are judged by other days.' }),
      isOtherContent: Type.Boolean({ description: 'Program, pipelines or reference are others, too.' }),
    })
  ),
});
export type ProjectHistory = Static<typeof ProjectHistory>;
