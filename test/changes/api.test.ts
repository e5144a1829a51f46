import type { FastifyInstance } from 'fastify';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { createApp } from '#api';
import { compareVersions, lacksWorlds } from '#changes';
import type { ComparedFigures, ComparedNumber, ComparedRows, ProjectHistory } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { cityReader, readerOf } from '../readers.ts';
import { isFull, sized, some } from '../tier.ts';
import { addsUp, asked, shares, turned } from './properties.ts';
import { drawn, filesOf, idOf, places, type Tables } from './province.ts';
import { content, newWarehouse } from './versions.ts';

const acceptances = '验收结果表_2025.csv';

/** A list of 聊城 that names a project of 济南. */
const listed = { '推荐汇总表_2025_聊城市.csv': `批次,推荐市,排序,项目编号\n2025,聊城市,1,${idOf(4)}\n` };

/** Nine projects of three cities, all accepted: 济南 has 1, 4, 7. */
function base(): Tables {
  const tables = drawn(7);
  tables.applications.forEach((row, at) => {
    row[3] = '7';
    [row[8], row[9]] = places[at % 3]!;
  });
  tables.acceptances = tables.applications.map(([id = '']) => [id, '2026-04-02', '2026-04-20', '通过', '500', '480']);
  tables.events = tables.applications.flatMap(([id = '']) => [
    [id, '提交', '2025-04-20 10:00'],
    [id, '市推荐', '2025-04-24 09:00'],
    [id, '公布', '2025-06-10 10:00'],
  ]);
  tables.subsidies = [];
  return tables;
}

const versions: Record<string, string> = {};
let warehouse: Warehouse;
let app: FastifyInstance;
let reader: Reader = seat;
let prepare = async () => {};
/** Between which versions worlds were made. */
const made: string[] = [];

beforeAll(async () => {
  const place = await newWarehouse();
  versions.first = await place.load(filesOf(base()), { by: '张三' });
  const second = base();
  // One up, one down, of two cities; one that moves to another city; one that is refused at last.
  second.acceptances[0]![5] = '530';
  second.acceptances[1]![5] = '430';
  [second.applications[6]![8], second.applications[6]![9]] = places[1];
  second.acceptances[4]![3] = '不通过';
  versions.second = await place.load({ ...filesOf(second), ...listed }, { by: '李四' });
  const unit: Record<string, string> = { ...filesOf(second), ...listed };
  unit[acceptances] = unit[acceptances]!.replace('核定实际投入（万元）', '核定实际投入（元）');
  versions.unit = await place.load(unit);
  const reference = join(await mkdtemp(join(tmpdir(), 'reference-')), 'reference');
  await cp(content.reference, reference, { recursive: true });
  const directions = join(reference, 'notices/2025/directions.csv');
  const text = await readFile(directions, 'utf8');
  await writeFile(directions, text.replace(/^(2,链式转型,.*附件1（二）,)true/m, '$1false'));
  // Rows and reference both: a world lies between.
  const last = { ...unit, [acceptances]: unit[acceptances]!.replace(',530', ',531') };
  versions.reference = await place.load(last, { reference });
  warehouse = await followWarehouse(place.warehouse, { poll: 60_000, log: () => {} });
  app = await createApp({
    reader: () => reader,
    warehouse,
    dashboards: async () => new Map(),
    build: 'test',
    comparisons: {
      program: async () => '# test 1\n',
      whenServed: (make) => void (prepare = make),
      async worker(_, id) {
        made.push(id);
        const [from = '', to = ''] = id.split(' ');
        (await compareVersions(place.warehouse, { from, to })).close();
      },
    },
  });
}, 240_000);
afterAll(async () => {
  await app.close();
  warehouse.close();
});

async function ask<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const { statusCode, body } = await app.inject(`/api/changes${path}?${new URLSearchParams(query)}`);
  // What lies between is still being made: who asks is told to ask again, on a busy machine more than once.
  if (statusCode === 503 && body.includes('"comparing"')) return ask(path, query);
  if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
  return JSON.parse(body) as T;
}

