import { areApart, covers, isWhole, type Scope } from '#spec';
import { rowsOf, type QueryContext } from '../context.ts';
import { dimensionNames } from '../dimensions.ts';
import { firmsIn, scopeIn, scopeOn, scopeValues } from '../scope.ts';

/** Which rows of the files of a version may be read: those of the scope, and whole files that hold nothing else. */
export interface Reach {
  /** Their places: `source_file, source_sheet, source_row`, and whether the row names no project of somebody else. */
  rows: string;
  /** The same of one source. */
  of: ReadonlyMap<string, string>;
  values: Record<string, string>;
  /** Files that are all theirs: an account of the scope handed them in, or every row of them is of the scope. */
  own: ReadonlySet<string>;
  /** Of those the ones that an account of the scope handed in. */
  handedIn: ReadonlySet<string>;
  /** How many rows of a sheet are of the scope, by `sheetKey`. */
  counts: ReadonlyMap<string, SheetCount>;
}

export interface SheetCount {
  loaded: number;
  superseded: number;
  rejected: number;
}

export const sheetKey = (file: string, sheet: string): string => JSON.stringify([file, sheet]);

/** Of one answer, by scope: several of its parts ask for it. */
const known = new WeakMap<QueryContext['reading'], Map<string, Promise<Reach>>>();

/** null where a reader may read every row. */
export async function readReach(context: QueryContext, scope: Scope): Promise<Reach | null> {
  if (isWhole(scope)) return null;
  const ofReading = known.get(context.reading) ?? new Map<string, Promise<Reach>>();
  known.set(context.reading, ofReading);
  const key = JSON.stringify([Object.entries(scope), [...(context.handedIn ?? [])]]);
  const reach = ofReading.get(key) ?? workOut(context, scope);
  ofReading.set(key, reach);
  reach.catch(() => ofReading.delete(key));
  return reach;
}

async function workOut(context: QueryContext, scope: Scope): Promise<Reach> {
  const owners = [...(context.handedIn ?? [])];
  const handedIn = new Set(owners.flatMap(([file, owner]) => (covers(scope, owner) ? [file] : [])));
  const foreign = owners.flatMap(([file, owner]) => (areApart(scope, owner) ? [file] : []));
  const values: Record<string, string> = {
    ...scopeValues(scope),
    ...Object.fromEntries([...handedIn].map((file, at) => [`handed_in_${at}`, file])),
    ...Object.fromEntries(foreign.map((file, at) => [`foreign_${at}`, file])),
  };
  const listOf = (name: string, { size }: { size: number }) =>
    Array.from({ length: size }, (_, at) => `$${name}_${at}`).join(', ');
  const ofForeign = foreign.length > 0 ? [`s.source_file not in (${listOf('foreign', { size: foreign.length })})`] : [];
  const isHandedIn = handedIn.size > 0 ? `s.source_file in (${listOf('handed_in', handedIn)})` : 'false';
  const ofSources = (await stagedSources(context)).map(({ source, dimensions, isOfProjects, isOfFirms }) => {
    const told = (name: string) => [
      ...(dimensions.includes(name) ? [`s."${name}"`] : []),
      ...(isOfProjects ? [`p."${name}"`] : []),
    ];
    const isKnown = Object.keys(scope).every((name) => told(name).length > 0);
    // What is told of a firm alone is about whose projects it has.
    const ofFirms = `s.applicant_id in (${firmsIn(scope)})`;
    const ofScope = Object.entries(scope).map(([name, list]) =>
      scopeOn(name, list, `coalesce(${told(name).join(', ')})`)
    );
    const isOwn = isKnown
      ? [...ofScope, ...ofForeign].join(' and ')
      : isOfFirms
        ? [ofFirms, ...ofForeign].join(' and ')
        : 'false';
    const isPlain = isOfProjects
      ? `(p.project_id is null or (${scopeIn(scope, undefined, 'p.').join(' and ')}))`
      : 'true';
    const projects = isOfProjects ? ' left join marts.projects as p on p.project_id = s.project_id' : '';
    const sql = `select '${source}' as source, s.source_file, s.source_sheet, s.source_row, ${isPlain} as is_plain from staging."${source}" as s${projects} where ${isHandedIn} or (${isOwn})`;
    return [source, sql] as const;
  });
  const rows = ofSources.map(([, sql]) => sql).join('\nunion all\n');
  const counted = await rowsOf<SheetCount & { file: string; sheet: string }>(context, 'reach', {
    sql: countsQuery(rows),
    values,
  });
  const counts = new Map(counted.map(({ file, sheet, ...count }) => [sheetKey(file, sheet), count]));
  const sheets = await rowsOf<{ file: string; sheet: string; landed: number | null }>(context, 'files', {
    sql: sheetsQuery,
  });
  const whole = Map.groupBy(sheets, ({ file }) => file);
  const own = Array.from(whole).flatMap(([file, each]) =>
    each.every(({ sheet, landed }) => landed !== null && landed === totalOf(counts.get(sheetKey(file, sheet)))) &&
    each.some(({ landed }) => landed !== 0)
      ? [file]
      : []
  );
  return { rows, of: new Map(ofSources), values, own: new Set([...own, ...handedIn]), handedIn, counts };
}

