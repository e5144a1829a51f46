import { existsSync } from 'node:fs';
import { followDecisions, noDecisions, type DecisionLine, type DecisionsHead } from '#store';
import { recordFile } from '#pipeline';
import { findingSpan, putDecisions, readCatalog, scopedRelations, type View } from '#query';
import { openFile } from '#warehouse';
import type { Chain, World } from './worlds.ts';
import type { TurnedVerdict } from './verdicts.ts';

export interface Decided {
  verdicts: TurnedVerdict[];
  /** The lines on record between the two versions. */
  lines: readonly DecisionLine[];
}

/**
 * What was decided between two versions, of the findings of the world in which nothing else is another: a verdict stays
 * what the rule says, and what stands beside it changes, `fail` becomes `fail·waived`.
 */
export async function decidedBetween(
  warehouse: string,
  { decided }: Chain,
  world: World,
  view: View
): Promise<Decided> {
  const decisions = existing(warehouse);
  try {
    const [before, after] = [decisions.at(decided.from), decisions.at(decided.to)];
    if (before === null || after === null || before.fault !== null || after.fault !== null)
      throw new Error(before?.fault ?? after?.fault ?? '核定记录里没有这两个版本所说的最后一条，无法比较');
    const lines = decisions.between(before.position, after.position);
    const file = await openFile(world.path, world.version);
    try {
      const catalog = await readCatalog(file);
      await putDecisions(file, catalog, decisions, after);
      const standing = async (decided: DecisionsHead) => {
        const { sql, values } = scopedRelations({ ...catalog, decided }, ['findings'], view, standingQuery);
        const rows = await (await file.read('decided', sql, { values, seconds: 60 })).rows();
        return new Map(rows.map((row) => [String(row.key), row]));
      };
      const [old, now] = [await standing(before), await standing(after)];
      const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
      return {
        lines,
        verdicts: keys.flatMap((key): TurnedVerdict[] => {
          const [was, is] = [old.get(key), now.get(key)];
          const row = (is ?? was)!;
          const verdict = String(row.verdict);
          const [before, after] = [said(verdict, was?.conclusion), said(verdict, is?.conclusion)];
          if (before === after) return [];
          return [
            {
              rule: String(row.rule),
              title: String(row.title),
              subjectKind: String(row.subject_kind),
              subject: String(row.subject_id),
              batch: row.span === '-' ? null : String(row.span),
              city: typeof row.city === 'string' ? row.city : null,
              step: 'decision',
              from: before,
              to: after,
              messageFrom: typeof was?.basis === 'string' ? was.basis : null,
              messageTo: typeof is?.basis === 'string' ? is.basis : null,
            },
          ];
        }),
      };
    } finally {
      file.close();
    }
  } finally {
    decisions.close();
  }
}

const existing = (warehouse: string) =>
  existsSync(recordFile(warehouse)) ? followDecisions(recordFile(warehouse)) : noDecisions;

const standingQuery = `
  select concat_ws(chr(31), f.rule, f.subject_kind, f.subject_id, ${findingSpan('f')}) as key,
    f.rule, f.title, f.subject_kind, f.subject_id, ${findingSpan('f')} as span, f.city, f.verdict, f.conclusion, f.basis
  from findings as f
  where f.decision = 'decided'`;

const beside: Readonly<Record<string, string>> = { pass: 'waived', not_applicable: 'waived', fail: 'confirmed' };

const said = (verdict: string, conclusion: unknown): string =>
  typeof conclusion === 'string' ? `${verdict}·${beside[conclusion] ?? conclusion}` : verdict;
