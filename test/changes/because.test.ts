import { beforeAll, describe, expect, test } from 'vitest';
import { compareVersions, metricJson, NotComparable, wholeJson } from '#changes';
import { everything } from '#spec';
import { drawn, filesOf, idOf, type Tables } from './province.ts';
import { newWarehouse, type Tried } from './versions.ts';

interface Told {
  from: string | null;
  to: string | null;
  status: string;
  steps: Record<string, string | null>;
  lines: { step: string; subject: string; delta: string | null; kind: string; because: Record<string, unknown>[] }[];
}

interface Whole {
  projects: { entered: string[]; left: string[]; changed: string[]; probablySame: { left: string; entered: string }[] };
  files: { file: string; state: string }[];
  respelled: number;
  verdicts: { rule: string; step: string; from: string | null; to: string | null }[];
}

/** Nine projects, all accepted with an amount that is known. */
function base(): Tables {
  const tables = drawn(7);
  tables.applications.forEach((row) => row.splice(3, 1, '7'));
  tables.acceptances = tables.applications.map(([id = '']) => [id, '2026-04-02', '2026-04-20', '通过', '500', '480']);
  tables.events = tables.applications.flatMap(([id = '']) => [
    [id, '提交', '2025-04-20 10:00'],
    [id, '市推荐', '2025-04-24 09:00'],
    [id, '公布', '2025-06-10 10:00'],
  ]);
  return tables;
}

/** The same with other amounts verified of the first ones. */
function cellsOf(amounts: readonly string[]): Tables {
  const tables = base();
  amounts.forEach((amount, at) => (tables.acceptances[at]![5] = amount));
  return tables;
}

const acceptances = '验收结果表_2025.csv';

describe('two versions', () => {
  let warehouse: string;
  let tried: Tried;
  const versions: Record<string, string> = {};

  beforeAll(async () => {
    const place = await newWarehouse();
    warehouse = place.warehouse;
    versions.first = await place.load(filesOf(base()));
    tried = await place.try(filesOf(cellsOf(['530', '430'])), { city: [base().applications[0]![8]!] });
    const cell = base();
    cell.acceptances[0]![5] = '430';
    cell.acceptances[1]![5] = '480.00';
    cell.applications[2]![0] = 'SL2025-3701-0091';
    for (const table of [cell.events, cell.acceptances, cell.subsidies])
      for (const row of table) if (row[0] === idOf(3)) row[0] = 'SL2025-3701-0091';
    versions.cell = await place.load(filesOf(cell), { by: '李四' });
  });

  const between = async <T>(
    from: string,
    to: string,
    work: (comparison: Awaited<ReturnType<typeof compareVersions>>) => Promise<T>
  ) => {
    const comparison = await compareVersions(warehouse, { from: versions[from]!, to: versions[to]! });
    return work(comparison).finally(() => comparison.close());
  };
  const ask = (from: string, to: string, metric: string): Promise<Told> =>
    between(
      from,
      to,
      async (comparison) => metricJson(await comparison.metric({ metric, filters: {}, scope: everything })) as Told
    );

  test('lead a number to the cell, both of its texts and both of its places', async () => {
    const { from, to, status, lines } = await ask('first', 'cell', 'verified_investment');
    expect([from, to, status]).toEqual(['43200000', '42700000', 'changed']);
    expect(lines.find(({ subject }) => subject === `project:${idOf(1)}`)).toMatchObject({
      delta: '-500000',
      because: [
        {
          kind: 'cell',
          column: '核定实际投入',
          from: { file: acceptances, row: 2, text: '480', unit: '万元' },
          to: { file: acceptances, row: 2, text: '430', unit: '万元' },
        },
      ],
    });
    expect(lines.map(({ subject }) => subject)).not.toContain(`project:${idOf(2)}`);
  });

  test('tell a project under another number as two lines, and that it is probably one', async () => {
    const { lines } = await ask('first', 'cell', 'listed');
    expect(lines.map(({ kind, delta }) => [kind, delta]).toSorted()).toEqual([
      ['entered', '1'],
      ['left', '-1'],
    ]);
    const whole = (await between('first', 'cell', async (comparison) => wholeJson(await comparison.whole()))) as Whole;
    expect(whole.projects).toMatchObject({
      entered: ['SL2025-3701-0091'],
      left: [idOf(3)],
      changed: [idOf(1)],
      probablySame: [{ left: idOf(3), entered: 'SL2025-3701-0091' }],
    });
    expect(whole.respelled).toBe(1);
    expect(whole.files.find(({ file }) => file === '各市推荐名额表_2025.csv')?.state).toBe('same');
  });

  test('a load that is only tried tells what cancels, with the cells, as far as somebody may see it', async () => {
    const { changes, own, report } = tried;
    const figure = changes.figures.find(({ metric }) => metric === 'verified_investment')!;
    expect(figure).toMatchObject({
      status: 'offset',
      lines: 2,
      said: { change: '0.00', raised: '50.00', lowered: '-50.00' },
    });
    expect(changes).toMatchObject({ version: versions.first, steps: ['data'], fault: null });
    expect(changes.projects.counts).toEqual({ changed: 2 });
    expect(changes.projects.rows[0]).toMatchObject({ projectId: idOf(1), kind: 'changed' });
    expect(changes.projects.rows[0]!.reasons).toContain('第 2 行“480”万元 → ');
    expect(report).toContain('合计未变，各项相抵：增 50.00，减 50.00');
    expect(report).not.toContain('没有一个指标变化');
    const city = base().applications[0]![8];
    expect(own.projects.rows.map((each) => each.city)).toEqual(
      changes.projects.rows.map((each) => each.city).filter((each) => each === city)
    );
  });

  test('have no line and no step where they are one', async () => {
    expect(await ask('cell', 'cell', 'acceptance_rate')).toMatchObject({ status: 'unchanged', steps: {}, lines: [] });
  });

  test('are refused by name where one of them is not there', async () => {
    const missing = compareVersions(warehouse, { from: versions.first!, to: '20200101T000000-00000000' });
    await expect(missing).rejects.toThrow(NotComparable);
    await expect(missing).rejects.toThrow('没有版本 20200101T000000-00000000');
  });
});
