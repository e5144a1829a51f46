import type { PaperBrief } from '#spec';
import { brokenOf, type Paper, type Register, type Watched } from '#seals';
import { revisionsOf, unrevised, type Papers } from '../../http/papers.ts';

export type Held = Pick<PaperBrief, 'broken' | 'explained'>;

/** How many numbers of a paper no longer hold, and of how many its last notice says so as they are. */
export function heldOf(now: Watched | string, paper: Paper, register: Register): Held {
  if (typeof now === 'string') return { broken: null, explained: null };
  const broken = brokenOf(now);
  return { broken, explained: broken - unrevised(paper, now, register) };
}

export const brokenIn = (papers: readonly Held[]) => ({
  papers: papers.length,
  numbers: sumOf(papers.map(({ broken }) => broken ?? 0)),
  explained: sumOf(papers.map(({ explained }) => explained ?? 0)),
});

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/** A paper as it stands in a list of them. */
export async function briefOf(onRecord: Papers, paper: Paper, register: Register) {
  const { code, statement, voided } = paper;
  const { title, kind, recipient, path, scope, version, number, asOf, sealedAt, by, numbers } = statement;
  const revisions = revisionsOf(paper, register);
  const now = await onRecord.now(paper);
  const watched = typeof now === 'string' ? null : now;
  const held = heldOf(now, paper, register);
  return {
    code,
    title,
    kind,
    recipient,
    path,
    scope: Object.fromEntries(Object.entries(scope).map(([name, values]) => [name, [...values]])),
    version,
    number,
    asOf,
    sealedAt,
    by,
    standing: standingOf(watched, {
      isVoided: voided !== null,
      // What changed again after its notice is not corrected by it.
      isCorrected: revisions.length > 0 && held.broken === held.explained,
    }),
    numbers: numbers.length,
    ...held,
    counts: watched === null ? null : { ...watched.counts },
    reason: typeof now === 'string' ? now : (watched?.reason ?? null),
    revisions,
    voided,
  };
}

function standingOf(watched: Watched | null, { isVoided, isCorrected }: { isVoided: boolean; isCorrected: boolean }) {
  if (isVoided) return 'voided' as const;
  if (watched === null || brokenOf(watched) === 0) return 'in_force' as const;
  return isCorrected ? ('corrected' as const) : ('changed' as const);
}
