import { beforeAll, describe, expect, test } from 'vitest';
import { plainCells, quotedCells } from '../../src/intake/text/cells.ts';
import { land, type Counts, type Landed } from './landing.ts';

const header = '项目编号,环节,时间,原因';
const good = (id: string): string => `${id},提交,2025-04-24,`;

interface Case {
  lines: readonly string[];
  counts: Counts;
  /** check and row */
  defects: readonly (readonly [string, number])[];
  landed: readonly string[];
  fix?: RegExp;
  value?: string;
}

const cases: Record<string, Case> = {
  'a row too long': {
    lines: [good('P1'), 'P2,退回,2025-04-23,缺函,请补', good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['ragged_row', 3]],
    landed: ['P1', 'P3'],
    fix: /逗号/,
    value: 'P2,退回,2025-04-23,缺函,请补',
  },
  'a row too short': {
    lines: [good('P1'), 'P2,2025-04-23,缺函', good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['ragged_row', 3]],
    landed: ['P1', 'P3'],
    fix: /补齐/,
  },
  'a row without the cell that a row needs': {
    lines: [good('P1'), 'P2,退回', good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['ragged_row', 3]],
    landed: ['P1', 'P3'],
    fix: /补齐/,
  },
  'a row without its last blank cells': {
    lines: [good('P1'), 'P2,退回,2025-04-23', good('P3')],
    counts: [3, 3, 0, 0, 0],
    defects: [],
    landed: ['P1', 'P2', 'P3'],
  },
  'a row with an empty cell too many': {
    lines: [good('P1'), `${good('P2')},`, `${good('P3')},, `],
    counts: [3, 3, 0, 0, 0],
    defects: [],
    landed: ['P1', 'P2', 'P3'],
  },
  'a quote unclosed in the first row': {
    lines: ['P1,提交,2025-04-24,"缺函', good('P2'), good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['unclosed_quote', 2]],
    landed: ['P2', 'P3'],
    value: 'P1,提交,2025-04-24,"缺函',
  },
  'a quote unclosed in the middle, quoted cells below': {
    lines: [good('P1'), 'P2,"提交,2025-04-24,', good('P3'), 'P4,"提交","2025-04-24","一\n二"', good('P5')],
    counts: [5, 4, 0, 0, 1],
    defects: [['unclosed_quote', 3]],
    landed: ['P1', 'P3', 'P4', 'P5'],
  },
  'a quote unclosed in the last row': {
    lines: [good('P1'), 'P2,提交,2025-04-24,"缺'],
    counts: [2, 1, 0, 0, 1],
    defects: [['unclosed_quote', 3]],
    landed: ['P1'],
  },
  'a quote that closes rows below': {
    lines: [good('P1'), 'P2,"提交,2025-04-24,', good('P3'), good('P4'), 'P5,提交",2025-04-24,', good('P6')],
    counts: [6, 4, 0, 0, 2],
    defects: [
      ['unclosed_quote', 3],
      ['unclosed_quote', 6],
    ],
    landed: ['P1', 'P3', 'P4', 'P6'],
  },
  'a quote that closes at the end of the next row': {
    lines: ['P1,提交,2025-04-24,"缺函', 'P2,退回,2025-04-23,缺函"', good('P3')],
    counts: [3, 1, 0, 0, 2],
    defects: [
      ['unclosed_quote', 2],
      ['unclosed_quote', 3],
    ],
    landed: ['P3'],
  },
  'a list within a cell, as many commas as a row': {
    lines: ['P1,退回,2025-04-24,"缺：\n函,章,表,照\n请补"', good('P2')],
    counts: [2, 2, 0, 0, 0],
    defects: [],
    landed: ['P1', 'P2'],
  },
  'letters after a closing quote': {
    lines: ['P1,提交,2025-04-24,"智造"云', good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['stray_quote', 2]],
    landed: ['P2'],
  },
  'quotes within a bare cell': {
    lines: ['P1,提交,2025-04-24,基于"5G"的', good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['stray_quote', 2]],
    landed: ['P2'],
  },
  'one quote within a bare cell': {
    lines: ['P1,提交,2025-04-24,5"屏', good('P2'), 'P3,提交,2025-04-24,6"屏', good('P4')],
    counts: [4, 2, 0, 0, 2],
    defects: [
      ['unclosed_quote', 2],
      ['unclosed_quote', 4],
    ],
    landed: ['P2', 'P4'],
  },
  'doubled quotes and line breaks as they should be': {
    lines: ['P1,提交,2025-04-24,"基于""5G""的\n平台,一期"', good('P2')],
    counts: [2, 2, 0, 0, 0],
    defects: [],
    landed: ['P1', 'P2'],
  },
  'a NUL': {
    lines: [good('P1'), 'P2,提交\0,2025-04-24,'],
    counts: [2, 1, 0, 0, 1],
    defects: [['nul', 3]],
    landed: ['P1'],
    value: 'P2,提交⟨U+0000⟩,2025-04-24,',
  },
  'a run of NULs at the end': {
    lines: [good('P1'), '\0'.repeat(5000)],
    counts: [2, 1, 0, 0, 1],
    defects: [['nul', 3]],
    landed: ['P1'],
  },
  'a control character': {
    lines: [`${good('P1')}\x07`, good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['control_character', 2]],
    landed: ['P2'],
  },
  'a change of direction': {
    lines: [`${good('P1')}a\u202eb`, good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['text_direction', 2]],
    landed: ['P2'],
  },
  'a replacement character': {
    lines: [`${good('P1')}\ufffd`, good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['mojibake', 2]],
    landed: ['P2'],
  },
  'text that was broken before': {
    lines: [`${good('P1')}锟斤拷`, good('P2')],
    counts: [2, 1, 0, 0, 1],
    defects: [['mojibake', 2]],
    landed: ['P2'],
  },
  'two files in one': {
    lines: [good('P1'), `\ufeff${header}`, good('P2')],
    counts: [3, 2, 0, 0, 1],
    defects: [['second_mark', 3]],
    landed: ['P1', 'P2'],
  },
  'a long cell': {
    lines: [good('P1'), `P2,提交,2025-04-24,${'长'.repeat(65_537)}`, good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['long_cell', 3]],
    landed: ['P1', 'P3'],
  },
  'a cell of the greatest length': {
    lines: [`P1,提交,2025-04-24,${'长'.repeat(65_536)}`],
    counts: [1, 1, 0, 0, 0],
    defects: [],
    landed: ['P1'],
  },
  'a row beyond all bounds': {
    lines: [good('P1'), `P2,提交,2025-04-24,${'长'.repeat(3_000_000)}`, good('P3')],
    counts: [3, 2, 0, 0, 1],
    defects: [['long_cell', 3]],
    landed: ['P1', 'P3'],
  },
  'a quote unclosed above a hundred thousand rows': {
    lines: ['P0,"提交,2025-04-24,', ...Array.from({ length: 100_000 }, (_, i) => good(`P${i + 1}`))],
    counts: [100_001, 100_000, 0, 0, 1],
    defects: [['unclosed_quote', 2]],
    landed: [],
  },
};

