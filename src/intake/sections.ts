import { isBlank } from './blank.ts';
import { fold } from './header/fold.ts';

/** What is said of things that are no longer, or not yet, what a table is of. 不占名额 and 不限名额 say something else. */
const against =
  /不(?:予|再|拟|同意|符合|合格|通过|推荐|支持|建议|纳入|入围|上报|申报|揭榜|宜|具备|参与)|未(?:予|获|被|通过|推荐|入围|入选|揭榜|立项|支持|达到|报送|中选|列入)|落选|淘汰|候补|备选|备用|后备|储备|退回|退出|撤回|撤销|放弃|取消|暂缓|缓报|剔除|排除|作废|无效|供参考|不计入/;
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
  for (const cell of cells) if (!isBlank(cell) && filled.push(cell.trim()) > 2) return null;
  const [first, second] = filled;
  if (first === undefined || second === undefined) return first ?? null;
  return numeral.test(fold(first)) ? first + second : null;
}

const old =
  /(?:样表|参考|备份|草稿|初稿|测试|缓存|回收站|退库(?:项目)?|历史(?:数据|版本)?|往年(?:项目|数据)?|旧[表版]?|old|bak|backup|draft|test)[)\]】]?\d*$|^(?:样表|旧|往年|历史|备份|测试)/;

/** Whether the name of one sheet among others may say that it is kept for something else. */
export const isOldName = (name: string): boolean => old.test(fold(name)) || isAgainst(name);

/** A line that opens a part of a table: `一、推荐项目`, `（二）其他`. */
export const opensPart = (line: string): boolean =>
  line.length <= 40 &&
  !/[，。；,;]/.test(line) &&
  /^(?:[([]?(?:[一二三四五六七八九十]+|\d{1,2})[)\]、.:]|第[一二三四五六七八九十]+(?:部分|类)[:、]?)(?![\d.])\p{Script=Han}/u.test(
    fold(line)
  );

const doubt =
  /删除|删掉|删去|去掉|不要了|(?<![无不未没有])重复(?:申报|填报|录入|报送|项目|数据|行)?(?:$|[,;。(])|^(?:[此该本](?:项目?|条|行|单位|企业)?)?已?(?:撤销|撤回|撤项|终止|注销|退库|失效|停用|取消|作废)|^(?:[此本该]行)?[为是]?(?:测试|示例|样例)(?:数据|项目|行|用)?$/;
const dismissal =
  /(?:删除|作废|失效|停用|注销|禁用)(?:标记|标志|标识|状态)?$|^(?:is_?)?(?:del|deleted?|removed?|disabled|invalid|void)(?:_?(?:flag|mark|status))?$/;
const dismissed = /^(?:(?:删除|作废|注销)(?:时间|日期)|deleted?_?(?:at|on|time|date))$/;
const standing = /有效(?:标记|标志|标识|状态)?$|^(?:is_?)?(?:valid|active|enabled)(?:_?flag)?$/;

/** Whether such a column may say so: 备注 重复，请删除, 状态 已撤销, 删除标记 1, is_valid 0, deleted_at 2025-04-01. */
export function saysDoubt(header: string, cell: string): boolean {
  if (cell === '' || cell.length > 20) return false;
  const [head, folded] = [fold(header), fold(cell)];
  if (dismissal.test(head)) return /^(?:是|已.*|[1-9]|y|yes|t|true|√|d)$/.test(folded);
  if (dismissed.test(head)) return /[1-9]/.test(folded);
  if (standing.test(head)) return /^(?:否|不|无效|n|no|f|false|0|×)$/.test(folded);
  return /备注|備註|备考|说明|状态|標記|标记|意见|情况|^注$/.test(header) && doubt.test(folded);
}

const no = /^(?:否|不|n|no|×|x|0|false)$/;
const asks = /^是否(?:拟|予以)?(?:推荐|同意推荐|同意|入围|揭榜|通过|有效|上报)/;

/** Whether a column that the contract does not know says of its row that it does not count: 推荐意见 不予推荐, 是否推荐 否. */
export function saysNo(header: string, cell: string): boolean {
  if (cell === '' || cell.length > 12) return false;
  const folded = fold(cell);
  return (
    new RegExp(`^(?:建议|拟)?(?:${againstAll.source})[^,;。]{0,6}$`).test(folded) ||
    (no.test(folded) && asks.test(fold(header)))
  );
}

/** Whether a digit in a column of this name may say that its row does not count: 删除标记 1, 是否推荐 0. */
export const mayDismiss = (header: string): boolean =>
  [dismissal, dismissed, standing, asks].some((pattern) => pattern.test(fold(header)));
