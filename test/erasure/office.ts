import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { openTables, openStore } from '#store';
import { plot } from '../pipeline/plot.ts';

/** Who is to go, and who stays: invented. */
export const gone = ['柳听泉', '13977701234', '0531-86660123', 'ting.quan@example.com'];
export const spelled = [
  '柳听泉',
  '13977701234',
  '139 7770 1234',
  '053186660123',
  'ting.quan@example.com',
  '１３９７７７０１２３４',
];
export const staying = ['桑问渠', '13866600000'];

const content = {
  'pipelines/sources/trees.ts': `export default {
    title: '树木表', files: ['trees'], key: ['project_id'],
    columns: {
      project_id: { header: '编号', kind: 'id', required: true, essential: true },
      owner: { header: '单位', kind: 'name' },
      height: { header: '树高', kind: 'number', required: true },
      note: { header: '说明', kind: 'text' },
      contact: { header: '联系人', kind: 'name', private: true },
      phone: { header: '电话', kind: 'text', private: true },
    },
  };`,
  'pipelines/parsers/name.sql': '-- takes: cell\n-- title: 名称\ncell',
  'pipelines/parsers/text.sql': '-- takes: cell\n-- title: 文字\ncell',
  'pipelines/staging/trees.sql':
    '-- title: 树木表\n-- grain: 一行一棵\nselect "编号" as project_id, "单位" as owner, parsers.number("树高") as height, "说明" as note, "联系人" as contact, source_file, source_sheet, source_row from sources.trees',
  'pipelines/checks/no_id.sql': `-- title: 没有编号
    select 'trees' as source, source_file, source_sheet, source_row, '编号' as "column", null as value,
    '没有编号' as problem, '补上编号' as fix, 'row' as effect from staging.trees where project_id is null`,
  'pipelines/marts/projects.sql':
    '-- title: 树\n-- grain: 一棵树一行\n-- project_id: 编号\n-- owner: 单位\n-- height: 树高 (米)\n-- note: 说明\nselect project_id, owner, height, note from validated.trees',
};

const header = '编号,单位,树高,说明,联系人,电话';
const csv = `\ufeff${header}
A,柳听泉苗圃,1.5,"找柳听泉，139 7770 1234",柳听泉,13977701234
B,问渠苗圃,高,柳 听 泉代填,桑问渠,13866600000
填表人：柳听泉　电话：０５３１－８６６６０１２３
`;
const wide = `${header}\nC,听泉山庄,3,,柳听泉,0531-86660123\nD,远山,2.25,,桑问渠,13866600000\n`;

/** The bytes of the Chinese letters that stand in the file of the third. */
const gb = Buffer.from(
  'b1e0bac52cb5a5cebb2ccaf7b8df2ccbb5c3f72cc1aacfb5c8cb2cb5e7bbb00a452cc7fe2c372c2cc1f8ccfdc8aa2c31333937373730313233340a',
  'hex'
);

async function book(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = '柳听泉';
  workbook.lastModifiedBy = '柳听泉';
  const sheet = workbook.addWorksheet('树木');
  sheet.addRow(header.split(','));
  sheet.addRow([
    'F',
    '远山',
    4,
    '',
    { richText: [{ text: '柳' }, { font: { bold: true }, text: '听泉' }] },
    13977701234,
  ]);
  sheet.addRow(['G', '远山', 5, '问 ting.quan@example.com', '柳听泉', '13977701234']);
  sheet.addRow(['H', '远山', 6, '', '桑问渠', '13866600000']);
  sheet.getCell('E2').note = '柳听泉：填错了，打 139-7770-1234';
  sheet.getCell('D3').value = { text: '写信', hyperlink: 'mailto:ting.quan@example.com' };
  sheet.getCell('H2').value = { formula: '"柳听泉"&""', result: '柳听泉' };
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** An office of trees: four ways in which a file is written, two versions, and all that is kept beside them. */
export async function office() {
  const made = await plot({
    content,
    files: {
      'trees_1.csv': csv,
      'trees_2.csv': Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(wide, 'utf16le')]),
      'trees_3.csv': gb,
      'trees_4.xlsx': await book(),
    },
  });
  const { warehouse, folder, again } = made;
  const first = await again();
  await writeFile(join(folder, 'trees_5.csv'), `${header}\nI,远山,8,,柳听泉,13977701234\n`);
  const second = await again();
  if (first.status !== 'published' || second.status !== 'published') throw new Error(JSON.stringify([first, second]));
  const record = openStore(join(warehouse, 'record.sqlite'));
  const at = '2026-06-30T09:00:00+08:00';
  const decision = {
    state: 'decided',
    basis: '电话问过柳听泉（13977701234）',
    judged: { height: 1.5 },
    person: { name: '桑问渠' },
  };
  record.append({ stream: 'decisions', at, by: '桑问渠', body: JSON.stringify(decision) });
  const reply = { event: 'replied', note: '柳听泉说下周交', name: '桑问渠' };
  record.append({ stream: 'replies', at, by: '桑问渠', body: JSON.stringify(reply) });
  record.close();
  const alerts = openTables(join(warehouse, 'alerts.sqlite'), {
    called: '提醒',
    schema: 'create table if not exists history (id integer primary key, note text) strict',
  });
  alerts.database.exec("insert into history (note) values ('请柳听泉办'), ('13977701234 没有接'), ('别的')");
  alerts.database.exec(
    "insert into history (note) select '删去的柳听泉' from range_of_ids".replace('range_of_ids', 'history')
  );
  alerts.database.exec("delete from history where note like '删去%'");
  alerts.close();
  const upload = {
    id: '00000000-0000-4000-8000-000000000001',
    at,
    by: null,
    files: [],
    asked: null,
    version: null,
    note: '柳听泉',
  };
  await mkdir(join(warehouse, 'uploads'), { recursive: true });
  await writeFile(join(warehouse, 'uploads', `${upload.id}.json`), JSON.stringify(upload));
  return { ...made, versions: [first.receipt!.version, second.receipt!.version] as const };
}
