import type { NoticeClause, NoticeRule, VerdictCounts } from '#spec';
import { words } from '#lib/words.ts';

/** The verdicts, and what their counts are called. */
export const counted = [
  ['fail', 'failed'],
  ['review', 'in_review'],
  ['pass', 'passed'],
] as const;

/** What has been decided of them, and what these counts are called. */
export const decidedCounts = [
  ['open', 'undecided'],
  ['decided', 'decided'],
  ['reopened', 'reopened'],
] as const;

/** What is shown of a count: while a notice is not entered whole, nothing judged so far is not that none fails. */
export const shownCount = (count: number, name: keyof VerdictCounts, isOpen: boolean): number | string =>
  isOpen && count === 0 && (name === 'failed' || name === 'passed') ? words.unknown : count;

/** A piece of a clause; `isJudged` where a rule judges by these words. */
export interface Piece {
  text: string;
  isJudged: boolean;
}

/** A clause cut where the words begin and end that its rules judge by. */
export function piecesOf({ quotation, rules }: Pick<NoticeClause, 'quotation' | 'rules'>): Piece[] {
  const isJudged = Array.from(quotation, () => false);
  const characters = Array.from(quotation);
  for (const rule of rules) {
    const at = quotation.indexOf(rule.quotation);
    if (at < 0 || rule.quotation === '') continue;
    const start = Array.from(quotation.slice(0, at)).length;
    isJudged.fill(true, start, start + Array.from(rule.quotation).length);
  }
  const pieces: Piece[] = [];
  for (const [index, text] of characters.entries()) {
    const last = pieces.at(-1);
    if (last && last.isJudged === isJudged[index]) last.text += text;
    else pieces.push({ text, isJudged: isJudged[index] === true });
  }
  return pieces;
}

/** The clauses that follow each other under one heading. */
export function byHeading(clauses: readonly NoticeClause[]): { heading: string | null; clauses: NoticeClause[] }[] {
  const groups: { heading: string | null; clauses: NoticeClause[] }[] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last && last.heading === clause.heading && last.clauses[0]?.notice === clause.notice) last.clauses.push(clause);
    else groups.push({ heading: clause.heading, clauses: [clause] });
  }
  return groups;
}

/** What each rule of a clause found in each city that any of them found something in, in the order of the cities. */
export function cityRows(
  rules: readonly NoticeRule[],
  order: readonly string[]
): { city: string | null; cells: (VerdictCounts | null)[] }[] {
  const found = new Set(rules.flatMap(({ cities }) => cities.map(({ city }) => city)));
  const cities = [...order.filter((city) => found.has(city)), ...(found.has(null) ? [null] : [])];
  return cities.map((city) => ({
    city,
    cells: rules.map((rule) => rule.cities.find((each) => each.city === city) ?? null),
  }));
}

/** Where a clause stands on its page: the same number in two notices is two clauses. */
export const anchorOf = ({ notice, id }: Pick<NoticeClause, 'notice' | 'id'>): string => `${notice}-${id}`;
