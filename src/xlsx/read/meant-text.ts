import type { CellFinding } from './workbook.ts';
import { noMarks, wholeText, type CellText, type Marks, type Run } from './rich-text.ts';

/** How a cell looks that a text stands in. */
export interface Look {
  marks: Marks;
  /** The cell has no colour, or is white. */
  isPaper: boolean;
}

interface Meant {
  text: string;
  findings: CellFinding[];
}

type Fate = 'struck' | 'raised' | 'hidden' | 'lowered' | 'plain';

const check = { struck: 'struck_text', raised: 'raised_text', hidden: 'hidden_text', lowered: 'lowered_text' } as const;
const words = {
  struck: '带删除线',
  raised: '是上标',
  hidden: '看不见（白色或极小的字）',
  lowered: '是下标',
} as const;
const fix = {
  struck: '不要的字请删去；要的请去掉删除线',
  raised: '若是注释的序号，请删去或写到备注里；若是内容，请去掉上标',
  hidden: '不要的字请删去；要的请改成看得见的颜色和字号',
  lowered: '若是注释的序号，请删去；若是内容，请去掉下标',
} as const;
/** A number, maybe with a unit: what a lowered digit would falsify. */
const numberLike = /^[\s\d.,，．％%+-]+(?:(?:[万亿千百][元圆]?|[元圆])\s*)?$/;

/**
 * What is meant of a text: without what is struck out, raised as the number of a footnote, or not to be seen. Of a text
 * that is so as a whole nothing is taken away: struck, it has no value; else it needs a look.
 */
export function meantText(text: CellText, look: Look): Meant {
  if (typeof text === 'string' && look.marks === noMarks) return { text, findings: [] };
  const runs = (typeof text === 'string' ? [{ text, marks: null }] : text.runs).map((run: Run) => ({
    ...run,
    fate: fateOf(run.marks ?? look.marks, look.isPaper),
  }));
  const whole = wholeText(text);
  if (runs.every(({ fate }) => fate === 'plain')) return { text: whole, findings: uneven(runs, whole) };
  const isAmount = numberLike.test(whole);
  const isKept = (fate: Fate) => fate === 'plain' || (fate === 'lowered' && !isAmount);
  const joined = (keep: (fate: Fate) => boolean) => runs.flatMap((run) => (keep(run.fate) ? [run.text] : [])).join('');
  const left = joined(isKept);
  const gone = (['struck', 'raised', 'hidden', 'lowered'] as const).filter((fate) =>
    runs.some((run) => run.fate === fate && !isKept(fate) && run.text.trim() !== '')
  );
  if (left.trim() === '') return { text: whole, findings: gone.slice(0, 1).map((fate) => wholly(fate, whole)) };
  return {
    text: left,
    findings: [
      ...gone.map((fate) => ({
        check: check[fate],
        effect: 'mark' as const,
        problem: `单元格“${brief(whole)}”里的“${brief(joined((each) => each === fate))}”${words[fate]}，没有计入，按“${brief(left)}”读取`,
        fix: fix[fate],
      })),
      ...uneven(
        runs.filter(({ fate }) => isKept(fate)),
        left
      ),
    ],
  };
}

/** Digits that look as if they were two numbers: in two colours, or some much smaller than the others. */
function uneven(runs: readonly Run[], whole: string): CellFinding[] {
  const digits = runs.filter(({ text }) => /\d/.test(text));
  const behind = smallNumber(runs, whole);
  if (behind.length > 0 || digits.length < 2 || !numberLike.test(whole)) return behind;
  const isSmall = ({ size = 10 }: Run) => digits.some((other) => (other.size ?? 10) >= size + 2.5);
  const small = digits.filter(isSmall);
  const inked = digits.filter(({ ink }) => ink !== digits[0]!.ink);
  const odd = small.length > 0 ? small : inked;
  if (odd.length === 0) return [];
  const parts = odd.map(({ text }) => text).join('');
  const problem = `单元格“${brief(whole)}”里的“${brief(parts)}”${small.length > 0 ? '字号小得多' : '是另一种颜色'}，像是另写的，照样连着读`;
  const said = '若是注释的序号或改前的数，请删去；若是一个数，请改成一样的字';
  return [{ check: 'uneven_text', effect: 'mark', problem, fix: said, of: 'amount' }];
}

/** A small number behind an id, a day, an amount: that of a footnote, which is read as if it belonged to it. */
function smallNumber(runs: readonly Run[], whole: string): CellFinding[] {
  const written = runs.filter(({ text }) => text.trim() !== '');
  const [last, before] = written.toReversed();
  if (!last || !before || !/^\s*\d{1,2}\s*$/.test(last.text)) return [];
  if ((before.size ?? 10) < (last.size ?? 10) + 2.5) return [];
  const problem = `单元格“${brief(whole)}”末尾的“${last.text.trim()}”字号小得多，像是注释的序号，照样连着读`;
  return [{ check: 'uneven_text', effect: 'mark', problem, fix: '若是注释的序号，请删去；若不是，请改成一样大的字' }];
}

/** What is found of a cell that looks so as a whole, whatever it holds. */
export function meantCell(text: string, { marks, isPaper }: Look): CellFinding[] {
  if (marks === noMarks) return [];
  const fate = fateOf(marks, isPaper);
  return fate === 'plain' || fate === 'lowered' ? [] : [wholly(fate, text)];
}

function wholly(fate: Exclude<Fate, 'plain'>, text: string): CellFinding {
  const problem = `整个单元格“${brief(text)}”${words[fate]}`;
  return { check: check[fate], effect: fate === 'struck' ? 'cell' : 'mark', problem, fix: fix[fate] };
}

function fateOf({ isStruck, isRaised, isLowered, isWhite, isTiny }: Marks, isPaper: boolean): Fate {
  if (isStruck) return 'struck';
  if (isTiny || (isWhite && isPaper)) return 'hidden';
  if (isRaised) return 'raised';
  return isLowered ? 'lowered' : 'plain';
}

const brief = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
