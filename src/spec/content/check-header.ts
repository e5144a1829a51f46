import { notOneOf, type Fault } from './fault.ts';
import { readHead, type HeaderLine } from './header.ts';
import { chineseKeys, type SqlKind } from './kind.ts';
import { sqlKinds } from './kinds.ts';
import type { Names } from './names.ts';
import { nearest } from './nearest.ts';

/** A .sql file of content as it was written. */
export interface SqlText {
  file: string;
  text: string;
}

/**
 * Holds the header of a file against its kind. `columns` are
 * those that its query answers; null where that is not known.
 */
export function checkHeader(
  kind: SqlKind,
  { file, text }: SqlText,
  { names, columns }: { names: Names; columns: readonly string[] | null }
): Fault[] {
  const own = Object.keys(kind.keys);
  const others = kind.others && columns ? columns.filter((name) => !own.includes(name)) : [];
  const allowed = [...own, ...others];
  const { lines, odd } = readHead(text, own, chineseKeys);
  const unknown = lines.filter(({ key }) => !allowed.includes(key) && !(kind.others && columns === null));
  // Who misspells a key has thought of it: that it is missing need not be told as well.
  const meant = new Set([...unknown, ...odd].map(({ key }) => (own.includes(key) ? key : nearest(key, allowed))));
  const isMissing = (key: string) => !meant.has(key) && !lines.some((line) => line.key === key);
  const first = new Map(lines.toReversed().map((line) => [line.key, line]));
  const at = (line: number | null, message: string): Fault => ({ file, line, message });
  return [
    ...odd.map(({ line, written, key, isLate }) =>
      at(
        line,
        isLate
          ? `“${written.trim()}”不会被读到：标题行都写在文件最前面，中间没有空行和别的注释。`
          : `“${written.trim()}”不会被读到，要写成“-- ${key}: …”：两个减号、一个空格、小写的 ${key}、半角冒号、一个空格，再写内容。`
      )
    ),
    ...lines
      .filter(({ key, line }) => first.get(key)?.line !== line)
      .map(({ key, line }) => at(line, `${key} 写了两次，第 ${first.get(key)?.line} 行已经写过。`)),
    ...unknown.map(({ key, line }) => at(line, strange(kind, key, allowed))),
    ...own
      .filter((key) => kind.keys[key]?.needed && isMissing(key))
      .map((key) => at(1, `没有写 ${key}（-- ${key}: …），${kind.called}都要写。`)),
    ...(kind.others?.needed ? others.filter(isMissing) : []).map((key) =>
      at(1, `列 ${key} 没有题名，要写一行“-- ${key}: 题名 (单位)”。`)
    ),
    ...lines.flatMap((line) => wrongIn(kind, line, { names, others }).map((message) => at(line.line, message))),
    ...(kind.whole?.(Object.fromEntries(lines.map(({ key, value }) => [key, value])), { sql: text, names }) ?? [])
      .filter(({ key }) => first.has(key) || isMissing(key))
      .map(({ key, message }) => at(first.get(key)?.line ?? 1, message)),
  ];
}

function wrongIn(
  kind: SqlKind,
  { key, value }: HeaderLine,
  { names, others }: { names: Names; others: readonly string[] }
): string[] {
  const check = kind.keys[key]?.value ?? (others.includes(key) ? kind.others?.value : undefined);
  if (!check) return [];
  if (value === '') return [`${key} 后面没有内容。`];
  return check(value, names).map((message) => `${key} ${message}`);
}

function strange(kind: SqlKind, key: string, allowed: readonly string[]): string {
  const elsewhere = Object.values(sqlKinds).find((other) => key in other.keys);
  const said = notOneOf(`${kind.called}没有这一项：`, key, allowed);
  return elsewhere && nearest(key, allowed) === null ? `${said}${key} 是${elsewhere.called}才写的。` : said;
}
