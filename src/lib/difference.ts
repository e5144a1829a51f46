/** A piece of a text; `isOther` where the other text has it not. */
export interface Piece {
  text: string;
  isOther: boolean;
}

const longest = 1500;

/** Two texts cut where they differ, character by character. One that is very long is not looked into. */
export function difference(one: string, other: string): { one: Piece[]; other: Piece[] } {
  const [a, b] = [Array.from(one), Array.from(other)];
  if (one === other || a.length > longest || b.length > longest)
    return { one: whole(one, one !== other), other: whole(other, one !== other) };
  const lengths = lengthsOf(a, b);
  const [left, right]: [boolean[], boolean[]] = [a.map(() => true), b.map(() => true)];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      left[i] = right[j] = false;
      [i, j] = [i + 1, j + 1];
    } else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return { one: cut(a, left), other: cut(b, right) };
}

const whole = (text: string, isOther: boolean): Piece[] => (text === '' ? [] : [{ text, isOther }]);

/** How many characters the ends of two texts, from each place on, have in common in the same order. */
function lengthsOf(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

function cut(characters: readonly string[], isOther: readonly boolean[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, text] of characters.entries()) {
    const last = pieces.at(-1);
    if (last && last.isOther === isOther[index]) last.text += text;
    else pieces.push({ text, isOther: isOther[index] === true });
  }
  return pieces;
}
