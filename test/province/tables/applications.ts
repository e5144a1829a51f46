import { cityCell, dayCell, moneyCell, yesNoCell, type Hand } from '../hand.ts';
import type { Project } from '../project.ts';
import type { Column } from '../sheet.ts';

/** What differs from the contract's headers in one clerk's table, by the contract's header. */
export type Headers = Readonly<Record<string, string>>;

/** 项目基本信息表. A cell that somebody typed otherwise is written as typed, and not added up. */
export function applicationColumns(headers: Headers = {}): Column<Project>[] {
  return COLUMNS.map(({ header, cell, amount }) => ({
    header: headers[header] ?? header,
    cell: (project, hand) => project.typed[header] ?? cell(project, hand),
    ...(amount && { amount: (project: Project) => (project.typed[header] === undefined ? amount(project) : null) }),
  }));
}

const COLUMNS: readonly Column<Project>[] = [
  { header: '项目编号', cell: ({ id }) => id },
  { header: '批次', cell: ({ batch }) => batch.id },
  { header: '项目名称', cell: ({ name }) => name },
  { header: '揭榜任务', cell: taskCell },
  { header: '统一社会信用代码', cell: ({ lead }) => lead.code },
  { header: '申报单位', cell: ({ lead }) => lead.name },
  { header: '单位类型', cell: ({ lead }) => lead.kind },
  { header: '企业性质', cell: ({ lead }) => lead.ownership },
  { header: '所属集团', cell: ({ lead }) => lead.group ?? '' },
  { header: '是否子公司', cell: ({ isSubsidiary }, hand) => yesNoCell(hand, isSubsidiary) },
  { header: '省级公司推荐函', cell: ({ hasLetter }, hand) => yesNoCell(hand, hasLetter) },
  { header: '联合单位信用代码', cell: ({ partners }, { list }) => partners.map(({ code }) => code).join(list) },
  { header: '推荐市', cell: ({ city }, hand) => cityCell(hand, city) },
  { header: '县（市、区）', cell: ({ county }) => county.name },
  { header: '建设性质', cell: ({ construction }) => construction },
  { header: '响应内容起始日期', cell: ({ start }, hand) => dayCell(hand, start) },
  { header: '实施期止', cell: ({ end }, hand) => dayCell(hand, end) },
  { header: '实施地点', cell: ({ site }) => site },
  { header: '项目总投资', cell: ({ total }, hand) => moneyCell(hand, total), amount: ({ total }) => total },
  {
    header: '实施期内计划投资',
    cell: ({ planned }, hand) => moneyCell(hand, planned),
    amount: ({ planned }) => planned,
  },
  { header: '联系人', cell: () => '示例联系人' },
  { header: '联系电话', cell: ({ phone }) => phone },
];

function taskCell({ task }: Project, { task: writes }: Hand): string {
  if (task.no === null || writes === 'name') return task.name;
  return writes === 'number' ? task.no : task.alias;
}