describe('a damaged row is a defect of that row, and nothing else is lost', () => {
  const written: Record<string, string> = {};
  let all: Landed;
  beforeAll(async () => {
    all = await land(written);
  });

  for (const [name, { lines, counts, defects, landed, fix, value }] of Object.entries(cases)) {
    for (const [ends, end] of Object.entries({ LF: '\n', CRLF: '\r\n' })) {
      const file = `${name}/${ends}/events.csv`;
      written[file] = [header, ...lines, ''].join(end);
      test(`${name}, ${ends}`, async () => {
        const { files, read } = all;
        const found = all.defects.filter((defect) => defect.file === file);
        expect(files[file]).toMatchObject({ status: 'read', header: 1, counts });
        expect(found.map(({ check, row, effect }) => [check, row, effect])).toEqual(
          defects.map(([check, row]) => [check, row, 'row'])
        );
        const of = `where source_file = '${file}'`;
        if (landed.length > 0) {
          expect(await read(`select 项目编号 as id from sources.events ${of} order by source_row`)).toEqual(
            landed.map((id) => ({ id }))
          );
        }
        expect(
          await read(`select source_row as row from sources.set_aside ${of} and what = 'rejected' order by row`)
        ).toEqual(defects.map(([, row]) => ({ row })));
        if (fix) expect(String(found[0]?.fix)).toMatch(fix);
        if (value !== undefined) expect(found[0]?.value).toBe(value);
      });
    }
  }
});

