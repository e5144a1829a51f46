import { fold } from './header/fold.ts';

/** A cell of its own that says that its row shows how to fill the table in. */
const marked =
  /^[([【<]*(?:填写|填报|填表|录入)?(?:示例|样例|范例|例子|举例|示范)(?:行|数据|说明)?\d{0,2}[)\]】>]*:?$|^例\d{0,2}:?$|^\(例\)$|^e\.?g\.?:?$/;
const within = /填写示例|填报示例|填表示例|录入示例|填写样例|填报样例/;
const opening = /^(?:[([【]?(?:示例|样例|范例)|[([【]例)[)\]】:]/;
/** An id that says so: `X09（例）`. */
const closing = /^(?=\D*\d)[a-z\d-]{1,20}[([【](?:示例|样例|范例|例)[)\]】]$/;

/** Whether a row is one that a form shows as an example: its first cells say so, or any does in so many words. */
export function isExample(cells: readonly string[]): boolean {
  let filled = 0;
  for (const cell of cells) {
    if (cell === '') continue;
    filled += 1;
    if (!/例|^\s*[([]?[eEＥｅ]/.test(cell)) continue;
    const folded = fold(cell);
    if (within.test(folded)) return true;
    if (filled <= 3 && (marked.test(folded) || opening.test(folded) || closing.test(folded))) return true;
  }
  return false;
}

/** `填写示例`: a sheet, or a file, that shows how to fill in another. */
export const isExampleName = (name: string): boolean =>
  /(?:填写|填报|填表|录入)(?:示例|样例|范例|说明)|(?:示例|样例|范例|例表)[)\]】]?$/.test(fold(name)) ||
  /^(?:示例|样例|范例|example|sample)\d*$/.test(fold(name));

/** An id that only shows how ids look: `SL2025-XXXX`, `91370100××××××××`. A real code may hold a few X. */
export const isPlaceholder = (cell: string, least: 3 | 5): boolean =>
  !/^[!-~]*$/.test(cell) || /[x*#]/i.test(cell)
    ? runs[least].test(cell.normalize('NFKC').toLowerCase().replace(/[\s-]/g, ''))
    : false;

const runs = { 3: /([x×*○〇□#])\1{2,}/, 5: /([x×*○〇□#])\1{4,}/ };