const pair = (from: string, to: string) => ({ from: versions[from]!, to: versions[to]! });

describe('what lies between the current version and the one before', () => {
  test.runIf(isFull)(
    'is made once after it was published, before anybody asks, and found by whoever does',
    async () => {
      await Promise.all([prepare(), prepare()]);
      expect(made).toEqual([`${versions.unit} ${versions.reference}`]);
      await prepare();
      const { steps, fault } = await ask<ComparedFigures>('');
      expect([steps, fault, made.length]).toEqual([['reference', 'data'], null, 1]);
    }
  );

  test('is made of nothing where the files alone are others', async () => {
    const files = { from: versions.second!, to: versions.unit!, program: '# test 1\n' };
    expect(await lacksWorlds(warehouse.folder, files)).toBe(false);
    expect(await lacksWorlds(warehouse.folder, { ...files, to: versions.reference! })).toBe(true);
  });
});

describe('what each number changed by', () => {
  test('stands in rows whose causes add up to the change, as they are printed', async () => {
    const { rows, from, to, steps } = await ask<ComparedFigures>('', pair('first', 'second'));
    expect([from.number, from.by, to.by, steps]).toEqual(['2026-0001', '张三', '李四', ['data']]);
    expect(rows.length).toBeGreaterThan(30);
    let told = 0;
    for (const { metric, said } of rows) {
      if (said.change === null) continue;
      const parts = Object.values(said.steps).map(Number);
      expect(parts.reduce((a, b) => a + b, 0).toFixed(6), metric).toBe(Number(said.change).toFixed(6));
      expect((Number(said.raised) + Number(said.lowered)).toFixed(6), metric).toBe(Number(said.change).toFixed(6));
      told += 1;
    }
    expect(told).toBeGreaterThan(20);
  });

  test('a sum that stays though parts of it do not is told as such, with what raised and what lowered it', async () => {
    const { rows } = await ask<ComparedFigures>('', { ...pair('first', 'second'), touched: 'true' });
    const sum = rows.find(({ metric }) => metric === 'verified_investment')!;
    expect([sum.status, sum.lines, sum.said.change, sum.said.raised, sum.said.lowered]).toEqual([
      'offset',
      2,
      '0.00',
      '50.00',
      '-50.00',
    ]);
    // 0 of more than before is 0 as it was: something of it is another, and nothing offset anything.
    expect(rows.every(({ status, lines }) => status !== 'unchanged' || lines > 0)).toBe(true);
    expect(rows.map(({ metric }) => metric)).not.toContain('applied');
  });

  test.runIf(isFull)('without versions is of the current one and of what was current before it', async () => {
    const { from, to, rows } = await ask<ComparedFigures>('');
    expect([from.version, to.version]).toEqual([versions.unit, versions.reference]);
    expect(rows.find(({ metric }) => metric === 'quota_used')?.said.steps).toEqual({ reference: '9', data: '0' });
    await expect(ask('', { to: versions.first! })).rejects.toThrow('404');
  });

  test('in a file it is the same numbers, under headers in Chinese', async () => {
    const { body } = await app.inject(
      `/api/changes?${new URLSearchParams({ ...pair('first', 'second'), format: 'csv' })}`
    );
    const [head = '', ...lines] = body.split('\r\n');
    expect(head).toContain('指标,单位,原,现,变动,因程序和口径公式,因口径数据,因截至日,因核定,因数据,增,减');
    expect(lines.find((line) => line.startsWith('核定实际投入,'))).toContain('合计未变，各项相抵');
  });
});

