/** Whether a cell shows nothing: spaces and invisible characters (U+200B, a byte order mark) are no value. */
export const isBlank = (cell: string | undefined): boolean =>
  cell === undefined || cell === '' || !/[^\s\p{Z}\p{Cf}]/u.test(cell);
