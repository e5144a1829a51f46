import { isWhole, type Scope } from '#spec';
import type { Catalog } from '../catalog.ts';
import { amountsOf, type Amount, type Stands } from './amounts.ts';
import { rowsOf, type QueryContext } from '../context.ts';
import { scopeIn, scopeValues } from '../scope.ts';
import { releasedBy } from './measures.ts';

/** Some projects of others: what must be known of them to say whether they are few. */
export interface Many {
  projects: number;
  /** The projects and their firms: all, or two of them. */
  ids: ReadonlySet<string>;
  firms: ReadonlySet<string>;
}

/** Projects of others in one place, of which the same sums are nothing and the same are one amount. */
export interface Alike extends Many {
  /** Its value of each dimension that sums are told by. */
  key: readonly (string | null)[];
  /** What stands in sums, each of its amounts by itself. */
  amounts: readonly Stands[];
}

/** Seconds that this may take: it is asked once of a version for each scope, and all answers rest on it. */
const patience = 30;

/** What stands behind sums, counted group by group, beside what a scope leaves to its reader. */
export function standingOf(catalog: Catalog, scope: Scope, names: readonly string[]): string {
  // Where nobody says whose a project is, each is of a firm of its own.
  const firm = catalog.marts.get('projects')?.has('applicant_id') ? 'applicant_id' : 'project_id';
  const own = isWhole(scope) ? 'false' : scopeIn(scope).join(' and ');
  const keys = releasedBy(catalog).map((name) => `"${name}"`);
  const amounts = [true, false].map((isMoney) =>
    names.filter((name) => isMoney === (catalog.marts.get('cube')?.get(name)?.format === 'yuan'))
  );
  // An amount is written as the place of the first that is the same among those of its kind.
  const [money = [], others = []] = amounts;
  const marks = names.map((name) => {
    const list = money.includes(name) ? 'money' : 'others';
    return `if(${amountOf(name)} = 0, '', concat('${list} ', list_position(${list}, ${amountOf(name)})))`;
  });
  const listOf = (some: readonly string[]) => `[${some.map(amountOf).join(', ')}]`;
  return `select ${keys.join(', ')}, amounts, count(*) as projects,
      min(project_id) as one, max(project_id) as another, min(firm) as firm, max(firm) as other_firm,
      min(worth) as worth, max(worth) as other_worth
    from (
      select *, concat_ws(';', ${marks.join(', ')}) as amounts, concat_ws(' ', ${money.map(amountOf).join(', ')}) as worth
      from (
        select *, ${firm} as firm, ${listOf(money)} as money, ${listOf(others)} as others
        from marts.projects
        where not coalesce(${own}, false)
      )
    )
    group by ${keys.join(', ')}, amounts`;
}

const amountOf = (name: string): string => (name === 'projects' ? '1' : `coalesce("${name}", 0)`);

export async function readStanding(
  context: QueryContext,
  catalog: Catalog,
  scope: Scope,
  names: readonly string[]
): Promise<Alike[]> {
  const { reading, deadline: { isAdmitted = false } = {} } = context;
  const deadline = { seconds: patience, isAdmitted };
  const rows = await rowsOf({ reading, deadline }, 'standing', {
    sql: standingOf(catalog, scope, names),
    values: scopeValues(scope),
  });
  const by = releasedBy(catalog);
  const setOf = (...values: unknown[]) => new Set(values.flatMap((value) => (value === null ? [] : [String(value)])));
  return rows.map((row) => ({
    key: by.map((name) => (row[name] === null ? null : String(row[name]))),
    amounts: amountsOf(alikeIn(String(row.amounts).split(';'), [String(row.worth), String(row.other_worth)])),
    projects: Number(row.projects),
    ids: setOf(row.one, row.another),
    firms: setOf(row.firm, row.other_firm),
  }));
}

/** The places of the same marks together, without those of none; of money with what it is worth in two projects. */
function alikeIn(marks: readonly string[], money: readonly string[]): Amount[] {
  const places = Map.groupBy(marks.keys(), (at) => marks[at]!);
  places.delete('');
  const worth = money.map((each) => each.split(' ').map(hundredths));
  return Array.from(places, ([mark, sums]) => {
    const [kind, first] = mark.split(' ');
    return { sums, worth: kind === 'money' ? worth.map((each) => each[Number(first) - 1]!) : [] };
  });
}

const hundredths = (amount: string): bigint => {
  const [whole = '', rest = ''] = amount.split('.');
  return BigInt(whole + rest.padEnd(2, '0').slice(0, 2));
};