describe('two versions, whatever is asked of them', () => {
  test('have lines and steps that add up, and turn their signs where they are swapped', async () => {
    const questions = Array.from({ length: sized(6, 12) }, (_, at) => asked(7, at));
    const answers = async (from: string, to: string) => {
      const comparison = await compareVersions(warehouse.folder, pair(from, to));
      const all = [];
      for (const question of questions) all.push(await comparison.metric(question));
      comparison.close();
      return all;
    };
    const [there, back] = [await answers('first', 'second'), await answers('second', 'first')];
    questions.forEach((question, at) => {
      addsUp(there[at]!, question);
      const swapped = new Map(Array.from(shares(back[at]!), ([key, share]) => [key, turned(share)]));
      expect(shares(there[at]!), JSON.stringify(question)).toEqual(swapped);
    });
    expect(there.filter(({ lines }) => lines.length > 0).length).toBeGreaterThan(2);
  });
});

describe('one number', () => {
  const number = (from: string, to: string, metric: string, more: Record<string, string> = {}) =>
    ask<ComparedNumber>('/lines', { ...pair(from, to), metric, ...more });

  test('is led to the cells, before and after', async () => {
    const { groups, proof, exact } = await number('first', 'second', 'verified_investment');
    expect([proof.sum, exact.change]).toEqual(['equal', '0']);
    const lines = groups.flatMap((group) => group.lines);
    expect(lines.map(({ subject, exact, said }) => [subject, exact, said])).toEqual([
      [`project:${idOf(1)}`, '500000', '50.00'],
      [`project:${idOf(2)}`, '-500000', '-50.00'],
    ]);
    expect(lines[0]!.because).toMatchObject([
      { kind: 'cell', column: '核定实际投入', from: { text: '480' }, to: { text: '530' } },
    ]);
    expect(lines[0]!.title).toBe('示例项目1');
  });

  test('a header whose unit was mended is one group of all its projects', async () => {
    const { groups } = await number('second', 'unit', 'verified_investment');
    expect(groups.map(({ says, count }) => [says, count])).toEqual([
      [expect.stringContaining(`${acceptances} 的“核定实际投入”单位从万元改为元`), 9],
    ]);
  });

  test('the printed lines of a rate add up to its printed change', async () => {
    const { groups, said, exact } = await number('first', 'second', 'acceptance_rate');
    expect([exact.from, exact.to, exact.change, said.change, said.unit]).toEqual([
      '1',
      '8/9',
      '-1/9',
      '-11.11',
      '百分点',
    ]);
    const sum = groups.flatMap(({ lines }) => lines.map((line) => Number(line.said))).reduce((a, b) => a + b, 0);
    expect(sum.toFixed(2)).toBe('-11.11');
  });

  test('is told under the same filters on both sides: who moved out is told where to', async () => {
    const { groups, said } = await number('first', 'second', 'accepted', { city: '济南市' });
    expect(said).toMatchObject({ from: '3', to: '2', change: '-1' });
    expect(groups[0]!.lines).toMatchObject([
      {
        subject: `project:${idOf(7)}`,
        how: 'moved_out',
        moved: [{ dimension: 'city', from: '济南市', to: '青岛市' }],
        isHidden: false,
      },
    ]);
  });

  test('what another reference made of it is a step of its own, with the row that was changed', async () => {
    const { groups, steps } = await number('unit', 'reference', 'quota_used');
    expect(steps).toEqual(['reference', 'data']);
    expect(groups).toMatchObject([
      { step: 'reference', count: 9, because: [{ column: 'is_quota_exempt', from: 'true', to: 'false' }] },
    ]);
  });
});

