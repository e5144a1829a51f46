import type { Form, FormColumn } from '#spec';
import type { Contract, GridRow } from '#reading';
import { Undecodable, textOf } from './decode.ts';

/** What it must know of a form to recognise it. */
export interface KnownForm extends Pick<Form, 'name' | 'title' | 'files'> {
  columns: Pick<FormColumn, 'name' | 'header' | 'aliases' | 'kind' | 'required' | 'isPrivate'>[];
}

/** What this browser makes of a file before anything of it is sent. */
export interface LocalFile {
  name: string;
  bytes: number;
  kind: 'text' | 'workbook' | 'other';
  /** How much of it has been read, 0 to 1. */
  share: number;
  encoding: string | null;
  /** Below the header, blank ones and totals with them. */
  rows: number;
  flagged: number;
  found: {
    title: string;
    headerRow: number;
    columns: { header: string; means: string | null; isPrivate: boolean }[];
    head: readonly { row: number; cells: readonly string[] }[];
  } | null;
  /** Why it will be refused. */
  wrong: string | null;
}

const shown = 5;
const headLength = 1 << 16;
/** Between two calls, so that a long file does not hold up the page. Milliseconds. */
const breath = 100;

export const kindOf = (name: string): LocalFile['kind'] =>
  /\.(csv|tsv|txt)$/i.test(name) ? 'text' : /\.xlsx$/i.test(name) ? 'workbook' : 'other';

/** Reads a file, by its path, as the intake will, and tells how far it is. Stops when the signal says so. */
export async function readLocally(
  { path, file }: { path: string; file: File },
  sources: readonly KnownForm[],
  tell: (state: LocalFile) => void,
  signal: AbortSignal
): Promise<void> {
  const state: LocalFile = {
    name: path,
    bytes: file.size,
    kind: kindOf(path),
    share: 0,
    encoding: null,
    rows: 0,
    flagged: 0,
    found: null,
    wrong: null,
  };
  tell(state);
  if (state.kind !== 'text') return tell({ ...state, share: 1 });
  const reading = await import('#reading');
  const contracts = sources.map(contractOf(reading.namesOf));
  const named = reading.contractNamed(file.name, contracts);
  const countColumns = (rows: readonly (readonly string[])[]) =>
    Math.max(0, ...(named ? [named] : contracts).map(({ names }) => reading.findHeader(rows, names)?.named ?? 0));

  let head = '';
  let cutter: ReturnType<typeof reading.cutRows> | null = null;
  let rows: GridRow[] = [];
  let count = 0;
  let told = 0;
  const begin = () => {
    head = '';
    cutter = null;
    rows = [];
    Object.assign(state, { rows: (count = 0), flagged: 0, found: null });
  };
  const take = (block: readonly GridRow[]) => {
    if (rows.length < reading.headerSearchRows + shown) rows.push(...block.slice(0, reading.headerSearchRows + shown));
    count += block.length;
    state.flagged += block.filter(({ issues }) => issues !== undefined).length;
  };
  const cut = (text: string, isLast: boolean) => {
    if (cutter === null) {
      head += text;
      if (head.length < headLength && !isLast) return;
      cutter = reading.cutRows(
        reading.findDelimiter(head.slice(0, headLength), { extension: file.name.slice(-3).toLowerCase(), countColumns })
      );
      text = head;
    }
    take(cutter.push(text));
    if (isLast) take(cutter.end());
  };
  const look = () => {
    const { contract, header } = reading.recognise(rows.slice(0, reading.headerSearchRows), { named, contracts });
    const headerRow = rows[header.last]?.row ?? 1;
    const columns = header.columns.map(({ header: written, meaning }) => {
      const column = meaning ? contract.columns[meaning.name] : undefined;
      return { header: written, means: column?.header ?? null, isPrivate: column?.private ?? false };
    });
    state.found = {
      title: contract.title,
      headerRow,
      columns,
      head: rows.slice(header.last + 1, header.last + 1 + shown).map(({ row, cells }) => ({ row, cells })),
    };
    state.rows = Math.max(0, count - headerRow);
  };

  try {
    for await (const { text, encoding, bytes } of textOf(file, begin)) {
      if (signal.aborted) return;
      state.encoding = encoding;
      state.share = file.size === 0 ? 1 : Math.min(0.99, bytes / file.size);
      cut(text, false);
      if (Date.now() - told < breath) continue;
      if (cutter !== null) look();
      tell({ ...state });
      told = Date.now();
      await new Promise((resolve) => setTimeout(resolve));
    }
    cut('', true);
    look();
  } catch (error) {
    if (!(error instanceof reading.Unreadable) && !(error instanceof Undecodable)) throw error;
    state.wrong = error instanceof reading.Unreadable ? `${error.problem}。${error.fix}。` : error.message;
  }
  tell({ ...state, share: 1 });
}

const contractOf =
  (namesOf: typeof import('#reading').namesOf) =>
  ({ name, title, files, columns: list }: KnownForm): Contract => {
    const columns = Object.fromEntries(
      list.map((column) => [
        column.name,
        {
          header: column.header,
          aliases: column.aliases,
          kind: column.kind,
          ...(column.required ? { required: true as const } : {}),
          ...(column.isPrivate ? { private: true as const } : {}),
        },
      ])
    );
    return { name, title, files, columns, names: namesOf(columns) };
  };
