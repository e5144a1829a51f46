import { literal, type Build } from '#warehouse';
import type { Contract } from './contracts.ts';

/**
 * Makes the schema `sources`, empty. A source's table has, for each column of its contract, the text under its header
 * (NULL where the cell is empty or the file has no such column) and the unit of money; other columns as JSON under 其他列.
 */
export async function createTables(build: Build, contracts: readonly Contract[]): Promise<void> {
  await createLandingTables(build, contracts);
  await describeContracts(build, contracts);
  await build.run('sources.cells', `create view sources.cells as\n${cellsQuery(contracts)}`);
  await build.run('sources.totals', totalsQuery);
}

/** Those of them that rows are landed in. */
export async function createLandingTables(build: Build, contracts: readonly Contract[]): Promise<void> {
  await build.run('sources', 'create schema sources');
  for (const contract of contracts) {
    const columns = Object.values(contract.columns).flatMap(({ header, kind }) =>
      kind === 'money' ? [header, `${header}_单位`] : [header]
    );
    const texts = [...columns, '其他列', 'source_file', 'source_sheet'].map((column) => `"${column}" varchar`);
    await build.run(
      `sources.${contract.name}`,
      `create table sources."${contract.name}" (${texts.join(', ')}, source_row integer, file_order integer)`
    );
  }
  for (const [table, columns] of Object.entries(shared))
    await build.run(`sources.${table}`, `create table sources.${table} (${columns})`);
}

/** Tables beside those of the sources that what is read of a file may stand in. */
export const besideSources = ['files', 'defects', 'set_aside', 'blank_rows'] as const;

const shared = {
  files: `source_file varchar, source_sheet varchar, file_order integer, sha256 varchar, bytes bigint, encoding varchar, source varchar,
    header_row integer, unknown_columns varchar, status varchar, read integer, totals integer, blank integer, set_aside integer, layout varchar`,
  defects: `"check" varchar, source varchar, source_file varchar, source_sheet varchar, source_row integer, "column" varchar, value varchar,
    problem varchar, fix varchar, effect varchar`,
  set_aside:
    'source varchar, source_file varchar, source_sheet varchar, source_row integer, what varchar, cells varchar',
  owned: 'source_file varchar, account varchar, dimension varchar, value varchar',
  blank_rows: 'source varchar, source_file varchar, source_sheet varchar, first_row integer, last_row integer',
  contracts: `source varchar, source_title varchar, name varchar, header varchar, kind varchar, required boolean, essential boolean,
    of varchar, note varchar, position integer, is_key boolean, is_private boolean, is_natural boolean, is_pending boolean, is_recurring boolean,
    is_subject boolean`,
};

async function describeContracts(build: Build, contracts: readonly Contract[]): Promise<void> {
  const appender = await build.append('sources', 'contracts');
  for (const contract of contracts) {
    for (const [i, [name, column]] of Object.entries(contract.columns).entries()) {
      const { header, kind, required = false, essential = false, of = null, note = null } = column;
      appender.row([
        contract.name,
        contract.title,
        name,
        header,
        kind,
        required,
        essential,
        of && JSON.stringify(of),
        note,
        i + 1,
        contract.key?.includes(name) ?? false,
        column.private ?? false,
        contract.identity?.columns.includes(name) ?? false,
        contract.identity?.pending?.includes(name) ?? false,
        contract.identity?.recurring?.includes(name) ?? false,
        contract.identity?.subject.includes(name) ?? false,
      ]);
    }
  }
  appender.close();
}

/**
 * One row a cell of every contract column. Each column is a branch
 * of its own, so that a filter on kind reads only its columns.
 */
function cellsQuery(contracts: readonly Contract[]): string {
  const branches = contracts.flatMap((contract) =>
    Object.entries(contract.columns).map(([name, { header, kind, essential = false, of }]) => {
      const choices = of ? `[${of.map(literal).join(', ')}]` : 'null::varchar[]';
      const unit = kind === 'money' ? `"${header}_单位"` : 'null::varchar';
      return `select ${literal(contract.name)} as source, source_file, source_sheet, source_row, ${literal(name)} as name, ${literal(header)} as header,
      ${literal(kind)} as kind, ${essential} as essential, ${choices} as of, "${header}" as value, ${unit} as unit from sources."${contract.name}"`;
    })
  );
  return branches.join('\nunion all\n');
}

/** The cells of total rows, each with its column; `name` is NULL where the contract has no such column. */
const totalsQuery = `create view sources.totals as
  with cells as (
    select source, source_file, source_sheet, source_row, unnest(cells::json::varchar[]) as value, generate_subscripts(cells::json::varchar[], 1) as position
    from sources.set_aside
    where what = 'total'
  )
  select
    c.source,
    c.source_file,
    c.source_sheet,
    c.source_row,
    l.layout[c.position].name as name,
    l.layout[c.position].header as header,
    k.kind,
    c.value,
    l.layout[c.position].unit as unit
  from cells c
  join (
    select source_file, source_sheet, layout::json::struct(name varchar, header varchar, unit varchar)[] as layout from sources.files
  ) l using (source_file, source_sheet)
  left join sources.contracts k on k.source = c.source and k.name = l.layout[c.position].name`;
