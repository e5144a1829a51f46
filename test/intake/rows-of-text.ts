const required = {
  项目编号: 'P1',
  批次: '2025',
  项目名称: '云平台',
  揭榜任务: '3',
  统一社会信用代码: '91370100MA3CABCDEF',
  申报单位: '某公司',
  单位类型: '服务商',
  企业性质: '民营',
  推荐市: '济南市',
};
/** Every column that a file of applications must have. */
export const names = Object.keys(required);
/** A row of it. */
export const values = Object.values(required);
/** Rows as the text of a file. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell}"` : cell)).join(',')).join('\n') + '\n';
