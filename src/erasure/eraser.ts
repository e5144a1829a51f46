/** Something of a person that is to go, and what is to stand for it: the same everywhere, and nothing else of it. */
export interface Wanted {
  text: string;
  token: string;
  /** It goes only where no other letter stands beside it: it may be a word that says other things in others. */
  isWhole?: boolean;
}

export interface Eraser {
  /** The text without what is to go; the text itself where there is nothing of it. Of JSON its strings alone. */
  rewrite: (text: string) => string;
  /** Regular expressions of RE2, each short enough: what none of them is found in holds nothing that is to go. */
  suspects: readonly string[];
}

/** People put these between the letters of a name, and spreadsheets put them anywhere. */
const soft = /[ \u00a0\u3000\u200b-\u200d\u00ad\ufeff\t]/;
const digit = '[0-9０-９]';
const between = '[ \\u00a0\\u3000\\u2010-\\u2015－()（）.-]{0,3}';
const run = new RegExp(`\\+?${digit}(?:${between}[0-9０-９XxＸｘ]){6,}`, 'g');
const least = 7;

/** Half width and small: what a person reads as the same. */
const folded = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0)).toLowerCase();

const digitsOf = (text: string): string => folded(text).replace(/[^0-9x]/g, '');

/** Whether a text is to be found as a number, however it is divided. */
export const isNumber = (text: string): boolean =>
  digitsOf(text).length >= least && !/[^0-9xX０-９Ｘｘ\s+()（）.\u2010-\u2015－-]/.test(text);

/** The letters of a text that count for a name, and where each stands in it. */
function lettersOf(text: string): { letters: string; at: number[] } {
  const at: number[] = [];
  let letters = '';
  for (let i = 0; i < text.length; i++) {
    if (soft.test(text.charAt(i))) continue;
    letters += folded(text.charAt(i)).charAt(0);
    at.push(i);
  }
  return { letters, at };
}

/**
 * Takes texts out of texts. A number is found however its digits are divided and whatever country stands before it, but
 * never within a longer one; a name with or without spaces, in either width, but not where it is a part of what is
 * `kept`: the name of a firm is not a person.
 */
