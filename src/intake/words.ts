const sum = '(?:合计|小计|总计|共计|累计|总合计|合计数)(?:\\(.*\\))?(?:[:,].*)?$';
const anySum = new RegExp(`^[\\p{Script=Han}\\d]{0,12}${sum}`, 'u');
const plainSum = new RegExp(
  `^(?:本页|本表|本市|本县|本区|全省|全市|全县|全区|全部|以上|第\\d+页|\\p{Script=Han}{2,6}[市县区])?${sum}`,
  'u'
);

/** Whether a folded cell is the name of a total: `合计`, `济南市小计`, `合计(12个)`. */
export const namesTotal = (folded: string, isClosed: boolean): boolean => (isClosed ? anySum : plainSum).test(folded);

const people = [
  '填表',
  '填报',
  '制表',
  '经办',
  '审核',
  '复核',
  '审批',
  '负责',
  '分管',
  '主管',
  '联系',
  '报送',
  '上报',
  '打印',
];
const parts = ['', '人', '单位', '部门', '领导', '日期', '时间', '说明', '人签字', '单位盖章', '单位公章'];
const others = [
  '单位',
  '单位负责人',
  '部门负责人',
  '联系电话',
  '联系方式',
  '电话',
  '手机',
  '传真',
  '邮箱',
  '日期',
  '时间',
  '签字',
  '签名',
  '盖章',
  '公章',
  '单位盖章',
  '单位公章',
  '备注',
  '注',
  '说明',
  '附注',
  '数据来源',
];
const note = new RegExp(
  `^\\(?(?:${[...people.flatMap((who) => parts.map((part) => who + part)), ...others].join('|')})\\)?(?:\\d*[.、:(].*)?$`,
  's'
);

/** Whether a folded cell begins a line about the table: `填表人:张三`, `备注1:…`, `(盖章)`. */
export const namesNote = (folded: string): boolean => note.test(folded);

/** Whether a folded cell with nothing beside it is a day (`2025年4月20日`) or a numbered remark. */
export const standsAlone = (folded: string): boolean =>
  /^(?:\d{4})?年(?:\d{0,2}月(?:\d{0,2}日)?)?$/.test(folded) ||
  /^\(?[\d一二三四五六七八九十]+[)、.](?!\d).*\p{Script=Han}/su.test(folded);

const trailers = [
  '\\(?\\d+(?:行|rows?)(?:受影响|affected|selected|returned|fetched|inset)?\\)?',
  '\\(?(?:共|总共|共计|已选择|已选|查询到|查出|本表共|以上共|总计|合计|导出)(?:有)?\\d+(?:条|行|个|项|家)(?:记录|数据|结果|项目|企业|单位|信息)?\\)?',
  '(?:总)?(?:记录|条|行)数:?\\d+',
  '第\\d+页(?:[,/]?共\\d+页)?|共\\d+页(?:[,/]?第\\d+页)?(?:[,/]?共?\\d+条(?:记录)?)?|page\\d+(?:of\\d+)?|\\d+/\\d+页?',
  'select\\d+|\\d+rowsinset.*|query(?:ok|completed).*|(?:completion)?time:.*|完成时间:.*|elapsed:.*|已用时间:.*',
  '[-=*~—–_.·\\s(\\[]*(?:(?:此页)?以下(?:空白|无正文|为空|无内容)|此处以下空白|本页以下空白|(?:下接|转)下页|[承接]上页|续(?:上|前)?(?:表|页)|完|结束|全文完|end|theend|eof|endoffile)[-=*~—–_.·\\s)\\]]*',
  '(?:导出|打印|生成|制表|统计|查询|下载)(?:时间|日期|人|人员|单位|条件|用户):?.*',
];
const trailer = new RegExp(`^(?:${trailers.join('|')})[.。]?$`, 's');

/** Whether a folded cell with nothing beside it is what a program or a page puts below rows: `(3行受影响)`, `以下空白`. */
export const namesTrailer = (folded: string): boolean => trailer.test(folded);

/** A line that only rules: `-----,----`, as text exports have between header and rows. */
export const isRule = (filled: readonly string[]): boolean =>
  filled.length > 0 && filled.every((cell) => /^[-=_—─━+|\s]{3,}$/.test(cell));
