import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { withoutRadicals } from '../../src/intake/header/radicals.ts';
import { gb18030, utf16le } from './bytes.ts';
import { land } from './landing.ts';

const quota = '批次,市,推荐名额\n2025,济南市,5\n2025,青岛市,6\n';
const read = { status: 'read', counts: [2, 2, 0, 0, 0] };

describe('what programs leave in a text', () => {
  test.for([
    ['two marks', Buffer.from(`\ufeff\ufeff${quota}`)],
    [
      'three marks before a quoted header',
      Buffer.from(`\ufeff\ufeff\ufeff"批次",市,推荐名额\n2025,济南市,5\n2025,青岛市,6\n`),
    ],
    ['two marks of UTF-16', utf16le(`\ufeff${quota}`)],
    ['a mark of GB18030', Buffer.concat([Buffer.from([0x84, 0x31, 0x95, 0x33]), gb18030(quota)])],
    ['Ctrl-Z', Buffer.from(`${quota}\x1a`)],
    ['Ctrl-Z behind the last cell', Buffer.from(`${quota.trimEnd()}\x1a\x1a`)],
    ['Ctrl-Z and a carriage return', Buffer.from(`${quota.replaceAll('\n', '\r\n')}\x1a\r`)],
    ['a line for Excel', Buffer.from(`sep=,\n${quota}`)],
    ['a semicolon, and a line for Excel', Buffer.from(`sep=;\n${quota.replaceAll(',', ';')}`)],
  ] as const)('%s', async ([, bytes]) => {
    const { files, checks } = await land({ 'quotas.csv': bytes });
    expect(files['quotas.csv']).toMatchObject(read);
    expect(checks).toEqual([]);
  });

  test('a line of Ctrl-Z with lines below it is a blank row', async () => {
    const { files, checks } = await land({ 'quotas.csv': `${quota}\x1a\r\n2025,烟台市,7\r\n` });
    expect(files['quotas.csv']?.counts).toEqual([4, 3, 0, 1, 0]);
    expect(checks).toEqual([]);
  });

  test('bytes of protection software are said to be encrypted, damaged text is not', async () => {
    const bytes = Buffer.from(
      Array.from({ length: 8192 }, (_, at) => createHash('sha256').update(`${at}`).digest()[0]!)
    );
    const { defects } = await land({
      'a.csv': bytes,
      'quotas.csv': Buffer.concat([Buffer.from(quota), Buffer.from([0xff, 0xfe, 0xff])]),
    });
    expect(defects.map(({ check }) => check)).toEqual(['encrypted', 'two_encodings']);
    expect(defects[0]?.fix).toMatch(/解密/);
  });

  test('a Ctrl-Z within a row is a character that nobody sees', async () => {
    expect((await land({ 'quotas.csv': quota.replace('青岛', '青\x1a岛') })).checks).toEqual([
      ['control_character', 3, 'row'],
    ]);
  });
});

test('a constant formula is its text, in a header too; one that Excel would split is refused', async () => {
  const { read: sql, checks } = await land({
    'quotas.csv': '="批次","=""市""",推荐名额\n="2025",="济南市",5\n"=""2025""", ="青岛市" ,="6"\n2025,="烟台,市",7\n',
  });
  expect((await sql('select 批次, 市, 推荐名额 from sources.quotas order by source_row')).map(Object.values)).toEqual([
    ['2025', '济南市', '5'],
    ['2025', '青岛市', '6'],
  ]);
  expect(checks).toEqual([['stray_quote', 4, 'row']]);
});

