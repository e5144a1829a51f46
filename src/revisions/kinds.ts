import type { Because, Step, ToldLine } from '#changes';

/** What a change of a printed number is called, after the revision policies of statistics offices. */
export const kinds = ['update', 'improvement', 'correction', 'decision'] as const;
export type Kind = (typeof kinds)[number];

export const kindTitles: Readonly<Record<Kind, string>> = {
  update: '更新',
  improvement: '改进',
  correction: '更正',
  decision: '决定',
};

const ofStep: Readonly<Record<Exclude<Step, 'data'>, Kind>> = {
  engine: 'improvement',
  reference: 'improvement',
  day: 'update',
  decision: 'decision',
};

/**
 * What a line is proposed to be called: what came in later is an update, what replaces what was said a correction. Of
 * several causes the graver one, so that none hides behind a lighter word. null: an officer has to say.
 */
export function proposedKind({ step, because, hidden }: Pick<ToldLine, 'step' | 'because' | 'hidden'>): Kind | null {
  if (step !== 'data') return ofStep[step];
  if (hidden === true) return null;
  const found = because.flatMap((each) => ofRow(each) ?? []);
  return found.includes('correction') ? 'correction' : found.includes('update') ? 'update' : null;
}

function ofRow(each: Because): Kind | null {
  switch (each.kind) {
    case 'cell':
      return isBlank(each.from.text) && !isBlank(each.to.text) ? 'update' : 'correction';
    case 'row_added':
      return 'update';
    case 'unit':
    case 'row_removed':
    case 'row_accepted':
    case 'row_rejected':
      return 'correction';
    default:
      return null;
  }
}

const isBlank = (text: string | null | undefined): boolean => (text ?? '').trim() === '';
