import type { Outcome, Replacement, Upload } from '#spec';

/** What one file of an upload came to. */
export interface Came extends Pick<Replacement, 'gone' | 'problems'> {
  file: string;
  sha256: string;
  /** Rows of its tables, without totals and blank ones. */
  read: number;
  loaded: number;
}

/** The files of an upload in what its load came to; what of them is the same as before came to nothing. */
export function cameOf({ files: sheets, replacements }: Outcome, files: Upload['files']): Came[] {
  return files.flatMap(({ path, sha256 }) => {
    const own = sheets.filter(({ file }) => file === path);
    if (own.length === 0) return [];
    const { gone, problems } = replacements.find(({ file }) => file === path) ?? {};
    return [
      {
        file: path,
        sha256,
        read: own.reduce((sum, { read, totals, blank }) => sum + read - totals - blank, 0),
        loaded: own.reduce((sum, { loaded }) => sum + loaded, 0),
        ...(gone === undefined ? {} : { gone }),
        ...(problems === undefined ? {} : { problems }),
      },
    ];
  });
}
