/** A clause as data/reference/clauses.csv says it. */
export interface ClauseText {
  id: string;
  heading: string;
  quotation: string;
}

/**
 * Where in the text of a notice a clause stands: its words, from its own number to
 * the next of the same rank; null where its number is not found. `三（二）` is （二） below
 * the heading 三、, `二（二）2` the second of its list, `附件1（3）` the third of the annex.
 */
export function textOfClause(notice: string, { id, heading }: Pick<ClauseText, 'id' | 'heading'>): string | null {
  const [number = ''] = id.split(' ');
  const parts = Array.from(
    number.matchAll(/附件\d+|（\d+）|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+|\d+/g),
    ([part]) => part
  );
  const start = heading === '' ? -1 : notice.indexOf(heading);
  if (start === -1) return null;
  const isAnnex = parts[0]?.startsWith('附件') ?? false;
  const below = notice.slice(start);
  if (isAnnex) return parts[1] === undefined ? below : part(below, annexMarks(parts[1]));
  let text: string | null = until(below, /\n[一二三四五六七八九十]+、|\n榜单内容概要/g);
  for (const each of parts.slice(1)) text = text && part(text, clauseMarks(each));
  return text;
}

interface Marks {
  own: RegExp;
  next: RegExp;
}

/** （一） and (一) are the same to whoever types a notice. */
function clauseMarks(part: string): Marks {
  if (part.startsWith('（')) {
    const inside = part.slice(1, -1);
    return { own: new RegExp(`\\n[（(]${inside}[）)]`), next: /\n[（(][一二三四五六七八九十]+[）)]/g };
  }
  return { own: new RegExp(`(?<=^|[\\n；;。：:])\\s*${part}[.．、]`), next: /(?<=[；;。\n])\s*\d+[.．、]/g };
}

function annexMarks(part: string): Marks {
  const inside = part.slice(1, -1);
  return /^\d+$/.test(inside)
    ? { own: new RegExp(`\\n${inside}[.．、]`), next: /\n(?:\d+[.．]|[一二三四五六七八九十]+、)/g }
    : { own: new RegExp(`\\n${inside}、`), next: /\n[一二三四五六七八九十]+、/g };
}

function part(text: string, { own, next }: Marks): string | null {
  const at = own.exec(text)?.index;
  return at === undefined ? null : until(text.slice(at).trimStart(), next);
}

/** Up to the next mark, which is not that at the very beginning. */
function until(text: string, next: RegExp): string {
  const found = [...text.matchAll(next)].find(({ index }) => index > 0);
  return found ? text.slice(0, found.index) : text;
}

/** What is wrong with a clause held against its notice; nothing where its words stand there. */
export function wrongClause(notice: string, clause: ClauseText, clauses: readonly ClauseText[]): string[] {
  const { id, heading, quotation } = clause;
  if (heading !== '' && !notice.includes(heading)) return [`通知里没有标题“${heading}”。`];
  if (quotation === '') return [];
  if (!notice.includes(quotation)) return [`引文不是通知的原文：通知里没有“${firstStrange(notice, quotation)}”。`];
  const text = textOfClause(notice, clause);
  if (heading !== '' && text === null) return [`通知“${heading}”之下没有 ${id} 这一条。`];
  if (text === null || text.includes(quotation)) return [];
  const other = clauses.find((each) => each !== clause && textOfClause(notice, each)?.includes(quotation));
  return [`引文是通知的原文，但不在${id}${other ? `，在${other.id}` : ''}。`];
}

/** The part of a quotation with which it leaves the text. */
function firstStrange(notice: string, quotation: string): string {
  let held = 0;
  while (held < quotation.length && notice.includes(quotation.slice(0, held + 1))) held++;
  const from = Math.max(0, held - 8);
  return `${from > 0 ? '…' : ''}${quotation.slice(from, held + 12)}${held + 12 < quotation.length ? '…' : ''}`;
}
