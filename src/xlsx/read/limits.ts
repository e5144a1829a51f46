/** What a workbook may weigh. Far above what an office sends, far below what would hurt the machine. */
export const limits = {
  entries: 2_000,
  entryBytes: 400e6,
  unpackedBytes: 600e6,
  /** Unpacked against packed, looked at above `ratioFrom` bytes. */
  ratio: 200,
  ratioFrom: 1e6,
  sheets: 200,
  rows: 1_048_576,
  columns: 200,
  lastColumn: 16_384,
  cells: 10_000_000,
  /** Cells of a sheet whose rows stand out of order, and so must be held to be sorted. */
  sortedCells: 500_000,
  strings: 4_000_000,
  formats: 65_536,
  merges: 100_000,
  mergedCells: 2_000_000,
  /** Ranges of array formulas over one row: of more the values count as typed in. */
  spilled: 1000,
  /** Rules of conditional formats in one sheet. */
  rules: 1000,
  textLength: 32_767,
  depth: 100,
  heapMegabytes: 700,
  /** Milliseconds that the reader may keep us waiting: for any workbook, and on top for each unpacked megabyte. */
  wait: 15_000,
  waitPerMegabyte: 500,
} as const;
