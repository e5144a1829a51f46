const constant = /^\s*=\s*"((?:[^"]|"")*)"\s*$/;

/** `="00123"` keeps a spreadsheet program from making a number of a text: what stands between the quotes is meant. */
export const constantText = (cell: string): string =>
  cell.includes('="') ? (constant.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell) : cell;
