const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';

/** 甲子, 乙丑, … 癸亥: the sixty pairs, counted from 0. */
function pair(number: number): string {
  return STEMS.charAt(number % 10) + BRANCHES.charAt(number % 12);
}

/**
 * The number as a name, different for every number, and short while numbers are small: pairs and one of the words.
 * Numbers side by side do not give names side by side.
 */
export function serialName(number: number, words: readonly string[]): string {
  let [first, size, pairs] = [0, 60 * words.length, 1];
  while (number >= first + size) {
    first += size;
    size *= 60;
    pairs += 1;
  }
  let rest = ((number - first) * 7919 + 1013) % size;
  const word = words[rest % words.length] as string;
  rest = Math.floor(rest / words.length);
  let name = '';
  for (let i = 0; i < pairs; i += 1) {
    name += pair(rest % 60);
    rest = Math.floor(rest / 60);
  }
  return name + word;
}
