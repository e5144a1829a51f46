import { conclude } from './acceptance.ts';
import type { Acceptance, Event, Project, Review, Subsidy } from './project.ts';
import type { Province } from './province.ts';
import { judge } from './review.ts';
import { entryOf } from './selection.ts';
import { submission } from './submission.ts';
import { subsidise } from './subsidy.ts';

export interface Life {
  events: Event[];
  /** In its city's list; null if it is not on it. */
  rank: number | null;
  review: Review | null;
  acceptance: Acceptance | null;
  subsidies: Subsidy[];
}

/** A project's whole way, as far as the story tells it. */
export function lifeOf(province: Province, project: Project, rank: number | null): Life {
  const events = submission(province, project, entryOf(province, project), rank);
  const life: Life = { events, rank, review: null, acceptance: null, subsidies: [] };
  const recommended = events.findLast(({ stage }) => stage === '市推荐');
  if (!recommended) return life;

  const judgement = judge(province, project, recommended.at);
  life.events = [...events, ...judgement.events];
  life.review = judgement.review;
  if (!judgement.isListed) return life;

  const conclusion = conclude(province, project);
  life.events.push(...conclusion.events);
  life.acceptance = conclusion.acceptance;
  life.subsidies = subsidise(province, project, conclusion.acceptance);
  return life;
}
