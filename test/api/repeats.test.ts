import { cityReader } from '../readers.ts';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Audit, FindingAnswer, Repeats } from '#spec';
import { openFile, readCurrent } from '#warehouse';
import { otherSides } from '../../src/query/notice/other-sides.ts';
import { first, publishVersion, warehouseFolder } from '../published.ts';
import { openApp, type TestedApp } from './app.ts';
import { openSample } from './sample.ts';

describe('the sample', () => {
  let sample: Awaited<ReturnType<typeof openSample>>;
  beforeAll(async () => {
    sample = await openSample(inject('sampleWarehouse'));
  });
  afterAll(() => sample.close());
  const pairs = async (query: string) => (await sample.get<Repeats>(`/api/repeats?${query}`)).rows;

  test('has the pairs that were put into it, what is surely the same first, each once', async () => {
    const { rows, total } = await sample.get<Repeats>('/api/repeats');
    expect(total).toBe(rows.length);
    expect(new Set(rows.map(({ pair_id }) => pair_id)).size).toBe(total);
    expect(
      rows.map((row) => [row.verdict, row.relation, row.likeness, row.standing, row.project_id, row.other_id])
    ).toEqual([
      ['fail', 'same', 'same', 'ledger', 'SL2026-Q03', null],
      ['fail', 'successor', 'same', 'listed', 'SL2026-R01', 'SL2025-3701-0040'],
      ['fail', 'same', 'same', 'supported', 'SL2025-3703-0007', 'SL2024A-3703-0002'],
      ['fail', 'same', 'same', 'ledger', 'SL2025-3704-0004', null],
      ['review', 'same', 'near', 'ledger', 'SL2025-3714-0004', null],
      ['review', 'same', 'near', 'together', 'SL2026-B01', 'SL2026-B02'],
    ]);
  });

  test('every project of which the rule says that it is like another is in a pair of that verdict or a milder one', async () => {
    const rows = await pairs('limit=500');
    const { rows: found } = await sample.get<{
      rows: { subjectId: string; verdict: string; evidence: { pairs: number } }[];
    }>('/api/findings?rule=repeat_support&verdict=fail&verdict=review&limit=500');
    for (const { subjectId, verdict, evidence } of found) {
      const own = rows.filter((row) => row.project_id === subjectId || row.other_id === subjectId);
      expect(own.length, subjectId).toBe(evidence.pairs);
      expect(
        own.some((row) => row.verdict === verdict),
        subjectId
      ).toBe(true);
    }
  });

  test('filters hold for either side; a project, words and kinds narrow', async () => {
    const ids = async (query: string) => (await pairs(query)).map(({ project_id }) => project_id);
    expect(await ids('batch=2024-1')).toEqual(['SL2024A-3703-0002']);
    expect(await ids('project=SL2024A-3703-0002')).toEqual(['SL2025-3703-0007']);
    expect(await ids('search=铸造行业')).toEqual(['SL2025-3703-0007']);
    expect(await ids('search=铸 造　行业')).toEqual(['SL2025-3703-0007']);
    const [pair] = await pairs('project=SL2025-3703-0007');
    expect(await ids(`search=${String(pair!.applicant_id)}`)).toContain('SL2025-3703-0007');
    expect(await ids('city=济南市&likeness=near')).toEqual(['SL2026-B01']);
    expect(await ids('relation=successor&verdict=fail')).toEqual(['SL2026-R01']);
    expect(await ids('limit=1&offset=2')).toEqual(['SL2025-3703-0007']);
    expect(await ids('verdict=review&batch=2024-1')).toEqual([]);
  });

  test('the sheet of a project and the page of the finding name the row of what it is like', async () => {
    const { project } = await sample.get<{ project: Record<'source_file' | 'source_row', unknown> }>(
      '/api/projects/SL2024A-3703-0002'
    );
    const other = { title: '另一个项目 SL2024A-3703-0002', file: project.source_file, row: project.source_row };
    const { rules } = await sample.get<Audit>('/api/projects/SL2025-3703-0007/audit');
    expect(rules.find(({ rule }) => rule === 'repeat_support')?.sources).toContainEqual(expect.objectContaining(other));
    const others = rules.filter(({ rule }) => rule !== 'repeat_support').flatMap(({ sources }) => sources);
    expect(others.filter(({ title }) => title.startsWith('另一个'))).toEqual([]);
    const { sources } = await sample.get<FindingAnswer>('/api/findings/repeat_support/SL2025-3703-0007/2025');
    expect(sources).toContainEqual(expect.objectContaining(other));
    const ledger = await sample.get<FindingAnswer>('/api/findings/repeat_support/SL2025-3714-0004/2025');
    expect(ledger.sources.filter(({ file, row }) => file.includes('台账') && row === 21).length).toBe(1);
  });

  test('a line of the ledger is told with its year and where it stands; so is the file', async () => {
    const [pair] = await pairs('project=SL2025-3714-0004');
    expect(pair).toMatchObject({
      other_project_name: '面向纺织服装行业的质量追溯工具项目（示例）',
      other_applicant_id: pair!.applicant_id,
      ledger_year: 2021,
      ledger_row: 21,
      ledger_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    const csv = await sample.get<string>('/api/repeats?format=csv&project=SL2025-3714-0004');
    expect(csv).toContain('待核,同一单位,名称相近,省级资金支持过');
  });
});

describe('a city', () => {
  const doors: TestedApp[] = [];
  afterAll(() => Promise.all(doors.map((door) => door.close())));
  const seenBy = async (city: string | null, query = ''): Promise<Repeats> => {
    const door = await openApp(city === null ? {} : { reader: cityReader(city) });
    doors.push(door);
    return (await door.app.inject({ url: `/api/repeats?${query}` })).json();
  };

  test('sees of the pairs that a project of its own is part of that there is another, and not which', async () => {
    const { rows } = await seenBy('青岛市');
    expect(rows).toMatchObject([{ project_id: 'P-3', county: '市南区', is_withheld: true }]);
    const [pair] = rows;
    expect(pair!.pair_id).toBe('P-3 1');
    const ofOther = Object.entries(pair!).filter(([name]) => /^(?:other|ledger)_/.test(name));
    expect(ofOther.length).toBeGreaterThan(15);
    for (const [name, value] of ofOther) expect([name, value]).toEqual([name, null]);
    expect((await seenBy('枣庄市')).total).toBe(0);
  });

  test('finds none of them by what the other is called', async () => {
    for (const query of ['search=智能', 'search=P-1', 'project=P-1'])
      expect([query, (await seenBy('青岛市', query)).total]).toEqual([query, 0]);
    expect((await seenBy(null, 'search=P-3&project=P-1')).total).toBe(1);
  });

  // Whose it is, is looked at where it is told: test/matrix walks there.
  test('has its row, of the rule about pairs alone', async () => {
    const { folder, dispose } = await warehouseFolder();
    await publishVersion(folder, first, [
      `alter table marts.projects add column source_file varchar default 'applications-示例数据.csv'`,
      `alter table marts.projects add column source_sheet varchar default ''`,
    ]);
    const current = await readCurrent(folder);
    const reading = await openFile(current!.path, current!.version);
    const of = (rule: string) => otherSides({ reading, deadline: { seconds: 5 } }, rule, 'P-3');
    expect(await of('repeat_support')).toMatchObject([{ title: '另一个项目 P-1' }]);
    expect(await of('rank_order')).toEqual([]);
    reading.close();
    await dispose();
  });

  test('is told less than the division', async () => {
    const { rows, total } = await seenBy(null);
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ project_id: 'P-1', other_id: 'P-3', other_county: '市南区', is_withheld: false });
  });
});
