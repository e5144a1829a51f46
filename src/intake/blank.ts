/** Whether a cell shows nothing: spaces and invisible characters (U+200B, a byte order mark) are no value. */
export const isBlank = (cell: string | undefined): boolean =>
  cell === undefined || cell === '' || (!isVisible(cell.charCodeAt(0)) && !/[^\s\p{Z}\p{Cf}]/u.test(cell));

/** A character of ASCII or a common Chinese one. */
const isVisible = (code: number): boolean => (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff);