describe('who is bound to a city', () => {
  beforeAll(() => void (reader = cityReader('济南市')));
  afterAll(() => void (reader = seat));

  test('is told of its own alone, and of one that crossed its border nothing of the other side', async () => {
    const { rows } = await ask<ComparedFigures>('', pair('first', 'second'));
    expect(rows.find(({ metric }) => metric === 'accepted')?.said).toMatchObject({ from: '3', to: '2' });
    const { groups } = await ask<ComparedNumber>('/lines', { ...pair('first', 'second'), metric: 'accepted' });
    expect(groups[0]!.lines).toMatchObject([{ subject: `project:${idOf(7)}`, isHidden: true, because: [] }]);
    const { rows: projects } = await ask<ComparedRows>('/projects', pair('first', 'second'));
    const crossed = projects.find(({ project_id }) => project_id === idOf(7));
    expect(crossed).toMatchObject({ kind: 'moved_out', because: [] });
    const all = await Promise.all(
      ['', '/projects', '/verdicts', '/files', '/by-file', '/reference', '/lines'].map(async (path) =>
        JSON.stringify(
          await ask(path, { ...pair('first', 'second'), ...(path === '/lines' ? { metric: 'projects' } : {}) })
        )
      )
    );
    for (const foreign of ['青岛市', '黄岛区', '潍坊市', idOf(2), idOf(5), '李四'])
      expect(all.join(), foreign).not.toContain(foreign);
    // The list of projects that one crossed is not told to have changed, since nothing of their own changed in it.
    const { rows: files } = await ask<ComparedRows>('/files', pair('first', 'second'));
    expect(files.map(({ file }) => file)).toEqual([acceptances]);
  });

  test('is told that a project is another by a row of others, and neither the row nor its file', async () => {
    const { rows } = await ask<ComparedRows>('/projects', pair('first', 'second'));
    const all = rows.map(({ project_id, kind, because }) => [project_id, kind, because]);
    expect(all).toContainEqual([idOf(4), 'changed', []]);
    const { body } = await app.inject(`/api/projects/${idOf(4)}/changes`);
    expect(body).toContain('"steps"');
    expect(body).not.toContain(Object.keys(listed)[0]);
    reader = seat;
    expect((await app.inject(`/api/projects/${idOf(4)}/changes`)).body).toContain(Object.keys(listed)[0]);
    reader = cityReader('济南市');
  });

  test('needs to see rows at all', async () => {
    reader = readerOf({ city: ['济南市'] }, ['sums']);
    await expect(ask('')).rejects.toThrow('403');
    reader = cityReader('济南市');
  });
});

describe('how often a project became another', () => {
  const history = async (id: string, query: Record<string, string> = {}) => {
    const { statusCode, body } = await app.inject(`/api/projects/${id}/changes?${new URLSearchParams(query)}`);
    if (statusCode !== 200) throw new Error(`${statusCode} ${body}`);
    return JSON.parse(body) as ProjectHistory;
  };

  test('is told version by version, with cells, file and whose load it was; a version that left it alone is none', async () => {
    const { steps, versions: walked, skipped } = await history(idOf(1));
    expect([walked, skipped]).toEqual([4, 0]);
    expect(steps.map(({ to, kind }) => [to.version, to.by, kind])).toEqual([
      [versions.second, '李四', 'changed'],
      [versions.unit, null, 'changed'],
      [versions.reference, null, 'changed'],
    ]);
    expect(steps[0]!.because).toMatchObject([
      { kind: 'cell', column: '核定实际投入', from: { text: '480' }, to: { file: acceptances, text: '530' } },
    ]);
    expect(steps[1]!.because).toMatchObject([{ kind: 'unit', from: { unit: '万元' }, to: { unit: '元' } }]);
    expect(steps[2]!.isOtherContent).toBe(true);
    // As it was then, nothing is told of what came later.
    expect((await history(idOf(1), { version: versions.first! })).steps).toEqual([]);
    const only = (await history(idOf(9))).steps.filter(({ because }) => because.length > 0);
    expect(only.map(({ to }) => to.version)).toEqual([versions.unit]);
  });

  test('tells a city that a project came, and not from where; whose it is not, it is not there', async () => {
    reader = cityReader('青岛市');
    try {
      const { steps } = await history(idOf(7));
      expect(steps[0]).toMatchObject({ kind: 'entered', isHidden: true, because: [], verdicts: [] });
      expect(JSON.stringify(steps)).not.toContain('济南市');
      await expect(history(idOf(1))).rejects.toThrow('404');
      reader = cityReader('济南市');
      await expect(history(idOf(7))).rejects.toThrow('404');
    } finally {
      reader = seat;
    }
  });
});

