/** So many bytes a text is when it is sent. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

const leftOff = (count: number): string => `…另有 ${count} 条`;

/** As many whole lines as a limit of UTF-8 bytes lets in, and how many were left off: never a part of a line. */
export function cutToBytes(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  const lines = text.split('\n');
  for (let kept = lines.length - 1; kept > 0; kept -= 1) {
    const cut = [...lines.slice(0, kept), leftOff(lines.length - kept)].join('\n');
    if (bytesOf(cut) <= limit) return cut;
  }
  return leftOff(lines.length);
}

/** As many whole characters as a limit of bytes lets in. */
export function cutWithin(text: string, limit: number): string {
  if (bytesOf(text) <= limit) return text;
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > limit - bytesOf('…')) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * A title, lines and where to look, within a limit of bytes. The lines are cut; the title and the address never, unless
 * they alone are too long: whoever gets no line can still look.
 */
export function fitText(
  { title, lines, foot }: { title: string; lines: readonly string[]; foot: readonly string[] },
  limit: number
): string {
  const around = [title, ...foot].join('\n');
  if (lines.length === 0 || bytesOf(around) >= limit) return cutToBytes(around, limit);
  const room = limit - bytesOf(around) - 1;
  const within = cutToBytes(lines.join('\n'), room);
  return bytesOf(within) > room ? around : [title, within, ...foot].join('\n');
}

/** One line for people: what no terminal, header or line of a text should be steered by is a space. */
export const oneLine = (text: string): string => text.replaceAll(unseen, ' ').trim();

/** Controls, and marks that turn the direction of what stands around them. */
const unseen = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]+/gu;