describe('rows that are shorter than the header', () => {
  const header = '项目编号,预算年度,拟奖补金额,下达文号,下达日期,下达金额,拨付日期,拨付金额,收回金额,备注';
  const shortened = async (line: string) => {
    const { files, checks } = await land({ 'subsidies.csv': `${header}\n${line}\n` });
    return [files['subsidies.csv']?.counts[1], ...checks.map(([check]) => check)];
  };
  for (const line of [
    'P1,2025,50,鲁财1号,2025-06-01,50,2025-07-01,20,1',
    'P1,2025,50,鲁财1号,2025-06-01,50,2025-07-01,20,',
    'P1,2025,50,鲁财1号,2025-06-01,50',
    'P1,2025,50,鲁财1号,2025-06-01,50万元',
    'P1,2025,50',
  ])
    test(`${line} lacks blank cells`, async () => expect(await shortened(line)).toEqual([1]));

  for (const line of [
    'P1,2025,鲁财1号,2025-06-01,50',
    'P1,2025,50,2025-06-01,50',
    'P1,2025,50,鲁财1号,50,2025-07-01,20,1',
    'P1,2025,50,鲁财1号,2025-06-01,50,20,1,',
    'P1,2025,50,鲁财1号,2025-06-01,50,2025-07-01,20',
    'P1',
  ])
    test(`${line} may lack any`, async () => expect(await shortened(line)).toEqual([0, 'ragged_row']));

  test('amounts are left out by programs that leave them out of every row, or of rows on end', async () => {
    const full = 'P1,2025,50,鲁财1号,2025-06-01,50,2025-07-01,20,1,';
    const short = 'P2,2025,50,鲁财1号,2025-06-01,50';
    const counts = async (...lines: string[]) =>
      (await land({ 'subsidies.csv': [header, ...lines].join('\n') })).files['subsidies.csv']?.counts;
    expect(await counts(full, short, full)).toEqual([3, 2, 0, 0, 1]);
    expect(await counts(full, short, short.replace('P2', 'P3'))).toEqual([3, 3, 0, 0, 0]);
    expect(await counts(`${full}x`, short, `${full}x`)).toEqual([3, 3, 0, 0, 0]);
  });

  test.for(['\u200b', '\ufeff', '\u200d', ' \u200b\u2060', '\u00a0'])(
    'cells too many that show nothing are blank: %j',
    async (nothing) => {
      const behind = (text: string) => land({ 'quotas.csv': quota.replace('青岛市,6', `青岛市,6,${text}`) });
      for (const { files, checks } of [
        await behind(nothing),
        await land({ 'quotas.csv': quota.replace('推荐名额', `推荐名额,${nothing}`) }),
      ]) {
        expect(files['quotas.csv']).toMatchObject(read);
        expect(checks).toEqual([]);
      }
      expect((await behind(`${nothing}8`)).checks).toEqual([['ragged_row', 3, 'row']]);
    }
  );

  test('a header with commas too many', async () => {
    const { files, checks } = await land({ 'quotas.csv': quota.replace('推荐名额', '推荐名额,,') });
    expect(files['quotas.csv']).toMatchObject(read);
    expect(checks).toEqual([]);
  });
});

describe('columns', () => {
  const events = async (text: string) => {
    const { read: sql, checks, defects } = await land({ 'events.csv': text });
    return {
      rows: (await sql('select 项目编号 as id, 时间 as at from sources.events order by source_row')).map(Object.values),
      checks,
      defects,
    };
  };

  test('the contract’s own header goes before an alias, which is told', async () => {
    const { rows, checks, defects } = await events('编号,项目编号,环节,时间\n1,P1,提交,2025-04-01 10:00\n');
    expect(rows).toEqual([['P1', '2025-04-01 10:00']]);
    expect(checks).toEqual([['spare_column', null, 'mark']]);
    expect(defects[0]).toMatchObject({ column: '项目编号', value: '编号' });
  });

  test('a day and a time beside each other are one moment', async () => {
    const { rows, checks } = await events(
      '项目编号,环节,日期,时间\nP1,提交,2025-04-01,10:00\nP2,提交,2025-04-01,\nP3,提交,,2025-04-02 09:30\nP4,提交,2025年4月1日,17时05分\nP5,提交,2025-04-01,2025-04-01 08:00\n'
    );
    expect(rows).toEqual([
      ['P1', '2025-04-01 10:00'],
      ['P2', '2025-04-01'],
      ['P3', '2025-04-02 09:30'],
      ['P4', '2025年4月1日 17时05分'],
      ['P5', '2025-04-01 08:00'],
    ]);
    expect(checks).toEqual([]);
    expect((await events('项目编号,环节,日期,时间\nP1,提交,2025-04-01,2025-04-02 08:00\n')).checks).toEqual([
      ['unlike_days', 2, 'mark'],
    ]);
  });

  test('a header far down is found and told; how far was searched is said', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => `说明${at}`).join('\n');
    const { files, checks } = await land({ 'quotas.csv': `${lines}\n${quota}` });
    expect(files['quotas.csv']).toMatchObject({ ...read, header: 61 });
    expect(checks).toEqual([['far_header', null, 'mark']]);
    const { defects } = await land({ 'quotas.csv': `${lines}\n${lines}\n${lines}\n${lines}\n${quota}` });
    expect(defects[0]?.problem).toMatch(/前 200 行/);
  });

  test('radicals in headers are the characters that they look like', async () => {
    expect(withoutRadicals('⻘岛市⻓清区⻋⻢')).toBe('青岛市长清区车马');
    const { files } = await land({ 'x.csv': '项⽬编号,环节,时间,⻛险\nP1,提交,2025-04-01,\n' });
    expect(files['x.csv']).toMatchObject({ source: 'events', counts: [1, 1, 0, 0, 0] });
  });
});
