import { fold } from './header/fold.ts';

/** What is said of things that are no longer, or not yet, what a table is of. 不占名额 and 不限名额 say something else. */
const against =
  /不(?:予|再|拟|同意|符合|合格|通过|推荐|支持|建议|纳入|入围|上报|申报|揭榜|宜|具备|参与)|未(?:予|获|被|通过|推荐|入围|入选|揭榜|立项|支持|达到|报送|中选|列入)|落选|淘汰|候补|备选|备用|后备|储备|退回|退出|撤回|撤销|放弃|取消|暂缓|缓报|剔除|排除|作废|无效/;
/** The same, said of a whole sheet or file: what may as well be its history (退回修改后) is left out. */
const againstAll =
  /不予(?:推荐|揭榜|支持|入围|通过|上报)|不(?:推荐|揭榜|支持|入围)|未(?:予|获|被)?(?:推荐|入围|入选|揭榜)|落选|淘汰|候补|备选|后备|储备|放弃|作废/;

/** A line that is no sentence. */
export const isAgainst = (line: string): boolean =>
  line.length <= 40 && !/[，。；,;]/.test(line) && against.test(fold(line));

/** A name, or a title that is no sentence. */
export const isAllAgainst = (text: string): boolean => {
  const folded = fold(text);
  return folded.length <= 60 && againstAll.test(folded) && !/[,;。!?]/.test(folded);
};

const numeral = /^(?:[([]?[一二三四五六七八九十]+[)\]]?[、.:]?|[([]\d+[)\]]|\d+[)、.])$/;

/** The text of a row that holds nothing else, or a numeral before it: what stands over a part of a table. */
export function lineOf(cells: readonly string[]): string | null {
  const filled: string[] = [];
  for (const cell of cells) if (cell !== '' && cell.trim() !== '' && filled.push(cell.trim()) > 2) return null;
  const [first, second] = filled;
  if (first === undefined || second === undefined) return first ?? null;
  return numeral.test(fold(first)) ? first + second : null;
}

/** A line that opens a part of a table: `一、推荐项目`, `（二）其他`. */
export const opensPart = (line: string): boolean =>
  line.length <= 40 &&
  !/[，。；,;]/.test(line) &&
  /^(?:[([]?(?:[一二三四五六七八九十]+|\d{1,2})[)\]、.:]|第[一二三四五六七八九十]+(?:部分|类)[:、]?)(?![\d.])\p{Script=Han}/u.test(
    fold(line)
  );

/** Of a row that somebody struck out in a column of its own, as systems do that delete nothing. */
const deletes =
  /^(?:(?:是否)?(?:已)?(?:逻辑)?(?:删除|作废|撤销)(?:标志|标记|标识|状态)?|is_?deleted|deleted|del_?flag)$/;
const isDeleted = /^(?:是|y|yes|√|1|true|已?(?:删除|作废|撤销))$/;
const deleted =
  /^(?:已|逻辑|重复[,、]?(?:已|请)?)?(?:删除|作废)$|^(?:此行|本行|该行)?(?:为|是)?(?:测试|示例)(?:数据|行)$|^此行为(?:示例|测试)$/;

const no = /^(?:否|不|n|no|×|x|0|false)$/;

/** Whether a column that the contract does not know says of its row that it does not count: 推荐意见 不予推荐, 是否推荐 否. */
export function saysNo(header: string, cell: string): boolean {
  if (cell === '' || cell.length > 12) return false;
  const folded = fold(cell);
  return (
    deleted.test(folded) ||
    (isDeleted.test(folded) && deletes.test(fold(header))) ||
    new RegExp(`^(?:建议|拟)?(?:${againstAll.source})[^,;。]{0,6}$`).test(folded) ||
    (no.test(folded) && /^是否(?:拟|予以)?(?:推荐|同意推荐|同意|入围|揭榜|通过|有效|上报)/.test(fold(header)))
  );
}