export function createEraser(wanted: readonly Wanted[], kept: readonly string[] = []): Eraser {
  const numbers = new Map(
    wanted.filter(({ text }) => isNumber(text)).map(({ text, token }) => [digitsOf(text), token] as const)
  );
  const lengths = [...new Set([...numbers.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  const names = wanted
    .filter(({ text }) => !isNumber(text))
    .map(({ text, ...each }) => ({ letters: lettersOf(text).letters, ...each }))
    .filter(({ letters }) => letters.length > 1)
    .sort((a, b) => b.letters.length - a.letters.length);
  const byStart = Map.groupBy(names, ({ letters }) => letters.slice(0, 2));
  const keeping = kept.map((text) => lettersOf(text).letters);

  const withoutNumbers = (text: string): string =>
    numbers.size === 0 ? text : text.replace(run, (found) => withinRun(found, numbers, lengths));

  function withoutNames(text: string): string {
    if (names.length === 0) return text;
    const { letters, at } = lettersOf(text);
    let whole = '';
    let done = 0;
    let spared: boolean[] | null = null;
    for (let i = 0; i < letters.length; i++) {
      const hit = byStart
        .get(letters.slice(i, i + 2))
        ?.find((each) => letters.startsWith(each.letters, i) && isWord(text, at, i, each));
      if (hit === undefined) continue;
      spared ??= sparedIn(letters, keeping);
      const end = i + hit.letters.length;
      if (spared[i] === true && spared[end - 1] === true) continue;
      whole += text.slice(done, at[i]) + hit.token;
      done = (at[end - 1] as number) + 1;
      i = end - 1;
    }
    return done === 0 ? text : whole + text.slice(done);
  }

  // A hash is no number of anybody, whatever digits stand in it.
  const plain = (text: string): string => (/^[0-9a-f]{32,}$/.test(text) ? text : withoutNames(withoutNumbers(text)));
  return {
    rewrite: (text) => (isJson(text) ? inStrings(text, plain) : plain(text)),
    suspects: [
      ...(numbers.size === 0 ? [] : [`${digit}(${re2(between)}[0-9０-９XxＸｘ]){6,}`]),
      ...chunksOf(names, 300).map(
        (some) => `(?i)${some.map(({ letters }) => [...letters].map(eitherWidth).join(re2(softly))).join('|')}`
      ),
    ],
  };
}

const softly = '[ \\u00a0\\u3000\\u200b-\\u200d\\u00ad\\ufeff\\t]*';
/** RE2 writes a character by its number in another way. */
const re2 = (pattern: string): string => pattern.replace(/\\u([0-9a-f]{4})/g, '\\x{$1}');

function eitherWidth(letter: string): string {
  const code = letter.charCodeAt(0);
  const wide = code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : '';
  const upper = wide === '' ? '' : String.fromCharCode(letter.toUpperCase().charCodeAt(0) + 0xfee0);
  const escaped = letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return wide === '' ? escaped : `[${escaped}${wide}${upper}]`;
}

/** Within digits that stand together: those from one break to another that are a number that is to go. */
function withinRun(found: string, numbers: ReadonlyMap<string, string>, lengths: readonly number[]): string {
  const at = Array.from(found.matchAll(/[0-9０-９XxＸｘ]/g), ({ index }) => index);
  const digits = digitsOf(found);
  const isBreak = (place: number) => place === 0 || place === at.length || (at[place] ?? 0) > (at[place - 1] ?? 0) + 1;
  let whole = '';
  let done = 0;
  for (let i = 0; i < digits.length; i++) {
    const country = isBreak(i) && digits.startsWith('86', i) ? 2 : digits.startsWith('0086', i) ? 4 : 0;
    for (const from of country === 0 ? [i] : [i, i + country]) {
      const length = lengths.find(
        (each) => numbers.has(digits.slice(from, from + each)) && isBreak(i) && isBreak(from + each)
      );
      if (length === undefined) continue;
      const start = i === 0 ? 0 : (at[i] as number);
      whole += found.slice(done, start) + (numbers.get(digits.slice(from, from + length)) ?? '');
      done = (at[from + length - 1] as number) + 1;
      i = from + length - 1;
      break;
    }
  }
  return done === 0 ? found : whole + found.slice(done);
}

/** A name in Latin letters is a word by itself; one in Chinese may stand between any others. */
function isWord(
  text: string,
  at: readonly number[],
  from: number,
  { letters, isWhole = false }: { letters: string; isWhole?: boolean }
): boolean {
  const joins = (letter: string, own = '') =>
    isWhole ? /[\p{L}\p{N}]/u.test(letter) : /[a-z0-9]/i.test(own) && /[a-z0-9]/i.test(letter);
  const [start, end] = [at[from] as number, at[from + letters.length - 1] as number];
  return !joins(text.charAt(start - 1), letters[0]) && !joins(text.charAt(end + 1), letters.at(-1));
}

/** Which letters are of something that stays. */
function sparedIn(letters: string, keeping: readonly string[]): boolean[] {
  const spared: boolean[] = [];
  for (const each of keeping)
    for (let from = letters.indexOf(each); from >= 0; from = letters.indexOf(each, from + 1))
      for (let i = from; i < from + each.length; i++) spared[i] = true;
  return spared;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Every string of a piece of JSON rewritten, and every whole number that is to go; no other character of it: whatever
 * stays keeps its digits.
 */
const inStrings = (json: string, rewrite: (text: string) => string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])\d{7,}(?![\d.eE])/g, (literal) => {
    const text = literal.startsWith('"') ? (JSON.parse(literal) as string) : literal;
    const fresh = rewrite(text);
    return fresh === text ? literal : JSON.stringify(fresh);
  });

function chunksOf<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
