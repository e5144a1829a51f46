import { Type, type Static } from 'typebox';
import { ChangedFigure, ChangeStep } from './compared.ts';
import { closed, count, nullable, text } from './shape.ts';

/** A project that a load would bring, take, move or say otherwise of. */
export const ChangedProject = closed({
  projectId: Type.String(),
  projectName: text,
  city: text,
  batch: text,
  kind: Type.Enum(['entered', 'left', 'changed', 'moved_in', 'moved_out']),
  moved: Type.String({ description: 'From where to where, of what moved; else nothing.' }),
  reasons: Type.String({ description: 'The rows and cells behind it, in words.' }),
});
export type ChangedProject = Static<typeof ChangedProject>;

const counts = Type.Record(Type.String(), count, { description: 'How many of each kind, all of them.' });

export const ChangedVerdict = closed({
  title: Type.String(),
  subject: Type.String(),
  batch: text,
  from: text,
  to: text,
});
export type ChangedVerdict = Static<typeof ChangedVerdict>;

const shared = {
  version: nullable(Type.String(), 'What it is compared with: the version that is published now; null: none.'),
  steps: Type.Array(ChangeStep, { description: 'What is another. Σ steps = change.' }),
  fault: nullable(Type.String(), 'Why what each of them does is not told apart.'),
  projects: closed({
    counts,
    rows: Type.Array(ChangedProject),
    hint: Type.Array(closed({ left: Type.String(), entered: Type.String() }), {
      description: 'Projects that are probably one under a mended number.',
    }),
  }),
  verdicts: closed({ total: count, rows: Type.Array(ChangedVerdict) }),
};

/** What a load would change: the figures of the headline first, of the others those of which something is another. */
export const Changes = closed({
  ...shared,
  headline: Type.Array(ChangedFigure),
  others: Type.Array(ChangedFigure),
});
export type Changes = Static<typeof Changes>;

/** The same before the figures are sorted. */
export interface FoundChanges extends Omit<Changes, 'headline' | 'others'> {
  figures: ChangedFigure[];
}
