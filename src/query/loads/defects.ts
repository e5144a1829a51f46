import { codes, isWhole, notAmong, type DefectSearch, type Paging, type Row, type Scope } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import { anyOfEach, whereAll } from '../lists.ts';
import { page } from '../page.ts';
import { readReach, reachValues } from '../source-rows/reach.ts';
import { narrowedScope } from './narrowed.ts';
import { defectsWithin, wordsWithin } from './within.ts';
import { shownOf } from '../excerpt.ts';
import { withoutPersonal } from '../personal.ts';

/** What could not be used of what was handed in, and what to do about it: a page of it or, without one, all. */
export async function listDefects(
  context: QueryContext,
  scope: Scope,
  search: DefectSearch = {},
  paging?: Paging
): Promise<Answer & { total: number }> {
  const { reading, deadline } = context;
  const query = (name: string, sql: string, values: Record<string, string | number> = {}) =>
    rowsOf(context, name, { sql, values });
  const reach = await readReach(context, narrowedScope(scope, search.of ?? []));
  const told = await wordsWithin(context, await readReach(context, scope));
  const own = reachValues(reach);
  const table = defectsWithin(reach, search.compared === undefined ? 'defects' : 'compared');
  for (const name of ['check', 'file'] as const) {
    const asked = search[name] ?? [];
    if (asked.length === 0) continue;
    const known = (await query('defects', `select distinct "${name}" as name from ${table} order by name`, own)).map(
      (each) => String(each.name)
    );
    const unknown = asked.find((each) => !known.includes(each));
    if (unknown !== undefined)
      throw notAmong(400, 'unknown_value', notFound[name], { parameter: name, value: unknown, allowed: known });
  }
  const { check, effect, file, compared: state } = search;
  const { conditions, values } = anyOfEach({ check, effect, file, state });
  const where = whereAll(conditions);
  const [counted] = await query('defects', `select count(*) as total from ${table}${where}`, { ...values, ...own });
  const contracts = await query('contracts', 'select source, source_title, header, is_private from sources.contracts');
  const personal = new Set(contracts.filter((contract) => contract.is_private === true).map(({ header }) => header));

  const sql = `select source, file, sheet, row, "column", value, problem, fix, effect, "check"${isWhole(scope) ? '' : ', is_plain'} from ${table}${where}\norder by position${page(paging)}`;
  const result = await reading.read('defects', sql, { values: { ...values, ...own, ...paging }, ...deadline });
  const columns = result.columns
    .filter(({ name }) => name !== 'is_plain')
    .map(({ name, type }) => ({ name, title: titles[name] ?? name, unit: null, type }));
  async function* chunks() {
    for await (const rows of result.chunks()) yield rows.map((row) => hidden(context, told(row), personal));
  }
  const source = Object.fromEntries(
    contracts.map((contract) => [String(contract.source), String(contract.source_title)])
  );
  return {
    version: reading.version,
    total: Number(counted?.total),
    columns,
    result: { ...result, chunks },
    words: { ...codes, source },
  };
}

const notFound = { check: '没有查出这种问题：', file: '这个文件没有问题：' };

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
function hidden(context: QueryContext, row: Row, personal: ReadonlySet<unknown>): Row {
  const told = { value: textOf(row.value), problem: textOf(row.problem) ?? '' };
  const { value, problem } = withoutPersonal(told, personal.has(row.column));
  return {
    ...row,
    value: value === null ? null : shownOf(context, value),
    problem: row.problem === null ? null : shownOf(context, problem),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