test('an amount with a bare thousands separator is recognised for what it is', async () => {
  const { defects } = await land({
    '奖补资金表.csv':
      '项目编号,预算年度,下达金额(万元),下达文号\nP1,2026,1,234.50,鲁财〔2026〕1号\nP2,2026,"1,234.50",鲁财〔2026〕1号\n',
  });
  expect(defects).toEqual([
    expect.objectContaining({ check: 'ragged_row', row: 2, fix: expect.stringContaining('“1,234.50”') }),
  ]);
});

describe('an amount with a bare thousands separator in a row that ends early', () => {
  const header = '项目编号,预算年度,下达日期,下达金额(万元),下达文号,备注';
  const marked = async (head: string, ...lines: string[]) =>
    (await land({ '奖补资金表.csv': [head, ...lines].join('\n') })).checks;
  const full = 'P1,2026,2026-05-01,12,鲁财〔2026〕1号,甲';

  for (const line of ['P2,2026,2026-05-01,1,200', 'P2,2026,2026-05-01,12,345.50,', 'P2,2026,2026-05-01,￥1,200,甲'])
    test(line, async () => expect(await marked(header, full, line, full)).toEqual([['split_amount', 3, 'mark']]));

  test('before a column that the contract does not know', async () => {
    expect(await marked('项目编号,预算年度,下达金额(万元),补充说明', 'P1,2026,1,200')).toEqual([
      ['split_amount', 2, 'mark'],
    ]);
  });

  test('before another amount, in a row that is longer than its neighbours', async () => {
    const amounts = '项目编号,预算年度,下达金额(万元),拨付金额(万元)';
    expect(await marked(amounts, 'P1,2026,300,280', 'P2,2026,1,200,', 'P3,2026,300,280')).toEqual([
      ['split_amount', 3, 'mark'],
    ]);
    expect(await marked(amounts, 'P1,2026,1,200,', 'P2,2026,1,200,')).toEqual([]);
  });

  for (const [head, line] of [
    [header, 'P2,2026,2026-05-01,1,200号,甲'],
    [header, 'P2,2026,2026-05-01,1200,200号,'],
    ['项目编号,预算年度,下达金额(万元),序号', 'P1,2026,1,200'],
    ['项目编号,预算年度,下达金额(万元),拨付金额(万元)', 'P1,2026,300,280'],
    [header.replaceAll(',', '\t'), 'P2\t2026\t2026-05-01\t1\t200\t'],
  ] as const)
    test(`not ${line}`, async () => expect(await marked(head, line)).toEqual([]));
});

test('what is set aside is kept cell by cell', async () => {
  const { read } = await land({ 'events.csv': `${header}\nP1,提交,2025-04-24,一,二\nP2,"提交,2025,\n` });
  expect(
    await read('select source, source_row, what, cells::json as cells from sources.set_aside order by source_row')
  ).toEqual([
    { source: 'events', source_row: 2, what: 'rejected', cells: ['P1', '提交', '2025-04-24', '一', '二'] },
    { source: 'events', source_row: 3, what: 'rejected', cells: ['P2,"提交,2025,'] },
  ]);
});

test('formulas and markup stay text', async () => {
  const { read, checks } = await land({ 'events.csv': `${header}\n=1+1,提交,2025-04-24,<script>alert(1)</script>\n` });
  expect(checks).toEqual([]);
  expect(await read('select 项目编号 as id, 原因 as reason from sources.events')).toEqual([
    { id: '=1+1', reason: '<script>alert(1)</script>' },
  ]);
});

test('a byte order mark at the front of a row stays in its cell', () => {
  expect(plainCells(['\ufeffP1,提交', '\ufeff'], ',')).toEqual([['\ufeffP1', '提交'], ['\ufeff']]);
  expect(quotedCells('\ufeffP1,"提,交"', ',')).toEqual(['\ufeffP1', '提,交']);
});
