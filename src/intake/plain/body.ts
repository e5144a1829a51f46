import { open, type FileHandle } from 'node:fs/promises';
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

const blockBytes = 1 << 20;
/** Of more lines than these to be judged one by one, and a third of all, the careful way is the shorter one. */
const mostJudged = 2000;
const mostAside = 10_000;

/** Copies what stands below the header row of a text in UTF-8; null where a line is not plain. */
export async function copyBody(
  { file, mark, headerRow, to }: { file: FileHandle; mark: number; headerRow: number; to: string },
  rules: Rules,
  judge: ReturnType<typeof lineJudge>
): Promise<Body | null> {
  let block = Buffer.allocUnsafe(blockBytes);
  let position = mark;
  /** Fills the block behind what is kept of it; it is full but at the end of the file. */
  const fill = async (kept: number): Promise<number> => {
    for (let filled = kept; ;) {
      const { bytesRead } = await file.read(block, filled, blockBytes - filled, position);
      position += bytesRead;
      filled += bytesRead;
      if (bytesRead === 0 || filled === blockBytes) return filled;
    }
  };
  let kept = await fill(0);
  let from = behindHeader(block.subarray(0, kept), headerRow);
  if (from === null) return null;
  const isCrlf = block[from - 2] === 0x0d;
  const lineEnd = isCrlf ? '\r\n' : '\n';
  const blank = Buffer.from(String.fromCharCode(rules.delimiter).repeat(rules.width - 1) + lineEnd);
  const body: Body = { lines: 0, rows: 0, bytes: 0, aside: [] };
  let judged = 0;
  const copy = await open(to, 'w');
  try {
    for (;;) {
      let end = kept;
      // Between the header and the end of the file; the last line may have no end of its own.
      const isLast = kept < blockBytes;
      if (isLast && end > from && block[end - 1] !== 0x0a) {
        if (block[end - 1] === 0x0d) end--;
        block = Buffer.concat([block.subarray(0, end), Buffer.from(lineEnd)]);
        end = block.length;
      }
      const scanned = scanLines(block, { from, to: end, isCrlf }, rules);
      if (scanned === null || (!isLast && scanned.lines === 0)) return null;
      const { lines, doubtful } = scanned;
      judged += doubtful.length / 3;
      if (judged > mostJudged && judged * 3 > body.lines + lines) return null;
      const pieces: Uint8Array[] = [];
      let copied = from;
      for (let i = 0; i < doubtful.length; i += 3) {
        const [line, start, stop] = [doubtful[i]!, doubtful[i + 1]!, doubtful[i + 2]!];
        const told = judge(headerRow + body.lines + line + 1, block.toString('utf8', start, stop));
        if (told === null || body.aside.length > mostAside) return null;
        if (told.verdict === 'stays') continue;
        body.aside.push(told.row);
        pieces.push(block.subarray(copied, start), blank);
        copied = stop + lineEnd.length;
      }
      pieces.push(block.subarray(copied, scanned.end));
      await copy.writev(pieces);
      body.lines += lines;
      body.bytes += pieces.reduce((sum, piece) => sum + piece.length, 0);
      if (isLast) break;
      block.copyWithin(0, scanned.end, kept);
      kept = await fill(kept - scanned.end);
      from = 0;
    }
  } finally {
    await copy.close();
  }
  body.rows = body.lines - body.aside.length;
  body.bytes -= body.lines * (rules.width - 1 + lineEnd.length);
  return body;
}

/** Where the line behind the header begins; null where a line up to there is cut by more than its end. */
function behindHeader(block: Buffer, headerRow: number): number | null {
  let from = 0;
  for (let row = 0; row < headerRow; row++) {
    const at = block.indexOf(0x0a, from);
    if (at < 0) return null;
    from = at + 1;
  }
  const head = block.latin1Slice(0, from);
  return /"|\r(?!\n)/.test(head) ? null : from;
}
