import type { Defect, FileReceipt, Assertion, Receipt } from '#spec';
import type { Build } from '#warehouse';
import type { Model } from '../stages/models.ts';

/** What a finished build says about the load that made it. */
export interface LoadSummary extends Pick<Receipt, 'asOf' | 'isSample' | 'files' | 'assertions' | 'defects'> {
  /** The notices of batches of which something is still open, with how many items. */
  openNotices: { notice: string; items: number }[];
  /** How many projects marts.projects holds. */
  projects: number;
}

/** Reads the account of a build whose every stage stands. */
export async function readLoadSummary(
  build: Build,
  assertions: readonly Model[],
  titles: ReadonlyMap<string, string>
): Promise<LoadSummary> {
  const [load] = await build.read<{ asOf: string; isSample: boolean; projects: number }>(
    'receipt',
    `select
      as_of as "asOf",
      is_sample as "isSample",
      (select count(*)::integer from marts.projects) as projects
    from loads.load`
  );
  if (!load) throw new Error('loads.load has no row');
  return {
    ...load,
    openNotices: await build.read(
      'receipt',
      `select notice, count(*)::integer as items from sources.open_items where notice in (select notice from reference.batches) group by notice order by notice`
    ),
    files: await build.read<FileReceipt>('receipt', filesQuery),
    assertions: await broken(build, assertions),
    defects: (
      await build.read<Counted>(
        'receipt',
        'select "check", effect, count(*)::integer as count from loads.defects group by all order by all'
      )
    ).map((each) => ({ ...each, title: titles.get(each.check) ?? each.check })),
  };
}

/** The defects in the order of the files: all, or the first of each check. */
export function readDefects(build: Build, { perCheck = null }: { perCheck?: number | null } = {}): Promise<Defect[]> {
  const first =
    perCheck === null ? '' : `qualify row_number() over (partition by "check" order by position) <= ${perCheck}`;
  return build.read<Defect>('receipt', `select * exclude (position) from loads.defects ${first} order by position`);
}

/** Every defect in that order, some at a time. */
export async function* defectsIn(build: Build): AsyncGenerator<Defect[]> {
  for (let after = 0; ; after += atOnce) {
    const defects = await build.read<Defect>(
      'receipt',
      `select * exclude (position) from loads.defects where position > ${after} and position <= ${after + atOnce} order by position`
    );
    if (defects.length === 0) return;
    yield defects;
  }
}

const atOnce = 10_000;

type Counted = Omit<Receipt['defects'][number], 'title'>;

async function broken(build: Build, models: readonly Model[]): Promise<Assertion[]> {
  const counts = await build.read<{ assertion: string; n: number }>(
    'receipt',
    'select assertion, count(*)::integer as n from assertions.broken group by all'
  );
  return models.map(({ name, header }) => ({
    name,
    title: header.title ?? name,
    broken: counts.find(({ assertion }) => assertion === name)?.n ?? 0,
  }));
}

const filesQuery = `select
    file,
    sheet,
    sha256,
    bytes::double as bytes,
    source,
    source_title as "sourceTitle",
    encoding,
    header_row::integer as "headerRow",
    unknown_columns as "unknownColumns",
    status,
    read,
    loaded,
    superseded,
    rejected,
    totals,
    blank
  from loads.files`;
