const words = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null;

/**
 * Breaks a label into lines of so many characters at most, about
 * as long as each other: before a bracket, else between words.
 */
export function wrap(said: string, size: number): string {
  const most = Math.max(3, size);
  const [head = '', tail] = said.split(/(?=（)/);
  if (tail !== undefined && said.length > most && Math.max(head.length, tail.length) <= most) return `${head}\n${tail}`;
  const lines: string[] = [];
  for (let rest = said; rest !== '';) {
    const at = breakOf(rest, most);
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return lines.join('\n');
}

/** Where the first line of what is left ends. */
function breakOf(said: string, most: number): number {
  const count = Math.ceil(said.length / most);
  if (count === 1) return said.length;
  const even = Math.ceil(said.length / count);
  const ends = words ? Array.from(words.segment(said), ({ index }) => index) : [];
  const fit = ends.filter((at) => at > 0 && at <= most && Math.ceil((said.length - at) / most) < count);
  return fit.toSorted((a, b) => Math.abs(a - even) - Math.abs(b - even))[0] ?? even;
}
