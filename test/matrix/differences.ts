import { isolatedIn, type Told } from './isolating.ts';
import type { Opened } from './open.ts';
import { maySee, type Asker } from './readers.ts';
import { decoded, type Leak } from './walk.ts';

const measures = [
  'total_investment',
  'planned_investment',
  'declared_investment',
  'verified_investment',
  'subsidy_paid',
];

/** What follows from the numbers that one asker was told: amounts of single projects that are not theirs. */
export async function differencesOf(opened: Opened, asker: Asker, numbers: Told): Promise<Leak[]> {
  const amounts = await amountsOf(opened, asker);
  return isolatedIn(numbers, amounts).map(({ column, from, amount }) => ({
    door: 'difference',
    asker: asker.name,
    address: from.map(decoded).join(' − '),
    seen: [`${column} ${amount / 100}`],
  }));
}

type Row = Record<string, string | number | null>;

/** Of each measure, the amounts in fen of single projects out of scope, and of two of one city. */
async function amountsOf({ reading, earlier }: Opened, asker: Asker): Promise<Map<string, number[]>> {
  if (!asker.capabilities.has('sums') && !asker.capabilities.has('rows')) return new Map();
  const sql = `select city, county, batch, direction, ${measures.join(', ')} from marts.projects`;
  const projectsIn = async (file: typeof reading) => (await (await file.read('matrix', sql)).rows()) as Row[];
  const projects = await projectsIn(reading);
  const isOut = (row: Row) =>
    !maySee(asker, { value: '', of: '', isPersonal: false, facts: [row as Record<string, string | null>] });
  const out = projects.filter(isOut);
  // What was theirs in a version before is not somebody else's alone.
  const own = (await Promise.all([reading, ...earlier].map(projectsIn))).flat().filter((row) => !isOut(row));
  return new Map(
    measures.map((measure) => {
      const amounts = out.flatMap(({ city, [measure]: amount }) => {
        const fen = Math.round(Number(amount) * 100);
        const isOwn = own.some((row) => Math.round(Number(row[measure]) * 100) === fen);
        return amount === null || fen % 100 === 0 || isOwn ? [] : [{ city, fen }];
      });
      const pairs = amounts.flatMap((one, at) =>
        amounts.slice(at + 1).flatMap((other) => (other.city === one.city ? [one.fen + other.fen] : []))
      );
      return [measure, [...amounts.map(({ fen }) => fen), ...pairs]];
    })
  );
}
