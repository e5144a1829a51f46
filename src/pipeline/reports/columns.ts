const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal a text takes: a Chinese character takes two, a combining mark none. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : /\p{M}|\u200b/u.test(character) ? 0 : 1;
  return width;
}

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
