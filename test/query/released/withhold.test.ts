import { expect, test } from 'vitest';
import { pairOf, type Standing } from '../../../src/query/released/standing.ts';
import { withhold } from '../../../src/query/released/withhold.ts';

/** A project: where it stands, whose it is, and which sums it stands in. */
interface Drawn {
  at: readonly [batch: string, city: string | null];
  firm: string;
  stands?: readonly string[];
  isOwn?: boolean;
}

const told = ['projects', 'accepted', 'rejected'];
const sums = {
  told,
  together: new Map([
    ['accepted', new Set(['rejected'])],
    ['rejected', new Set(['accepted'])],
  ]),
  isMoney: () => false,
};

function standingOf(drawn: readonly Drawn[]): Standing[] {
  return Array.from(Map.groupBy(drawn, ({ at }) => JSON.stringify(at)).values(), (projects): Standing => {
    const others = projects.filter(({ isOwn }) => !isOwn);
    const isIn = (name: string) => (each: Drawn) => name === 'projects' || (each.stands ?? []).includes(name);
    return {
      key: projects[0]!.at,
      others: others.length,
      of: new Map(
        told.map((name) => {
          const standing = others.filter(isIn(name));
          const firms = [...new Set(standing.map(({ firm }) => firm))];
          return [name, { others: standing.length, all: projects.filter(isIn(name)).length, firms }];
        })
      ),
      apart: new Map([
        [
          pairOf('accepted', 'rejected'),
          others.filter((each) => isIn('accepted')(each) !== isIn('rejected')(each)).length,
        ],
      ]),
    };
  });
}

/** What is withheld, by the number of dimensions: each group with its sums. */
const withheld = (drawn: readonly Drawn[], by: number) =>
  Object.fromEntries(
    withhold(standingOf(drawn), 2, sums)[by]!.map(({ key, hides }) => [key.join(' '), [...hides].join(' ')])
  );

const many = (count: number, at: Drawn['at'], more: Partial<Drawn> = {}): Drawn[] =>
  Array.from({ length: count }, (_, n) => ({ at, firm: `F${n}`, ...more }));

test('a sum of three projects of two firms is told, of two or of one firm it is not', () => {
  expect(withheld(many(3, ['1', 'A']), 2)).toEqual({ '1 A': '' });
  expect(withheld(many(2, ['1', 'A']), 2)).toEqual({ '1 A': 'projects accepted rejected' });
  expect(withheld(many(5, ['1', 'A'], { firm: 'F' }), 2)['1 A']).toContain('projects');
});

test('what all stand in but two is withheld as what two stand in', () => {
  const drawn = [...many(4, ['1', 'A'], { stands: ['accepted'] }), ...many(2, ['1', 'A'])];
  expect(withheld(drawn, 2)).toEqual({ '1 A': 'accepted' });
});

test('the own is told, and beside it few of others are few', () => {
  const own = many(4, ['1', 'A'], { isOwn: true });
  expect(withheld(own, 2)).toEqual({ '1 A': '' });
  expect(withheld([...own, ...many(2, ['1', 'A'])], 2)['1 A']).toContain('projects');
  expect(withheld([...own, ...many(3, ['1', 'A'])], 2)['1 A']).not.toContain('projects');
});

test('a total is withheld where what is withheld of its parts could not be told itself', () => {
  const large = [...many(5, ['1', 'A']), ...many(5, ['1', 'B'])];
  expect(withheld([...large, ...many(1, ['1', 'C'])], 1)['1']).toContain('projects');
  expect(withheld([...large, ...many(2, ['1', 'C']), ...many(1, ['1', 'D'], { firm: 'G' })], 1)['1']).not.toContain(
    'projects'
  );
});

test('of what has no place nothing is told, by that place', () => {
  const drawn = [...many(5, ['1', null]), ...many(5, ['1', 'A'])];
  expect(withheld(drawn, 2)).toEqual({ '1 ': told.join(' '), '1 A': '' });
});
