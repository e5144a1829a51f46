import { fileLiteral, literal } from '#warehouse';
import type { Layout } from '../layout.ts';
import type { Origin } from '../row-sink.ts';

/** Reads a copied body. Nothing is left to be guessed, and one thread reads: several have lost lines. */
export const readQuery = (
  path: string,
  { delimiter, layout, headerRow }: { delimiter: string; layout: Layout; headerRow: number }
): string => `create or replace temp table plain as
  select (row_number() over () + ${headerRow})::integer as source_row, * from read_csv(${fileLiteral(path)}, auto_detect = false,
    header = false, delim = ${literal(delimiter)}, quote = '"', escape = '"', comment = '', nullstr = '', strict_mode = true,
    null_padding = false, ignore_errors = false, parallel = false, hive_partitioning = false,
    columns = {${cellsOf(layout)
      .map((cell) => `${cell}: 'varchar'`)
      .join(', ')}})`;

/** What was read, to be held against what was copied. */
export const countQuery = (layout: Layout): string => {
  const bytes = cellsOf(layout).map((cell) => `coalesce(sum(strlen(${cell})), 0)`);
  const holds = layout.unknown.map(({ at }) => `bool_or(c${at} is not null)`);
  return `select count(*) as lines, count(*) filter (${isFilled(layout)}) as rows, (${bytes.join(' + ')})::bigint as bytes,
    [${holds.join(', ')}]::boolean[] as holds from temp.plain`;
};

/** As `openRowSink` lands rows. */
export function landQuery({ file, sheet, order }: Origin, layout: Layout): string {
  const { contract, slots, unknown } = layout;
  const values = slots.flatMap(({ at, unit }) => {
    const value = at < 0 ? 'null' : `c${at}`;
    return unit === null ? [value] : [value, literal(unit)];
  });
  const others = unknown.map(({ header, at }) => {
    const key = literal(`${JSON.stringify(header)}:`);
    return `case when c${at} is not null then ${key} || to_json(c${at})::varchar end`;
  });
  const json = others.length === 0 ? 'null' : `nullif('{' || concat_ws(',', ${others.join(', ')}) || '}', '{}')`;
  return `insert into sources."${contract.name}"
    select ${values.join(', ')}, ${json}, ${literal(file)}, ${literal(sheet)}, source_row, ${order}
    from temp.plain where ${isFilled(layout)}`;
}

const cellsOf = ({ columns }: Layout): string[] => columns.map((_, at) => `c${at}`);
const isFilled = (layout: Layout): string => `coalesce(${cellsOf(layout).join(', ')}) is not null`;
