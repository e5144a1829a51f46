import { literal } from '#warehouse';
import { isWhole, type ColumnInfo, type Scope } from '#spec';
import type { Catalog, Rule } from './catalog.ts';
import { dimensionNames, severalOf } from './dimensions.ts';
import { boundIn, firmsIn, projectsIn, scopeIn, scopeOn } from './scope.ts';

/** What is said in place of words about a project that its reader may not see. */
export const elsewhere = '有一个不在您范围内的项目与它有关：是哪一个由省里核对，这里不列。';

/**
 * Findings, or lines about them, as an account of a scope may read them. A rule that judges a project by another, or by
 * a row that is not of its city, says in its header what of its evidence is about that one (`withheld`): where it is
 * not the reader's, these are taken out, and the words that name it with them. That there is one stays, since the
 * project is judged by it. `evidence` is what the column is called, `words` are the others.
 */
export function withheldIn(
  catalog: Pick<Catalog, 'rules'>,
  scope: Scope,
  rows: string,
  { evidence, words }: { evidence: string; words: Readonly<Record<string, string | null>> }
): string {
  const rules = [...catalog.rules.values()].filter(({ withheld }) => withheld.length > 0);
  if (isWhole(scope) || rules.length === 0) return rows;
  const isOfOthers = rules.map((each) => `(rule = '${each.rule}' and ${ofOthers(each, scope, evidence)})`);
  const without = rules.flatMap(({ withheld }) => withheld).map((name) => `"${name}":null`);
  const said = rules.flatMap((each) =>
    each.elsewhere === null ? [] : [`when '${each.rule}' then ${literal(each.elsewhere)}`]
  );
  const inPlace = (text: string | null) =>
    text === null
      ? 'null'
      : said.length === 0
        ? literal(text)
        : `case rule ${said.join(' ')} else ${literal(text)} end`;
  const replaced = [
    `if(is_of_others, json_merge_patch(${evidence}, '{${without.join(',')}}'), ${evidence}) as ${evidence}`,
    ...Object.entries(words).map(
      ([name, text]) => `if(is_of_others and ${name} is not null, ${inPlace(text)}, ${name}) as ${name}`
    ),
  ];
  return `(
    select * exclude (is_of_others) replace (${replaced.join(', ')})
    from (select *, ${isOfOthers.join(' or ')} as is_of_others from ${rows})
  )`;
}

/** Whether what is behind a finding of a rule is not the reader's. */
function ofOthers({ withheld, withheldBy }: Rule, scope: Scope, evidence: string): string {
  const [first = '', second = '', ...rest] = withheld.map((name) => `(${evidence} ->> '${name}')`);
  if (withheldBy !== null) {
    const own = scope[withheldBy];
    return own === undefined ? 'false' : `not coalesce(${scopeOn(withheldBy, own, first)}, true)`;
  }
  const isOwn = `(${first} in (${projectsIn(scope)}) or (${first} not in (select project_id from marts.projects) and ${second} in (${firmsIn(scope)})))`;
  // A rule that found no other may still call one: the kind of place where it looked.
  const isThere = `coalesce(${[second, ...rest].join(', ')}) is not null`;
  return `${isThere} and not coalesce(${isOwn}, false)`;
}

/**
 * Rows under a scope without what they say of another project, in columns that are called `other_…`, or of a line of a
 * ledger that names a firm (`ledger_…`), where these are not the reader's. So that a pair is told from another by no
 * number, it is counted among those of its project.
 */
export function withoutOthers(columns: ReadonlyMap<string, unknown> | undefined, scope: Scope, rows: string): string {
  if (isWhole(scope) || !columns?.has('other_id')) return rows;
  const ofLedger = columns.has('ledger_applicant_id') ? `ledger_applicant_id in (${firmsIn(scope)})` : 'false';
  const isOwn = `coalesce(if(other_id is null, ${ofLedger}, other_id in (${projectsIn(scope)})), false)`;
  const pair = `concat(project_id, ' ', row_number() over (partition by project_id order by pair_id))`;
  const replaced = [...columns.keys()].flatMap((name) =>
    name === 'pair_id'
      ? [`if(is_told, pair_id, ${pair}) as pair_id`]
      : /^(?:other|ledger)_/.test(name)
        ? [`if(is_told, ${name}, null) as ${name}`]
        : []
  );
  return `(
    select * exclude (is_told) replace (${replaced.join(', ')})
    from (select *, ${isOwn} as is_told from ${rows})
  )`;
}

/** Of a column that lists several values of a dimension those that are the reader's. */
const ownOfSeveral = (columns: ReadonlyMap<string, unknown>, scope: Scope): string[] =>
  Object.entries(scope).flatMap(([name, values]) => {
    const several = severalOf(name);
    return several !== null && columns.has(several)
      ? [
          `array_to_string(list_filter(string_split(${several}, '、'), one -> list_contains([${boundIn(name, values)}], one)), '、') as ${several}`,
        ]
      : [];
  });

/** How a ledger is told in which projects of others count too. */
export interface Shared {
  /** The columns that tell a row from another. */
  keys: readonly string[];
  /** The mart of the projects that count, by the same columns. */
  rows: string;
  /** The column that says whose row it is, and by which columns of a project its projects say it. */
  called: { column: string; as: string; by: string };
}

/**
 * The rows of a ledger in which a project of the reader's counts, though projects of others do too. Its numbers are of
 * all: a limit is one for all of them. Of those that are not the reader's alone, nothing stands beside them but what
 * tells the row and the limit's own source; they are called as the reader's projects call them.
 */
export function sharedRows(
  catalog: Pick<Catalog, 'marts'>,
  mart: string,
  { keys, rows, called: { column: called, as, by } }: Shared,
  scope: Scope
): string {
  const columns = catalog.marts.get(mart) ?? new Map<string, ColumnInfo>();
  const listed = new Set(dimensionNames.map(severalOf));
  const own = Object.keys(scope).every((name) => columns.has(name))
    ? scopeIn(scope, columns).join(' and ') || 'true'
    : 'false';
  const isKept = (name: string, { type, unit }: ColumnInfo) =>
    keys.includes(name) || listed.has(name) || name.startsWith('source_') || (type === 'number' && unit !== null);
  const projects = projectsIn(scope);
  const said = `(select max(p.${as}) from marts.projects as p where p.${by} = o.${keys[0]} and p.project_id in (${projects}))`;
  const replaced = Array.from(columns).flatMap(([name, column]) =>
    isKept(name, column) ? [] : [`if(is_own, o."${name}", ${name === called ? said : 'null'}) as "${name}"`]
  );
  return `(
    select * exclude (is_own) replace (${[...replaced, ...ownOfSeveral(columns, scope)].join(', ')})
    from (select *, coalesce(${own}, false) as is_own from marts.${mart}) as o
    where is_own or (${keys.map((name) => `o.${name}`).join(', ')}) in (
      select ${keys.join(', ')} from marts.${rows} where project_id in (${projects})
    )
  )`;
}
