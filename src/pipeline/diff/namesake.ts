/**
 * What a file is called without its folders, its kind, and what a marked copy or a second download adds to its name.
 */
function stemOf(path: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .normalize('NFC')
    .toLowerCase();
  const stem = name.replace(/\.(csv|tsv|txt|xlsx)$/, '');
  const marked =
    /^(.+?)(?:(?<![-_.\s])|(?<=^.))[-_.\s]*[（(]?(?:标注|批注)(?:副本|版|稿)?[）)]?(?:\s*[（(]\d+[）)])?$/.exec(stem);
  return (marked?.[1] ?? stem).trim();
}

/**
 * Which of some files another one stands for: the one of its very path, else those of its name in whatever folder, else
 * those that are called so as another kind of file, or that it is the marked copy of.
 */
export function namesakesOf(path: string, among: readonly string[]): string[] {
  const same = (of: (path: string) => string) => among.filter((each) => of(each) === of(path));
  const tests = [
    (each: string) => each.normalize('NFC'),
    (each: string) =>
      each
        .slice(each.lastIndexOf('/') + 1)
        .normalize('NFC')
        .toLowerCase(),
    stemOf,
  ];
  return tests.map(same).find((found) => found.length > 0) ?? [];
}

/** Pairs the files of a version with those of the version before that they stand for; each stands for one at most. */
export function pairFiles(now: readonly string[], before: readonly string[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const left = new Set(before);
  for (const path of now.filter((each) => left.has(each))) {
    pairs.set(path, path);
    left.delete(path);
  }
  for (const path of now.filter((each) => !pairs.has(each))) {
    const [only, ...more] = namesakesOf(path, [...left]);
    if (only === undefined || more.length > 0) continue;
    pairs.set(path, only);
    left.delete(only);
  }
  return pairs;
}
