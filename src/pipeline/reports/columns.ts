import { widthOf } from '#xlsx';

/** Lays rows out in columns that stand under each other; numbers to the right, the rest to the left. */
export function layOut(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, widthOf(String(cell)))),
    []
  );
  const isNumeric = widths.map((_, at) => rows.some((row) => typeof row[at] === 'number'));
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const space = ' '.repeat((widths[at] ?? 0) - widthOf(String(cell)));
        return isNumeric[at] ? `${space}${cell}` : `${cell}${space}`;
      })
      .join('  ')
      .trimEnd()
  );
}

/** A text from a file as it may be shown on a terminal: no control characters, no longer than `length`. */
export function shown(text: string, { length = 60 } = {}): string {
  const plain = text.replaceAll(/\r?\n|\r/g, '⏎').replaceAll(/[\p{Cc}\p{Cf}]/gu, '·');
  const characters = [...plain];
  return characters.length > length ? `${characters.slice(0, length).join('')}…` : plain;
}
