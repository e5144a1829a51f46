const words = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null;

/**
 * Breaks a label into lines of so many characters at most, about
 * as long as each other: before a bracket, else between words.
 */
export function wrap(text: string, size: number): string {
  const most = Math.max(3, size);
  const [head = '', tail] = text.split(/(?=（)/);
  if (tail !== undefined && text.length > most && Math.max(head.length, tail.length) <= most) return `${head}\n${tail}`;
  const lines: string[] = [];
  for (let rest = text; rest !== '';) {
    const at = breakOf(rest, most);
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return lines.join('\n');
}

/** Where the first line of what is left ends. */
function breakOf(text: string, most: number): number {
  const count = Math.ceil(text.length / most);
  if (count === 1) return text.length;
  const even = Math.ceil(text.length / count);
  const ends = words ? Array.from(words.segment(text), ({ index }) => index) : [];
  const fit = ends.filter((at) => at > 0 && at <= most && Math.ceil((text.length - at) / most) < count);
  return fit.toSorted((a, b) => Math.abs(a - even) - Math.abs(b - even))[0] ?? even;
}
