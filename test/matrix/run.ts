import type { Pages } from '#api';
import { harvest, type Canary } from './canaries.ts';
import { doorsOf, type DrawOptions } from './doors.ts';
import { isolatedIn } from './isolating.ts';
import { openMatrix, type Opened } from './open.ts';
import { pagesOf } from './pages.ts';
import { askers, maySee, type Asker } from './readers.ts';
import { createScan } from './scan.ts';
import { twinsOf, type Foreign } from './twins.ts';
import { placeOf, walkAs, type Leak, type Walked } from './walk.ts';

export interface MatrixOptions extends DrawOptions {
  warehouse: string;
  pages?: Pages;
  /** How much out of scope is asked for by name: 1 for one of each kind. */
  foreign?: number;
  /** These askers alone, by name. */
  only?: readonly string[];
  /** Stop at the first leak that is of none of these doors and askers. */
  isFirst?: boolean;
  known?: ReadonlySet<string>;
  /** Is told of one asker when they are through. */
  tell?: (asker: string, walked: Walked) => void;
}

export interface Matrix {
  canaries: readonly Canary[];
  passedOver: ReadonlyMap<string, number>;
  doors: number;
  asked: number;
  answered: number;
  /** What does not exist beside what is out of scope. */
  twins: number;
  walked: ReadonlyMap<Asker, Walked>;
  leaks: Leak[];
}

/** Lets every asker ask at every door of a warehouse of canaries. */
export async function runMatrix({
  warehouse,
  pages,
  only,
  tell,
  foreign: count = 4,
  isFirst = false,
  known = new Set(),
  ...draw
}: MatrixOptions): Promise<Matrix> {
  const seat = askers.at(-1)!;
  const opened = await openMatrix(warehouse, seat.reader, pages);
  try {
    const { canaries, passedOver } = await harvest(opened.reading, opened.decided());
    const scan = createScan(canaries);
    const doors = [
      ...(await doorsOf(opened.app, opened.pools, draw)),
      ...(pages ? pagesOf(opened.pools, draw.most) : []),
    ];
    const walked = new Map<Asker, Walked>();
    const leaks: Leak[] = [];
    let twins = 0;
    for (const asker of askers.filter(({ name }) => only === undefined || only.includes(name))) {
      const one = await walkAs(opened, asker, doors, scan, { seat, isFirst, known });
      if (isFirst && one.leaks.length > 0) {
        leaks.push(...one.leaks);
        walked.set(asker, one);
        break;
      }
      const foreign = await foreignOf(opened, asker, canaries, count);
      const tried = await twinsOf(opened, asker, foreign);
      const amounts = await amountsOf(opened, asker);
      const isolated = isolatedIn(one.numbers, amounts).map(({ column, from, amount }): Leak => ({
        door: 'difference',
        asker: asker.name,
        address: from.map(decodeURIComponent).join(' − '),
        seen: [`${column} ${amount / 100}`],
      }));
      twins += tried.tried;
      one.leaks.push(...[...tried.leaks, ...isolated].filter((leak) => !known.has(placeOf(leak))));
      leaks.push(...one.leaks);
      walked.set(asker, one);
      tell?.(asker.name, one);
    }
    const all = [...walked.values()];
    return {
      canaries,
      passedOver,
      doors: doors.length,
      asked: all.reduce((sum, { asked }) => sum + asked, 0),
      answered: all.reduce((sum, { answered }) => sum + answered, 0),
      twins,
      walked,
      leaks,
    };
  } finally {
    await opened.close();
  }
}

/** Some of what is out of scope, of each kind. */
async function foreignOf(opened: Opened, asker: Asker, canaries: readonly Canary[], count: number): Promise<Foreign> {
  const out = (column: RegExp, count: number) =>
    canaries
      .filter((canary) => column.test(canary.of) && canary.facts.length > 0 && !maySee(asker, canary))
      .filter((_canary, at, all) => at % Math.max(1, Math.floor(all.length / count)) === 0)
      .slice(0, count)
      .map(({ value }) => value);
  const files = await rowsOf(opened, 'select sha256, source_file from sources.files');
  const foreignFiles = new Set(out(/^文件名$/, 100));
  return {
    projects: out(/^applications\.项目编号$/, count).filter((value) => value.startsWith('SL')),
    firms: out(/^applications\.统一社会信用代码$/, count),
    tokens: out(/项目名称|申报单位/, count),
    hashes: files
      .filter(({ source_file: file }) => /K[B-Z]{5}/.exec(file!)?.some((token) => foreignFiles.has(token)))
      .slice(0, count)
      .map(({ sha256 }) => sha256!),
    uploads: [],
  };
}

const rowsOf = async ({ reading }: Opened, sql: string) =>
  (await (await reading.read('matrix', sql)).rows()) as Record<string, string>[];

const measures = [
  'total_investment',
  'planned_investment',
  'declared_investment',
  'verified_investment',
  'subsidy_paid',
];

/** Of each measure, the amounts in fen of single projects out of scope, and of two of one city. */
async function amountsOf(opened: Opened, asker: Asker): Promise<Map<string, number[]>> {
  if (!asker.reader.capabilities.has('sums') && !asker.reader.capabilities.has('rows')) return new Map();
  const projects = (await rowsOf(
    opened,
    `select city, county, batch, direction, ${measures.join(', ')} from marts.projects`
  )) as Record<string, string | number | null>[];
  const isOut = (row: Record<string, string | number | null>) =>
    !maySee(asker, { value: '', of: '', isPersonal: false, facts: [row as Record<string, string | null>] });
  const out = projects.filter(isOut);
  return new Map(
    measures.map((measure) => {
      const amounts = out.flatMap(({ city, [measure]: amount }) => {
        const fen = Math.round(Number(amount) * 100);
        return amount === null || fen % 100 === 0 ? [] : [{ city, fen }];
      });
      const pairs = amounts.flatMap((one, at) =>
        amounts.slice(at + 1).flatMap((other) => (other.city === one.city ? [one.fen + other.fen] : []))
      );
      return [measure, [...amounts.map(({ fen }) => fen), ...pairs]];
    })
  );
}
