import { join } from 'node:path';
import { capabilityNames, type Capability } from '#spec';
import { notOneOf, type Fault } from '#spec/content';
import { listIn, readAccessTable } from './table.ts';

/** What accounts of a kind may do. Roles are content: the program knows capabilities and scope alone. */
export interface Role {
  role: string;
  title: string;
  /** What it is for, in words. */
  note: string;
  capabilities: ReadonlySet<Capability>;
  /** The dimensions that an account of it must be given values of; none: it reads the rows of all. */
  scopedBy: readonly string[];
}

export type Roles = ReadonlyMap<string, Role>;

const file = 'data/access/roles.csv';
const columns = ['role', 'title', 'capabilities', 'scoped_by', 'note'];

/** `dimensions` are those that rows can be told apart by. */
export async function readRoles(
  folder: string,
  dimensions: readonly string[]
): Promise<{ roles: Roles; faults: Fault[] }> {
  const { rows, faults } = await readAccessTable(join(folder, 'roles.csv'), file, columns);
  const roles = rows.map(
    ({ line, cells: { role = '', title = '', capabilities: may, scoped_by: by, note = '' } }): Role => {
      const wrong = (message: string) => faults.push({ file, line, message });
      if (!/^[a-z][a-z_]*$/.test(role)) wrong(`role 要写成小写英文，写的是“${role}”。`);
      if (title === '') wrong('title 没有填。');
      const given = listIn(may);
      for (const name of given) if (!isCapability(name)) wrong(notOneOf('没有权限', name, capabilityNames));
      if (given.length === 0) wrong('capabilities 没有填。');
      const scopedBy = listIn(by);
      for (const name of scopedBy) if (!dimensions.includes(name)) wrong(notOneOf('没有维度', name, dimensions));
      return { role, title, note, capabilities: new Set(given.filter(isCapability)), scopedBy };
    }
  );
  if (faults.length === 0 && !roles.some((role) => role.capabilities.has('accounts')))
    faults.push({ file, line: null, message: '没有一个角色有 accounts 权限，就没有人能管账号。' });
  return { roles: new Map(roles.map((role) => [role.role, role])), faults };
}

export const isCapability = (name: string): name is Capability => (capabilityNames as readonly string[]).includes(name);
