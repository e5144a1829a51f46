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
