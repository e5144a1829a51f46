import { codes, type Row } from '#spec';
import { rowsOf, type Answer, type Asking } from './answer.ts';
import { page, type Paging } from './page.ts';
import { maskPersonal } from './personal.ts';

/** What could not be used of what was handed in, and what to do about it: a page of it or, without one, all. */
export async function listDefects(asking: Asking, paging?: Paging): Promise<Answer & { total: number }> {
  const { reading, patience } = asking;
  const query = (name: string, sql: string) => rowsOf(asking, name, { sql, values: {} });
  const [counted] = await query('defects', 'select count(*) as total from loads.defects');
  const contracts = await query('contracts', 'select source, source_title, header, is_private from sources.contracts');
  const personal = new Set(contracts.filter((contract) => contract.is_private === true).map(({ header }) => header));

  const result = await reading.read('defects', `${defectsQuery}${page(paging)}`, { values: { ...paging }, ...patience });
  const columns = result.columns.map(({ name, type }) => ({ name, title: titles[name] ?? name, unit: null, type }));
  async function* chunks() {
    for await (const rows of result.chunks()) yield rows.map((row) => withoutPersonal(row, personal));
  }
  const source = Object.fromEntries(contracts.map((contract) => [String(contract.source), String(contract.source_title)]));
  return { version: reading.version, total: Number(counted?.total), columns, result: { ...result, chunks }, words: { ...codes, source } };
}

const defectsQuery = `
  select source, file, sheet, row, "column", value, problem, fix, effect, "check"
  from loads.defects
  order by position`;

const titles: Readonly<Record<string, string>> = {
  source: '来源',
  file: '文件',
  sheet: '工作表',
  row: '行',
  column: '列',
  value: '值',
  problem: '问题',
  fix: '怎么办',
  effect: '影响',
  check: '检查',
};

/** A defect of a whole row quotes the row, and whoever wrote it may have put anything anywhere. */
function withoutPersonal(row: Row, personal: ReadonlySet<unknown>): Row {
  const { column, value } = row;
  if (typeof value !== 'string') return row;
  return { ...row, value: personal.has(column) ? '•••' : maskPersonal(value) };
}
