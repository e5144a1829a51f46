import { textWidth } from '#lib/charts/style.ts';

/** Words of Latin letters and numbers with what belongs to them stand together; else a line may break anywhere. */
const pieces = /[\x21-\x7e]+[）】」』，。；：、！？%]?|\s+|.[）】」』，。；：、！？%]?/gsu;

/** A text in lines that are no wider than the room: a piece that is too long by itself is cut where it must be. */
export function breakLines(text: string, room: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (each: string) => textWidth(each, size) <= room;
  for (const piece of text.match(pieces) ?? []) {
    if (piece.includes('\n')) {
      lines.push(line);
      line = '';
    } else if (fits(line + piece)) line += piece;
    else {
      if (line.trim() !== '') lines.push(line);
      line = piece.trimStart();
      while (!fits(line) && line.length > 1) {
        const most = longest(line, room, size);
        lines.push(line.slice(0, most));
        line = line.slice(most);
      }
    }
  }
  return [...lines, line].map((each) => each.trimEnd()).filter((each) => each !== '');
}

function longest(text: string, room: number, size: number): number {
  let at = 1;
  while (at < text.length && textWidth(text.slice(0, at + 1), size) <= room) at++;
  return at;
}

/** What XML cannot hold is left out. */
const unheld = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

export const escaped = (text: string): string =>
  text
    .replace(unheld, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export interface Look {
  size: number;
  fill?: string;
  weight?: number;
  anchor?: 'start' | 'middle' | 'end';
}

/** One line of text, its baseline at y. */
export const textAt = (
  x: number,
  y: number,
  text: string,
  { size, fill = 'var(--ink)', weight, anchor }: Look
): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${
    weight === undefined ? '' : ` font-weight="${weight}"`
  }${anchor === undefined ? '' : ` text-anchor="${anchor}"`}>${escaped(text)}</text>`;

export const round = (at: number): number => Math.round(at * 10) / 10;
