/** How names of files of text end. */
export const textExtensions: ReadonlySet<string> = new Set(['csv', 'tsv', 'txt']);
