/**
 * The order that people expect of paths: 2 before 10, 第二次 before
 * 第三次, 表.csv before 表-2.csv; case and width do not count.
 */
export function inNaturalOrder(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compare(left[i] as string, right[i] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** `第十批/a2.csv` → 第, 10, 批, '', a, 2, .csv: the empty part ends a folder and sorts before any longer name. */
function parts(path: string): string[] {
  const [, stem, extension] = /^(.*?)(\.[^./]*)?$/s.exec(path.normalize('NFKC').toLowerCase()) as unknown as [
    string,
    string,
    string?,
  ];
  const digits = stem.replace(/[〇零一二三四五六七八九十百]+/g, inDigits);
  const names = digits.split('/').flatMap((name, i) => [...(i > 0 ? [''] : []), ...(name.match(/\d+|\D+/g) ?? [])]);
  return [...names, extension ?? ''];
}

function compare(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

const numerals = '〇一二三四五六七八九';
const digitOf = (numeral: string): number => Math.max(0, numerals.indexOf(numeral));

/** 二十三 → 23, 一百零三 → 103, 二〇二五 → 2025. */
function inDigits(numeral: string): string {
  const match = /^(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
    numeral
  );
  if (!match)
    return [...numeral].map((each) => (each === '十' ? '10' : each === '百' ? '100' : digitOf(each))).join('');
  const [, hundreds = '', tens = '', ten, ones = ''] = match;
  return String(digitOf(hundreds) * 100 + (ten ? (tens === '' ? 1 : digitOf(tens)) * 10 : 0) + digitOf(ones));
}
