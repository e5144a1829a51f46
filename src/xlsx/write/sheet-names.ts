/** Characters that a name of a sheet may have at most, as spreadsheets count them. */
const most = 31;
/** A name that spreadsheets keep for themselves. */
const reserved = /^history$/i;

/**
 * What sheets of these titles may be called in one workbook: without what no name may hold, short enough, and no two
 * alike, also where letters are of another size. A title that leaves nothing is 表.
 */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const cleaned = title
      .replaceAll(/[[\]:*?/\\]|\p{Cc}/gu, ' ')
      .replaceAll(/\s+/g, ' ')
      .replace(/^[' ]+/, '');
    const base = cleaned === '' || reserved.test(cleaned.trim()) ? `表${cleaned}` : cleaned;
    for (let count = 1; ; count++) {
      const name = shortened(base, count === 1 ? '' : `（${count}）`);
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

/** Cut between characters, never within one, and ended by neither space nor apostrophe. */
function shortened(text: string, end: string): string {
  let name = '';
  for (const character of text) {
    if (name.length + character.length + end.length > most) break;
    name += character;
  }
  return `${name.replace(/(?<![' ])[' ]+$/, '') || '表'}${end}`;
}