describe('lists of what is another', () => {
  test('projects, with the cells behind them', async () => {
    const { rows, counts, total } = await ask<ComparedRows>('/projects', pair('first', 'second'));
    expect([total, counts]).toEqual([5, { changed: 5 }]);
    expect(rows.map(({ project_id }) => project_id)).toEqual([1, 2, 4, 5, 7].map(idOf));
    const moved = await ask<ComparedRows>('/projects', { ...pair('first', 'second'), city: '青岛市' });
    expect(moved.rows.map(({ project_id, kind, moved: way }) => [project_id, kind, way])).toEqual([
      [idOf(2), 'changed', ''],
      [idOf(5), 'changed', ''],
      [idOf(7), 'moved_in', '济南市 → 青岛市'],
    ]);
  });

  test('each number by the files whose rows moved it, each line once', async () => {
    const { rows } = await ask<ComparedRows>('/by-file', pair('first', 'second'));
    const told = rows.map(({ file, metric, said, lines }) => [file, metric, said, lines]);
    expect(told).toContainEqual([acceptances, 'verified_investment', '0.00', 2]);
    expect(told).toContainEqual([acceptances, 'accepted', '-1', 1]);
    const { rows: figures } = await ask<ComparedFigures>('', pair('first', 'second'));
    for (const { metric, said, title } of figures) {
      const parts = rows.filter((row) => row.metric === metric && row.said !== null);
      if (parts.length === 0 || said.change === null) continue;
      const sum = parts.reduce((all, row) => all + Number(row.said), 0);
      expect(sum.toFixed(6), String(title)).toBe(Number(said.steps.data).toFixed(6));
    }
  });

  test('files, reference, and verdicts of the step that turned them', async () => {
    const files = await ask<ComparedRows>('/files', pair('first', 'second'));
    expect(files.counts).toMatchObject({ changed: 2 });
    const reference = await ask<ComparedRows>('/reference', pair('unit', 'reference'));
    expect(reference.rows).toMatchObject([{ kind: 'reference', column: 'is_quota_exempt', from: 'true', to: 'false' }]);
    const verdicts = await ask<ComparedRows>('/verdicts', pair('first', 'second'));
    expect(verdicts.rows.every(({ step }) => step === 'data')).toBe(true);
  });

  test('each is answered as the files that are said of it', async () => {
    const { paths } = (await app.inject('/api/openapi.json')).json();
    for (const path of some(['', '/lines', '/projects', '/verdicts', '/files', '/by-file', '/reference'], 2)) {
      const { content } = paths[`/api/changes${path}`].get.responses['200'];
      const types = [];
      for (const format of ['json', 'csv', 'xlsx', 'arrow', 'parquet']) {
        const query = { ...pair('first', 'second'), format, ...(path === '/lines' ? { metric: 'accepted' } : {}) };
        const { statusCode, headers } = await app.inject(`/api/changes${path}?${new URLSearchParams(query)}`);
        expect(statusCode).toBe(200);
        types.push(String(headers['content-type']).split(';')[0]);
      }
      expect(types.sort()).toEqual(Object.keys(content).sort());
    }
  });

  test('versions that are not there, and days before the first, are refused in words', async () => {
    await expect(ask('', { from: '20200101T000000-00000000', to: versions.second! })).rejects.toThrow('404');
    await expect(ask('', { from: '2020-01-01', to: versions.second! })).rejects.toThrow('最早的一版发布于');
    await expect(ask('', { from: 'singlemessage' })).rejects.toThrow('要写版本号');
  });
});
