import type { Case } from './case.ts';

const blank = ['', ' ', '\u3000', '—', '－－', '/', '／', '空', 'N/A', 'null', '未填写'].map((cell): Case => [
  cell,
  null,
]);

export const text: readonly Case[] = [
  ...blank,
  ['无', null],
  ['暂无', null],
  ['（无）', null],
  ['甲公司', '甲公司'],
  [' 甲 公司\u3000', '甲 公司'],
  ['甲（山东）公司', '甲（山东）公司'],
  ['５Ｇ工厂', '５Ｇ工厂'],
  ['甲\n乙', '甲 乙'],
  ['甲\u200b乙\ufeff', '甲乙'],
  ['无锡分公司', '无锡分公司'],
  ['=HYPERLINK("x")', '=HYPERLINK("x")'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['1.38E+10', '1.38E+10'],
  ['0', '0'],
];

export const answer: readonly Case[] = [
  ...blank,
  ['无', '无'],
  ['没有', '没有'],
  ['较大', '较大'],
  [' 未 列入 ', '未 列入'],
];

export const yesNo: readonly Case[] = [
  ...['是', '√', '✓', '✔', '有', 'Y', 'y', 'Ｙ', 'yes', '1', '１', 'TRUE', ' 是 '].map((cell): Case => [cell, 'true']),
  ...['否', '×', '✗', '无', '没有', 'N', 'n', 'no', '0', 'FALSE', 'x', '否\u00a0'].map((cell): Case => [cell, 'false']),
  ...['', '—', '/', '空', 'N/A'].map((cell): Case => [cell, null]),
  ...['是的', '部分', '2', '是/否', '?', '1.0'].map((cell): Case => [cell, null, 'unreadable_yes_no cell']),
];

/** 中央驻鲁企业, 省属国企, 市属国企, 民营, 外资, 其他. */
export const choice: readonly Case[] = [
  ['民营', '民营'],
  [' 民 营 ', '民营'],
  ['民营企业', '民营'],
  ['中央驻鲁企业', '中央驻鲁企业'],
  ['驻鲁央企', '中央驻鲁企业'],
  ['省属国有企业', '省属国企'],
  ['市属国企', '市属国企'],
  ['其它', '其他'],
  ['', null],
  ['—', null],
  ['无', null],
  ['国企', null, 'unknown_choice cell'],
  ['民营/外资', null, 'unknown_choice cell'],
  ['央企参股', null, 'unknown_choice cell'],
  ['1', null, 'unknown_choice cell'],
];

export const batch: readonly Case[] = [
  ['2025', '2025'],
  ['２０２５', '2025'],
  ['2025年', '2025'],
  ['2025 年度', '2025'],
  ['2024-1', '2024-1'],
  ['2024－2', '2024-2'],
  ['2024—1', '2024-1'],
  ['2024年第一批', '2024-1'],
  ['2024年度第二批', '2024-2'],
  ['2024年第2批次', '2024-2'],
  ['2024第1批', '2024-1'],
  ['', null],
  ['无', null],
  ['2024', null, 'unknown_batch cell'],
  ['2024-3', null, 'unknown_batch cell'],
  ['2026', null, 'unknown_batch cell'],
  ['2024年1月', null, 'unknown_batch cell'],
  ['2024/1/1', null, 'unknown_batch cell'],
  ['Jan-24', null, 'unknown_batch cell'],
  ['第一批', null, 'unknown_batch cell'],
];

const five = '5G 工厂（产线/车间）';

export const task: readonly Case[] = [
  ['1', '工业互联网+安全生产', undefined, '2025'],
  ['９', '数字化转型公共服务载体', undefined, '2025年'],
  ['3.0', null, 'unknown_task cell', '2025'],
  ['任务3', five, undefined, '2025'],
  ['任务三', five, undefined, '2025'],
  [five, five, undefined, '2025'],
  ['5G工厂(产线/车间)', five, undefined, '2025'],
  ['5g 工厂', five, undefined, '2025'],
  ['3.5G工厂', five, undefined, '2025'],
  ['3、5G 工厂（产线／车间）', five, undefined, '2025'],
  ['工业互联网＋绿色低碳', '工业互联网+绿色低碳', undefined, '2025'],
  ['轻量化产品和解决方案', '轻量化改造数字产品和解决方案', undefined, '2025'],
  ['公共服务载体赋能', '数字化转型公共服务载体', undefined, '2025'],
  ['工业互联网网络安全', '工业互联网网络安全解决方案', undefined, '2025'],
  ['供应链平台创新', '供应链平台创新', undefined, '2025'],
  ['', null, undefined, '2025'],
  ['10', null, 'unknown_task cell', '2025'],
  ['0', null, 'unknown_task cell', '2025'],
  ['5.5G工厂', null, 'unknown_task cell', '2025'],
  ['产业链供应链数字化', null, 'unknown_task cell', '2025'],
  ['技术赋能', null, 'unknown_task cell', '2025'],
  ['1、2', null, 'unknown_task cell', '2025'],
  ['工业互联网 平台\n应用', '工业互联网 平台 应用', undefined, '2024-1'],
  ['3', '3', undefined, '2024年第二批'],
];
