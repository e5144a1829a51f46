/** The order of paths that people expect: 2 before 10, 表.csv before 表-2.csv, letter case and width aside. */
export function inNaturalOrder(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compare(left[i] as string, right[i] as string);
    if (order !== 0) return order;
  }
  return left.length - right.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** `第10批/a2.csv` → 第, 10, 批, '', a, 2, .csv: the empty part ends a folder and sorts before any longer name. */
function parts(path: string): string[] {
  const [, stem, extension] = /^(.*?)(\.[^./]*)?$/s.exec(path.normalize('NFKC').toLowerCase()) as unknown as [string, string, string?];
  const names = stem.split('/').flatMap((name, i) => [...(i > 0 ? [''] : []), ...(name.match(/\d+|\D+/g) ?? [])]);
  return [...names, extension ?? ''];
}

function compare(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) {
    const [x, y] = [BigInt(a), BigInt(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
