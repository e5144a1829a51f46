import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../content/settings.ts';

/** The common words of data/access, the longest first. */
export async function readCommonWords(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'common_words.txt'), 'utf8');
  const words = text.split(/\r?\n/).flatMap((line) => (/^\s*(#|$)/.test(line) ? [] : [line.trim().toLowerCase()]));
  return words.sort((a, b) => b.length - a.length);
}

type Rules = Pick<Settings, 'password_min_length' | 'password_classes'>;

const mostCharacters = 128;
/** So many characters must be left of a password without what everybody tries first. */
const leastOwn = 6;

/**
 * Why a password is not taken, for people; null where it is. `own` are the names that belong to the account: its own,
 * that of the person and of the office.
 */
export function faultOfPassword(
  password: string,
  { rules, common, own }: { rules: Rules; common: readonly string[]; own: readonly string[] }
): string | null {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < rules.password_min_length) return `密码至少 ${rules.password_min_length} 位，可以是一句话。`;
  if (characters.length > mostCharacters) return `密码最长 ${mostCharacters} 位。`;
  if (/\p{Cc}/u.test(password)) return '密码里有看不见的控制字符。';
  const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((each) => each.test(password)).length;
  if (classes < rules.password_classes) return `密码要有大写、小写、数字、符号中的 ${rules.password_classes} 类。`;
  if (new Set(characters).size < 5 || ownPart(password, common, own).length < leastOwn)
    return '这个密码太常见：去掉常见的词、账号和单位的名字、连续和重复的字符，剩下的太少。请换一句别人想不到的话。';
  return null;
}

/** What is left of a password without what is tried first, also where letters are written as digits. */
export function ownPart(password: string, common: readonly string[], own: readonly string[]): string {
  const names = own
    .flatMap((name) => name.toLowerCase().split(/[\s·@._-]+/))
    .filter((name) => [...name].length >= (/[^\p{ASCII}]/u.test(name) ? 2 : 3));
  const words = [...names, ...common].sort((a, b) => b.length - a.length);
  const lower = password.normalize('NFKC').toLowerCase();
  const left = [lower, unmasked(lower)].map((text) =>
    withoutRuns(words.reduce((all, word) => all.replaceAll(word, '\0'), text))
  );
  return left.reduce((a, b) => (a.length <= b.length ? a : b));
}

const masks: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', $: 's', '5': 's', '!': 'i' };

const unmasked = (text: string): string => text.replace(/[@013$5!]/g, (each) => masks[each] ?? each);

/** Without years, what is repeated, what goes on by one (345, cba), and signs. */
function withoutRuns(text: string): string {
  const plain = text.replace(/(?:19|20)\d\d/g, '\0').replace(/(.{1,4})\1+/gu, '$1');
  const characters = [...plain].filter((each) => /[\p{L}\p{N}]/u.test(each));
  const codes = characters.map((each) => each.codePointAt(0) ?? 0);
  const goesOn = (at: number, by: number) => (codes[at] ?? 0) - (codes[at - 1] ?? 0) === by;
  return characters.filter((_, at) => !([1, -1].some((by) => goesOn(at, by)) && at > 0)).join('');
}
