/**
 * How numbers may be written, each with its unit where none is said. `count`:
 * how many there are, and of nothing 0; of all others nothing is unknown.
 */
export const formats = {
  count: '个',
  decimal: null,
  yuan: '元',
  percent: '%',
  ratio: '倍',
  factor: '倍',
} as const;

export type Format = keyof typeof formats;

export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name);

/** What a line of a header says of a column. */
export interface ColumnLine {
  title: string;
  unit: string | null;
  format?: Format;
  definition?: string;
  /** How it is made of other columns of its row. */
  formula?: string;
}

/** Reads `题名 (单位, 格式) — 口径 = 算式`, of which the title alone must be there. A format that does not exist is an Error. */
export function readColumnLine(name: string, line: string): ColumnLine {
  const [, said = line, formula] = /^(.*) = (.*)$/.exec(line) ?? [];
  const [, head = said, definition] = /^(.*?) — (.*)$/.exec(said) ?? [];
  const [, title = head, shown = ''] = /^(.*) \(([^()]*)\)$/.exec(head) ?? [];
  const [unit = '', format] = shown.split(',').map((each) => each.trim());
  if (format !== undefined && !isFormat(format))
    throw new Error(`${name}: the format is ${format}, not one of ${Object.keys(formats).join(', ')}`);
  return {
    title,
    unit: unit || (format === undefined ? null : formats[format]),
    ...(format === undefined ? {} : { format }),
    ...(definition === undefined ? {} : { definition }),
    ...(formula === undefined ? {} : { formula }),
  };
}