const totalOf = (count: SheetCount | undefined): number =>
  count === undefined ? 0 : count.loaded + count.superseded + count.rejected;

const countsQuery = (rows: string): string => `
  select
    r.source_file as file,
    r.source_sheet as sheet,
    count_if(d.why is null)::integer as loaded,
    count_if(d.why = 'superseded')::integer as superseded,
    count_if(d.why = 'rejected')::integer as rejected
  from (${rows}) as r
  left join resolved.dropped as d
    on d.source = r.source and d.source_file = r.source_file
    and d.source_sheet = r.source_sheet and d.source_row = r.source_row
  group by all`;

/** How many rows that hold something each sheet has; null where it was not read. */
const sheetsQuery = `
  select
    source_file as file,
    source_sheet as sheet,
    if(status = 'refused', null, read - totals - blank)::integer as landed
  from sources.files`;

interface StagedSource {
  source: string;
  dimensions: readonly string[];
  isOfProjects: boolean;
  isOfFirms: boolean;
}

/** The tables that are typed, and by which dimensions their rows say themselves what they are of. */
async function stagedSources(context: QueryContext): Promise<StagedSource[]> {
  const staged = await rowsOf<{ source: string; columns: string[] }>(context, 'staging', {
    sql: `
      select table_name as source, list(column_name) as columns
      from duckdb_columns()
      where schema_name = 'staging' and table_name in (select source from sources.contracts)
      group by table_name
      order by table_name`,
  });
  return staged.map(({ source, columns }) => ({
    source,
    dimensions: dimensionNames.filter((name) => columns.includes(name)),
    isOfProjects: columns.includes('project_id'),
    isOfFirms: columns.includes('applicant_id'),
  }));
}

/** Holds of what lies in a reachable place, of one source where it is named; `place` is what its columns are called. */
export function withinReach(
  reach: Reach | null,
  [file, sheet, row]: readonly [string, string, string],
  source?: string
): string[] {
  if (reach === null) return [];
  const own = [...reach.own].map((_, at) => `$own_${at}`);
  const rows = source === undefined ? reach.rows : reach.of.get(source);
  const isThere =
    rows &&
    `exists (from (${rows}) as r where r.source_file = ${file} and r.source_sheet = ${sheet} and r.source_row = ${row})`;
  const either = [...(own.length > 0 ? [`${file} in (${own.join(', ')})`] : []), ...(isThere ? [isThere] : [])];
  return [`(${either.join(' or ') || 'false'})`];
}

/** What is to be bound to these conditions. */
export const reachValues = (reach: Reach | null): Record<string, string> =>
  reach === null
    ? {}
    : { ...reach.values, ...Object.fromEntries([...reach.own].map((file, at) => [`own_${at}`, file])) };
