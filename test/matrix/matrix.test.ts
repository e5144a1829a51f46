import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogWithin } from '#query';
import { everything, type Source } from '#spec';
import { scopedRelations } from '../../src/query/relations.ts';
import { isFull, sized, some } from '../tier.ts';
import { attackers, known, unfounded, type Project } from './attack.ts';
import { drawProvince } from './drawn-sums.ts';
import { heldElsewhere, heldTwice, noWalls } from './held.ts';
import { questioned } from './instrument.ts';
import { isNone, mutationsOf } from './mutations.ts';
import { loadCanaries } from './province.ts';
import { maySee } from './readers.ts';
import { leaksOf } from './report.ts';
import { runMatrix, type Matrix } from './run.ts';
import { attacked, projectsOf } from './sums.ts';

// All roles and scopes at all addresses and all pages, and every wall taken out: npm run matrix.

let folder: string;
let warehouse: string;
let matrix: Matrix;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matrix-'));
  warehouse = await loadCanaries(folder, { projects: sized(24, 300), seed: 'matrix', isTwice: isFull });
  matrix = await runMatrix({
    warehouse,
    most: sized(1, 40),
    isEachKind: isFull,
    foreign: sized(1, 4),
    isHandingIn: isFull,
    isLong: isFull,
    rounds: sized(0, 60),
    seed: 'test',
    ...(isFull ? {} : { only: ['济南市', '没有登录'] }),
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('nobody who signed in sees a value of a row out of their scope at any door, or does anything to it', () => {
  expect(leaksOf(matrix)).toEqual([]);
});

test('what is in scope is there to be seen: the walls let through whom they should', () => {
  const { canaries, walked } = matrix;
  expect(canaries.length).toBeGreaterThan(sized(800, 5000));
  for (const [asker, { seen }] of walked) {
    const own = canaries.filter((canary) => maySee(asker, canary));
    if (own.length > 0)
      expect([asker.name, own.filter((canary) => seen.has(canary)).length / own.length]).toEqual([
        asker.name,
        expect.toSatisfy((share: number) => share > 0.3),
      ]);
  }
  const [lone] = Array.from(walked, ([{ name }, { answered }]) => ({ name, answered })).filter(
    ({ name }) => name === '没有登录'
  );
  // Whether it lives, is ready, what it can be asked, who asks, that they are told of no alerts; and the handbooks.
  expect(lone!.answered).toBeLessThan(sized(16, 70));
});

describe('sums of the province, added and subtracted in every way,', () => {
  const fileOf = () => {
    const versions = readdirSync(warehouse).filter((name) => name.endsWith('.duckdb'));
    return join(warehouse, versions.sort().at(-1)!);
  };
  const drawnOf = async (seed: string) => {
    const drawn = await drawProvince(fileOf(), seed, 60);
    return { drawn, projects: await drawn.build.read<Project>('drawn', 'from marts.projects') };
  };
  const seeds = Array.from({ length: sized(2, 40) }, (_, at) => at + 1);

  test.for(seeds)('leave nothing of one project, of two or of one firm: seed %s', async (seed) => {
    const by = await attacked(fileOf(), seed, some(attackers, 3));
    for (const { name, sums, found } of by) {
      expect([name, sums]).toEqual([name, expect.toSatisfy((count: number) => count > projectsOf(seed) / 2)]);
      expect([name, found]).toEqual([name, []]);
    }
  });

  test.for(some(attackers, 2))(
    'are told by no ratio where they are not told themselves: $name',
    async ({ name: _, ...view }) => {
      const { drawn } = await drawnOf('ratios');
      try {
        const { told, found } = await unfounded(drawn, view);
        expect(told).toBeGreaterThan(100);
        expect(found).toEqual([]);
      } finally {
        drawn.close();
      }
    }
  );

  test('are told of the current version alone: of one before it, what changed since would be of few', async () => {
    const { drawn } = await drawnOf('whole');
    const sql = 'select batch, sum(projects)::integer as n from province_cube group by batch';
    const ask = async (more: { isPast?: boolean }) => {
      const view = { filters: new Map(), scope: everything, isReleased: true, ...more };
      const reading = drawn.build.reading('drawn');
      const catalog = await catalogWithin({ reading }, drawn.catalog, view);
      const { sql: bound, values } = scopedRelations(catalog, ['province_cube'], view, sql);
      const answer = await reading.read('sums', bound, { values });
      return (await answer.rows()).filter(({ n }) => Number(n) > 0).length;
    };
    try {
      expect(await ask({})).toBeGreaterThan(0);
      expect(await ask({ isPast: true })).toBe(0);
    } finally {
      drawn.close();
    }
  });

  test('would leave it where they are told whole: the attack finds what is there to be found', async () => {
    const { drawn, projects } = await drawnOf('whole');
    try {
      const sums = projects.flatMap((each) => drawn.measures.map(({ name }) => ({ name, rows: [each] })));
      expect(known(drawn.measures, projects.slice(0, 20), sums).length).toBeGreaterThanOrEqual(20);
    } finally {
      drawn.close();
    }
  });
});

describe('walls', () => {
  const mutations = mutationsOf();
  const besides = mutationsOf('.', []);

  test('are written where they can be taken out: each is one of the mutations', () => {
    expect(mutations.length).toBeGreaterThan(150);
    expect(new Set(mutations.map(({ file }) => file)).size).toBeGreaterThan(35);
  });

  test.for(noWalls)('$file $line is none: $reason', (one) => {
    const others = noWalls.filter((each) => each !== one);
    const alone = besides.filter((each) => isNone(each, one) && !others.some((other) => isNone(each, other)));
    expect(alone).not.toEqual([]);
  });

  test.for([...heldTwice, ...heldElsewhere])('held by another stand where they are said to: $file $line', (one) => {
    const { by = [], test } = { by: undefined, test: undefined, ...one };
    for (const { file, line } of [one, ...by])
      expect(mutations.filter((each) => each.file === file && line.test(each.from))).not.toEqual([]);
    expect(test === undefined || existsSync(test)).toBe(true);
  });

  test('need hide no row that became of another project: whatever tells rows apart names theirs', async () => {
    for (const file of readdirSync('pipelines/sources').filter((name) => name.endsWith('.ts'))) {
      const { default: source } = (await import(pathToFileURL(resolve('pipelines/sources', file)).href)) as {
        default: Source;
      };
      const parts = source.key ?? source.identity?.columns ?? [];
      if ('project_id' in source.columns) expect([file, ...parts]).toContain('project_id');
    }
  });

  test('are asked whether they stand, also one in another', () => {
    const text = 'if (!isWhole(view.scope)) return;';
    const of = (id: number, found: string, by: string) => {
      const at = text.indexOf(found);
      return { id, file: '', line: 1, from: '', to: '', at, found, by };
    };
    expect(questioned(text, [of(0, 'view.scope', '({})'), of(1, '!isWhole(view.scope)', 'false')])).toBe(
      'if (matrixWall(1, () => (false), () => (!isWhole(matrixWall(0, () => (({})), () => (view.scope)))))) return;'
    );
  });

  test.runIf(isFull)('hold: with any of them out something leaks', { timeout: 3_600_000 }, async () => {
    const child = spawn(process.execPath, ['test/matrix/cli.ts', '--mutations']);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    expect(said.split('\n').filter((line) => !/\t(?:caught|held twice|held elsewhere)\t/.test(line))).toEqual([
      expect.stringMatching(/ 0 survived, 0 unreached, 0 broken$/),
      '',
    ]);
    expect(code).toBe(0);
  });
});
