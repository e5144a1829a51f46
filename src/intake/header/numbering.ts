/** A folded cell that numbers a column: `3`, `(3)`, `③`, `C`, `丙`, `4=1+2`. */
const numbered =
  /^[([]?(?:第?(\d{1,3})(?:栏|列)?|([a-z])|([甲乙丙丁戊己庚辛壬癸])|([①-⑳]))[)\]]?(?:=[\d()[\]+\-*/×÷a-z①-⑳%]+)?$/;
const heading = /^(?:栏次|列次|栏号|列号|行次|序号|栏目|栏|列)$/;

/** 栏次: a line under the header that numbers the columns, one after the other; letters and 甲乙丙 may come first. */
export function numbersColumns(cells: readonly string[]): boolean {
  let last = '';
  let before = 0;
  let count = 0;
  for (const cell of cells) {
    if (cell === '') continue;
    if (cell.length > 30) return false;
    const isPlain = /^[!-~]*$/.test(cell);
    const mark = (isPlain ? cell : cell.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '')).toLowerCase();
    if (mark === '' || (count === 0 && heading.test(mark))) continue;
    const match = numbered.exec(circles.test(cell) ? cell.trim() : mark);
    const place = match && placeOf(match);
    if (!place || place.at !== (place.series === last ? before + 1 : 1)) return false;
    [last, before] = [place.series, place.at];
    count += 1;
  }
  return count >= 3;
}

const circles = /[①-⑳]/;

function placeOf([, digits, letter, stem, circled]: RegExpExecArray): { series: string; at: number } {
  if (digits) return { series: 'digits', at: Number(digits) };
  if (letter) return { series: 'letters', at: letter.charCodeAt(0) - 96 };
  if (stem) return { series: 'stems', at: '甲乙丙丁戊己庚辛壬癸'.indexOf(stem) + 1 };
  return { series: 'circled', at: circled!.charCodeAt(0) - 0x245f };
}
