import { open } from 'node:fs/promises';
import type { GridRow } from '../grid.ts';
import type { lineJudge } from './judge.ts';
import { scanLines } from './lines.ts';
import type { Rules } from './rules.ts';

/** The rows below a header, copied so that each line is a row of the table or blank. */
export interface Body {
  /** How many lines it has, and how many of them are rows of the table. */
  lines: number;
  rows: number;
  /** How many bytes the cells of these rows have. */
  bytes: number;
  /** What stands where the copy has blank lines. */
  aside: GridRow[];
}

/** Of more lines than these to be judged one by one, and a third of all, the careful way is the shorter one. */
const mostJudged = 2_000;
const mostAside = 10_000;
/** Bytes that may be waited for until a line ends. */
const mostKept = 1 << 21;

/** Copies what stands below the header row of a text, in UTF-8; null where a line is not plain. */
export async function copyBody(
  { blocks, headerRow, to }: { blocks: AsyncIterable<Buffer>; headerRow: number; to: string },
  rules: Rules,
  judge: ReturnType<typeof lineJudge>
): Promise<Body | null> {
  const body: Body = { lines: 0, rows: 0, bytes: 0, aside: [] };
  let lineEnd = '';
  let judged = 0;
  const copy = await open(to, 'w');

  /** Copies the whole lines of a block; answers how many bytes they are, -1 where one is not plain. */
  const take = async (block: Buffer, from: number): Promise<number> => {
    const scanned = scanLines(block, { from, to: block.length, isCrlf: lineEnd === '\r\n' }, rules);
    if (scanned === null) return -1;
    const { lines, doubtful, end, quotes } = scanned;
    judged += doubtful.length / 3;
    if (judged > mostJudged && judged * 3 > body.lines + lines) return -1;
    const pieces: Uint8Array[] = [];
    let copied = from;
    for (let i = 0; i < doubtful.length; i += 3) {
      const [line, start, stop] = [doubtful[i]!, doubtful[i + 1]!, doubtful[i + 2]!];
      const text = block.toString('utf8', start, stop);
      const told = judge(headerRow + body.lines + line + 1, text);
      if (told === null) return -1;
      if (told.verdict === 'stays') continue;
      body.aside.push(told.row);
      pieces.push(block.subarray(copied, start), blankLine(rules));
      copied = stop;
      body.bytes += text.split('"').length - 1;
    }
    pieces.push(block.subarray(copied, end));
    await copy.writev(pieces);
    body.lines += lines;
    body.bytes += pieces.reduce((sum, piece) => sum + piece.length, -quotes);
    return body.aside.length > mostAside ? -1 : end;
  };

  let rest = Buffer.alloc(0);
  try {
    for await (const bytes of blocks) {
      if (rest.length + bytes.length > mostKept) return null;
      const block = Buffer.concat([rest, bytes]);
      let from = 0;
      if (lineEnd === '') {
        const behind = behindHeader(block, headerRow);
        if (behind === null) return null;
        from = behind;
        lineEnd = block[from - 2] === 0x0d ? '\r\n' : '\n';
      }
      const end = await take(block, from);
      if (end < 0) return null;
      rest = block.subarray(end);
    }
    // The last line may have no end of its own.
    if (rest.length > 0) {
      const last = rest.at(-1) === 0x0d ? rest.subarray(0, -1) : rest;
      if ((await take(Buffer.concat([last, Buffer.from(lineEnd)]), 0)) < 0) return null;
    }
  } finally {
    await copy.close();
  }
  body.rows = body.lines - body.aside.length;
  body.bytes -= body.lines * (rules.width - 1 + lineEnd.length);
  return body;
}

const blankLine = ({ delimiter, width }: Rules): Uint8Array => new Uint8Array(width - 1).fill(delimiter);

/** Where the line behind the header begins; null where rows up to there may not be lines. */
function behindHeader(block: Buffer, headerRow: number): number | null {
  let from = 0;
  for (let row = 0; row < headerRow; row++) {
    const end = block.indexOf(0x0a, from) + 1;
    const line = block.toString('latin1', from, end);
    if (end === 0 || /\r(?!\n)/.test(line) || line.split('"').length % 2 === 0) return null;
    from = end;
  }
  return from;
}
