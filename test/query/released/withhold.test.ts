import { describe, expect, test } from 'vitest';
import type { Alike } from '../../../src/query/released/standing.ts';
import { withhold } from '../../../src/query/released/withhold.ts';
import { known, type Project } from '../../matrix/attack.ts';
import { random } from '../../province/random.ts';
import { sized } from '../../tier.ts';

const names = ['projects', 'accepted', 'rejected', 'planned_investment', 'verified_investment', 'verified_of_planned'];

/** Projects of others, as they are counted: those of one place that stand in the same sums with the same amounts. */
const alikeOf = (projects: readonly Project[], names: readonly string[]): Alike[] =>
  projects.map((each) => {
    const amounts = Map.groupBy(names.keys(), (at) => String(amountOf(each, names[at]!)));
    amounts.delete('0');
    return {
      key: [String(each.batch), each.city === null ? null : String(each.city)],
      amounts: Array.from(amounts.values(), (sums) => sums.map((sum) => [sum, 1] as const)),
      projects: 1,
      ids: new Set([each.project_id]),
      firms: new Set([each.applicant_id]),
    };
  });

const amountOf = (project: Project, name: string) => (name === 'projects' ? 1 : Number(project[name] ?? 0));

/** What is withheld, by the number of dimensions: each group with its sums. */
const withheld = (projects: readonly Project[], by: number) =>
  Object.fromEntries(
    withhold(alikeOf(projects, names), 2, names)[by]!.map(({ key, hides }) => [key.join(' '), [...hides].join(' ')])
  );

let drawn = 0;
const many = (count: number, [batch, city]: readonly [string, string | null], more: Partial<Project> = {}): Project[] =>
  Array.from({ length: count }, (_, n) => ({
    project_id: `P${drawn++}`,
    applicant_id: `F${n}`,
    batch,
    city,
    ...more,
  }));

test('a sum of three projects of two firms is told, of two or of one firm it is not', () => {
  expect(withheld(many(3, ['1', 'A']), 2)).toEqual({ '1 A': '' });
  expect(withheld(many(2, ['1', 'A']), 2)).toEqual({ '1 A': names.join(' ') });
  expect(withheld(many(5, ['1', 'A'], { applicant_id: 'F' }), 2)).toEqual({ '1 A': names.join(' ') });
});

test('what all stand in but two is withheld as what two stand in, and what stands between two sums', () => {
  const accepted = many(4, ['1', 'A'], { accepted: 1 });
  expect(withheld([...accepted, ...many(2, ['1', 'A'])], 2)).toEqual({ '1 A': 'accepted' });
  expect(withheld([...accepted, ...many(2, ['1', 'A'], { rejected: 1 })], 2)).toEqual({ '1 A': 'accepted rejected' });
  const amounts = (list: readonly number[], ...sums: string[]) =>
    many(list.length, ['1', 'A']).map((each, at) => ({
      ...each,
      ...Object.fromEntries(sums.map((name) => [name, list[at]!])),
    }));
  const verified = amounts([11, 12, 13], 'verified_investment');
  const planned = amounts([21, 22, 23, 24], 'verified_investment', 'verified_of_planned');
  expect(withheld([...verified, ...planned], 2)).toEqual({ '1 A': '' });
  expect(withheld([...verified.slice(1), ...planned], 2)).toEqual({ '1 A': 'verified_of_planned' });
});

test('what a total less its parts leaves is of three at least: the smallest part is withheld, or the total', () => {
  const large = [...many(5, ['1', 'A']), ...many(6, ['1', 'B'])];
  const small = many(1, ['1', 'C']);
  expect(withheld([...large, ...small], 2)).toEqual({ '1 A': names.join(' '), '1 B': '', '1 C': names.join(' ') });
  expect(withheld([...large, ...small], 1)).toEqual({ 1: '' });
  expect(withheld([...many(5, ['1', 'A']), ...small], 1)).toEqual({ 1: '' });
  expect(withheld([...large, ...small, ...many(2, ['1', 'D'])], 2)).toMatchObject({ '1 A': '', '1 B': '' });
});

test('of what has no place nothing is told, by that place', () => {
  const projects = [...many(5, ['1', null]), ...many(5, ['1', 'A'])];
  expect(withheld(projects, 2)).toEqual({ '1 ': names.join(' '), '1 A': '' });
});

describe('drawn anew', () => {
  const states = ['projects', 'applied', 'listed', 'concluded', 'accepted', 'supported', 'late'];
  const money = ['planned', 'planned_of_listed', 'verified', 'verified_of_planned', 'verified_of_supported', 'net'];
  const all = [...states, ...money];
  const measures = all.map((name) => ({ name, isMoney: money.includes(name), isOfPanels: true }));
  // In the last something is withheld of a city for its batch in vain, and of another for all batches.
  const seeds = [...Array.from({ length: sized(10, 200) }, (_, seed) => seed), 467];

  test.for(seeds)('nothing follows of few from all that is told, and something is told: seed %s', (seed) => {
    const { whole, pick, chance } = random('withhold', seed);
    const projects = Array.from({ length: 16 + ((seed * 7) % 90) }, (_, n): Project => {
      const stage = whole(0, 5);
      const planned = chance(0.8) ? 2000 + n : 0;
      const verified = stage >= 3 && chance(0.8) ? 1000 + n : 0;
      const supported = Number(stage >= 4 && chance(0.6));
      return {
        project_id: `P${n}`,
        applicant_id: `F${whole(1, 12)}`,
        batch: pick(['1', '2', '3']),
        city: pick(['A', 'A', 'A', 'B', 'B', 'C', 'D', 'E']),
        applied: Number(stage >= 1),
        listed: Number(stage >= 2),
        concluded: Number(stage >= 3),
        accepted: Number(stage >= 4),
        supported,
        late: Number(chance(0.3)),
        planned,
        planned_of_listed: stage >= 2 ? planned : 0,
        verified,
        verified_of_planned: planned > 0 ? verified : 0,
        verified_of_supported: supported * verified,
        net: supported * (500 + n),
      };
    });
    const told = (...patience: number[]) =>
      withhold(alikeOf(projects, all), 2, all, ...patience).flatMap((level) =>
        level.flatMap(({ key: [batch, city], hides }) => {
          const rows = projects.filter(
            (each) => (batch === undefined || each.batch === batch) && (city === undefined || each.city === city)
          );
          return all.flatMap((name) => (hides.has(name) ? [] : [{ name, rows }]));
        })
      );
    const sums = told();
    expect(known(measures, projects, sums)).toEqual([]);
    expect(sums.length).toBeGreaterThan(0);
    // What would take too long is withheld.
    const hurried = told(5);
    expect(hurried.length).toBeLessThan(sums.length);
    expect(known(measures, projects, hurried)).toEqual([]);
  });
});
