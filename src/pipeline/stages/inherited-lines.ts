import { formats, isFormat } from '#spec';
import type { DescribedModel } from './models.ts';
import type { Stage } from './stages.ts';

/** What a source's contract says of a column, as the header of a model would say it. */
export interface ContractColumn {
  source: string;
  name: string;
  header: string;
  /** How the numbers of its kind are written. */
  format: string | null;
}

/** Where every row was handed in: the columns that landing gives it. */
const landed: Readonly<Record<string, string>> = {
  source_file: '来源文件',
  source_sheet: '来源工作表',
  source_row: '来源行',
};

/**
 * The header line that describes a column: its own model's or, where that has none, that of the first model it reads
 * (in the order of its SQL) that has one; in the end the contract's.
 */
export function columnLines(
  models: readonly DescribedModel[],
  contracts: readonly ContractColumn[]
): (stage: Stage, model: string, column: string) => string | undefined {
  const known = new Map(models.map((model) => [`${model.stage}.${model.name}`, model]));
  const handedIn = new Map(
    contracts.map(({ source, name, header, format }) => [`validated.${source}.${name}`, header + shown(format)])
  );
  const read = new Map(models.map((model) => [`${model.stage}.${model.name}`, mentioned(model)]));
  const first = (
    table: string,
    lineOf: (table: string) => string | undefined,
    seen = new Set<string>()
  ): string | undefined => {
    if (seen.has(table)) return undefined;
    seen.add(table);
    const own = lineOf(table);
    if (own !== undefined) return own;
    for (const each of read.get(table) ?? []) {
      const line = first(each, lineOf, seen);
      if (line !== undefined) return line;
    }
    return undefined;
  };
  return (stage, model, column) =>
    first(`${stage}.${model}`, (table) => known.get(table)?.header[column]) ??
    first(`${stage}.${model}`, (table) => handedIn.get(`${table}.${column}`)) ??
    landed[column];
}

const shown = (format: string | null): string =>
  format !== null && isFormat(format) ? ` (${formats[format] ?? ''}, ${format})` : '';

/** The tables that a model's SQL names, in the order in which it does; what is known is some rows of what is valid. */
function mentioned({ sql }: DescribedModel): string[] {
  const body = sql.replaceAll(/^--.*$/gm, '');
  return [
    ...new Set(
      Array.from(
        body.matchAll(/\b(marts|lifecycle|validated|known)\."?(\w+)/g),
        ([, stage, name]) => `${stage === 'known' ? 'validated' : stage}.${name}`
      )
    ),
  ];
}
