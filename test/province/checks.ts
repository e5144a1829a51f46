import type { Batch } from './batches.ts';
import { day, dayOf, workday } from './calendar.ts';
import type { Project } from './project.ts';
import type { Province } from './province.ts';
import { random } from './random.ts';

export interface Check {
  code: string;
  item: '安全生产事故' | '严重失信' | '经营异常' | '绿色门槛' | '经营状态';
  result: string;
  from: number | null;
  until: number | null;
  checkedOn: number;
  origin: string;
}

type Case = Pick<Check, 'item' | 'result'> & { from?: string; until?: string };

/** What the checks found about the lead of these projects; `[]`: nobody checked it. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  '370100/12': [{ item: '安全生产事故', result: '一般', from: '2023-06-18' }],
  '370200/10': [{ item: '安全生产事故', result: '较大', from: '2022-02-05' }],
  '370200/11': [{ item: '安全生产事故', result: '较大', from: '2022-02-04' }],
  '370600/11': [{ item: '安全生产事故', result: '等级待认定', from: '2024-11-02' }],
  '370700/8': [{ item: '严重失信', result: '列入', from: '2023-09-12' }],
  '370700/9': [{ item: '严重失信', result: '列入', from: '2022-08-01', until: '2024-08-01' }],
  '370800/8': [{ item: '经营异常', result: '列入', from: '2025-03-11' }],
  '370800/11': [{ item: '经营异常', result: '列入', from: '2023-07-06', until: '2023-10-20' }],
  '371300/8': [{ item: '绿色门槛', result: '不予支持' }],
  '371300/9': [{ item: '经营状态', result: '注销' }],
  '371000/4': [],
};

/** The checks of a submitted project's lead, handed in once; nearly everybody has been checked. */
export function checksOf(province: Province, project: Project): Check[] {
  const { batch, city, serial, lead } = project;
  if (!batch.hasAnnexTasks || !project.isFirstOfLead) return [];
  const draw = random(province.seed, 'checks', batch.id, city.code, serial);
  const cases = CASES[`${city.code}/${serial}`];
  if (cases?.length === 0 || (!cases && draw.chance(0.03))) return [];
  const checkedOn = workday(dayOf(batch.submitBy) - draw.whole(4, 15));
  const usual: Case[] = [
    { item: '经营状态', result: draw.weighted({ 存续: 55, 在营: 30, 在业: 10, 开业: 5 }) },
    { item: '绿色门槛', result: draw.weighted({ 符合: 88, 优先支持: 12 }) },
  ];
  if (!cases && draw.chance(0.012)) usual.push({ item: '安全生产事故', result: '一般', from: '2023-03-09' });
  const found = [...usual.filter(({ item }) => !cases?.some((other) => other.item === item)), ...(cases ?? [])];
  return found.map(({ item, result, from, until }) => ({
    code: lead.code,
    item,
    result,
    from: from ? day(from) : null,
    until: until ? day(until) : null,
    checkedOn,
    origin:
      item === '绿色门槛'
        ? '示例生态环境部门反馈'
        : item === '安全生产事故'
          ? '示例应急管理部门反馈'
          : '示例信用平台查询',
  }));
}

export interface Coverage {
  batch: string;
  item: Check['item'];
  city: string | null;
  comparedOn: number;
  origin: string;
}

/** The lists that were compared with all applicants of a batch; that of 经营异常 only by the cities that answered. */
export function coverageOf({ cities }: Province, batch: Batch): Coverage[] {
  if (!batch.hasAnnexTasks) return [];
  const comparedOn = workday(dayOf(batch.submitBy) - 6);
  const compared = (item: Check['item'], origin: string, city: string | null = null): Coverage => ({
    batch: batch.id,
    item,
    city,
    comparedOn,
    origin,
  });
  return [
    compared('安全生产事故', '示例应急管理部门名单'),
    compared('严重失信', '示例信用平台名单'),
    ...cities.slice(0, 10).map(({ name }) => compared('经营异常', '示例市场监管部门名单', name)),
  ];
}
