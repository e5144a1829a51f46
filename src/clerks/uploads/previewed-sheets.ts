import type { PreviewedSheet } from '#spec';
import type { Build } from '#warehouse';

interface FileRow extends Omit<PreviewedSheet, 'columns' | 'absent' | 'rows' | 'sourceTitle'> {
  layout: string;
}

interface ContractRow {
  source: string;
  title: string;
  name: string;
  header: string;
  isPrivate: boolean;
}

const first = 5;

export async function readPreviewedSheets(build: Build): Promise<PreviewedSheet[]> {
  const contracts = await build.read<ContractRow>(
    'preview',
    `select source, source_title as title, name, header, is_private as "isPrivate" from sources.contracts order by position`
  );
  const files = await build.read<FileRow>('preview', filesQuery);
  return Promise.all(
    files.map((file) =>
      sheetOf(
        build,
        file,
        contracts.filter(({ source }) => source === file.source)
      )
    )
  );
}

const filesQuery = `select source_file as file, source_sheet as sheet, status, source, encoding, header_row as "headerRow", coalesce(layout, '[]') as layout,
    read, totals, blank, set_aside as rejected
  from sources.files
  order by file_order, source_sheet`;

async function sheetOf(
  build: Build,
  { layout, ...file }: FileRow,
  contract: readonly ContractRow[]
): Promise<PreviewedSheet> {
  const layoutColumns = JSON.parse(layout) as { name: string | null; header: string; unit: string | null }[];
  const columns = layoutColumns.map(({ name, header, unit }) => {
    const column = contract.find((each) => each.name === name);
    return { header, means: column?.header ?? null, unit, isPrivate: column?.isPrivate ?? false };
  });
  const there = new Set(layoutColumns.map(({ name }) => name));
  const landed = file.status === 'read' && file.source !== null ? await rowsOf(build, file) : [];
  return {
    ...file,
    sourceTitle: contract[0]?.title ?? null,
    columns,
    absent: file.status === 'read' ? contract.filter(({ name }) => !there.has(name)).map(({ header }) => header) : [],
    rows: landed.map((row) => {
      const others = JSON.parse(String(row['其他列'] ?? '{}')) as Record<string, string>;
      return {
        row: Number(row.source_row),
        cells: columns.map(({ header, means, isPrivate }, at) =>
          isPrivate
            ? null
            : means === null
              ? textOf(others[header] ?? others[`${header}（第 ${at + 1} 列）`])
              : textOf(row[means])
        ),
      };
    }),
  };
}

function rowsOf(
  build: Build,
  { file, sheet, source }: Pick<FileRow, 'file' | 'sheet' | 'source'>
): Promise<Record<string, unknown>[]> {
  return build.read(
    'preview',
    `from sources."${source}" where source_file = $file and source_sheet = $sheet order by source_row limit ${first}`,
    { file, sheet }
  );
}

const most = 400;

/** A cell as it is looked at: the beginning of a long one, without the word or number that the cut went through. */
function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.length <= most ? value : `${value.slice(0, most).replace(/[\w.@+ -]{1,40}$|[\uD800-\uDBFF]$/, '')}…`;
}
