import { isWhole, type Capability, type Scope } from '#spec';
import { draftedWords, loaded, sealedWords, type Canary, type Facts } from './canaries.ts';

/**
 * One who asks. What the role may do is written here a second time and by hand: what the door of signing in says of a
 * role is held against it.
 */
export interface Asker {
  name: string;
  /** Who signs in; null: nobody does. */
  account: string | null;
  role: string;
  capabilities: ReadonlySet<Capability>;
  scope: Scope;
}

const clerk: readonly Capability[] = ['sums', 'rows', 'files', 'personal', 'upload', 'publish', 'propose'];
const division: readonly Capability[] = [...clerk, 'shared', 'decide', 'enter', 'revise', 'seal', 'package', 'record'];

const asker = (
  name: string,
  account: string | null,
  role: string,
  capabilities: readonly Capability[],
  scope: Scope = {}
): Asker => ({ name, account, role, capabilities: new Set(capabilities), scope });

/** Roles and scopes: whole, by one and by several dimensions, without rows, without anything. */
export const askers: readonly Asker[] = [
  asker('济南市', 'jinan', 'city', clerk, { city: ['济南市'] }),
  asker('青岛市', 'qingdao', 'city', clerk, { city: ['青岛市'] }),
  asker('济南、烟台', 'two', 'city', clerk, { city: ['济南市', '烟台市'] }),
  asker('济南市商河县', 'shanghe', 'county', clerk, { city: ['济南市'], county: ['商河县'] }),
  asker('2025批次', 'batch', 'of_batch', clerk, { batch: ['2025'] }),
  asker('一个方向', 'direction', 'of_direction', clerk, { direction: ['技术赋能'] }),
  asker('青岛市2025', 'both', 'of_city_and_batch', clerk, { city: ['青岛市'], batch: ['2025'] }),
  asker('青岛市，个人信息屏蔽', 'masked', 'masked', ['sums', 'rows', 'files'], { city: ['青岛市'] }),
  asker('青岛市，可核定', 'deciding', 'deciding', [...clerk, 'decide', 'enter', 'revise', 'seal'], {
    city: ['青岛市'],
  }),
  asker('评审审计', 'audit', 'reviewer', ['sums', 'rows', 'files']),
  asker('只读大屏', 'wall', 'screen', ['sums']),
  asker('系统管理员', 'admin', 'administrator', ['accounts', 'versions', 'settings', 'record']),
  asker('没有登录', null, '', []),
  asker('处室', 'division', 'division', division),
];

/** Roles that an office could write, besides those that come with the program: as lines of data/access/roles.csv. */
export const moreRoles = [
  'of_batch,批次,sums、rows、files、personal、upload、publish、propose,batch,只看一批',
  'of_direction,方向,sums、rows、files、personal、upload、publish、propose,direction,只看一个方向',
  'of_city_and_batch,市和批次,sums、rows、files、personal、upload、publish、propose,city、batch,只看本市的一批',
  'deciding,市（可核定）,sums、rows、files、personal、upload、publish、propose、decide、enter、revise、seal,city,本市的自己核定',
  'masked,市（不看个人信息）,sums、rows、files,city,只看本市，个人信息遮盖',
];

/** Whether they may see a canary: some row that holds it is in their scope, and what is personal is for them. */
export function maySee({ capabilities, scope }: Asker, { of, facts, isPersonal, isOfRecord = false }: Canary): boolean {
  if (isOfRecord && capabilities.has('record')) return true;
  // Whoever tends versions is told who loaded them.
  if (of === loaded && capabilities.has('versions')) return true;
  // What a paper is called is told to whoever holds it: its code stands on it.
  if (of === sealedWords) return capabilities.has('sums') && isOf(scope, facts);
  // A notice of changes is for who may write in it, until it is issued.
  if (of === draftedWords && !['revise', 'seal'].some((each) => capabilities.has(each as Capability))) return false;
  if (!capabilities.has('rows') || (isPersonal && !capabilities.has('personal'))) return false;
  return isOf(scope, facts);
}

const isOf = (scope: Scope, facts: readonly Facts[]): boolean =>
  isWhole(scope) || facts.some((each) => isWithin(scope, each));

const isWithin = (scope: Scope, facts: Facts): boolean =>
  Object.entries(scope).every(([name, values]) => values.includes(facts[name] ?? ''));
