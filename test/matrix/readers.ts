import { nobody, seat, type Reader } from '#access';
import { isWhole, type Capability } from '#spec';
import type { Canary, Facts } from './canaries.ts';
import { readerOf } from '../readers.ts';

/** One who asks, by role and scope. */
export interface Asker {
  name: string;
  reader: Reader;
}

const clerk: readonly Capability[] = ['sums', 'rows', 'files', 'upload', 'propose', 'personal'];

/** Roles and scopes: whole, by one and by several dimensions, without rows, without anything. */
export const askers: readonly Asker[] = [
  { name: '济南市', reader: readerOf({ city: ['济南市'] }, clerk, 'jinan') },
  { name: '青岛市', reader: readerOf({ city: ['青岛市'] }, clerk, 'qingdao') },
  { name: '济南、烟台', reader: readerOf({ city: ['济南市', '烟台市'] }, clerk, 'two') },
  { name: '济南市历下区', reader: readerOf({ city: ['济南市'], county: ['历下区'] }, clerk, 'lixia') },
  { name: '2025批次', reader: readerOf({ batch: ['2025'] }, clerk, 'batch') },
  { name: '青岛市2025', reader: readerOf({ city: ['青岛市'], batch: ['2025'] }, clerk, 'both') },
  { name: '青岛市，个人信息屏蔽', reader: readerOf({ city: ['青岛市'] }, ['sums', 'rows', 'files'], 'masked') },
  { name: '评审审计', reader: readerOf({}, ['sums', 'rows', 'files'], 'audit') },
  { name: '只读大屏', reader: readerOf({}, ['sums'], 'wall') },
  { name: '系统管理员', reader: readerOf({}, ['accounts', 'versions', 'settings', 'record'], 'admin') },
  { name: '没有登录', reader: nobody },
  { name: '处室', reader: seat },
];

/** Whether they may see a canary: some row that holds it is in their scope, and what is personal is for them. */
export function maySee({ reader: { capabilities, scope } }: Asker, { facts, isPersonal }: Canary): boolean {
  if (!capabilities.has('rows') || (isPersonal && !capabilities.has('personal'))) return false;
  return isWhole(scope) || facts.some((each) => isWithin(scope, each));
}

const isWithin = (scope: Reader['scope'], facts: Facts): boolean =>
  Object.entries(scope).every(([name, values]) => values.includes(facts[name] ?? ''));
