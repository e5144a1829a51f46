import { join } from 'node:path';
import { capabilityNames, type Capability } from '#spec';
import { notOneOf, type Fault } from '#spec/content';
import { isCapability } from './roles.ts';
import { listIn, readAccessTable } from './table.ts';

/** The least and the most of each setting that is a number. */
const numbers = {
  password_min_length: [8, 64],
  password_classes: [0, 4],
  password_max_age_days: [0, 3650],
  password_history: [0, 24],
  first_password_days: [0, 365],
  lock_after: [3, 100],
  lock_minutes: [1, 1440],
  address_failures: [5, 100_000],
  idle_minutes: [1, 1440],
  absolute_hours: [1, 720],
  sessions_per_account: [0, 100],
  token_max_days: [1, 366],
} as const;

/** The rules of signing in, as data/access/settings.csv says them. */
export type Settings = Readonly<Record<keyof typeof numbers, number>> & {
  /** Whoever may do one of these needs a second factor. */
  second_factor: ReadonlySet<Capability>;
  /** The claim of the provider that names the account. */
  provider_claim: string;
};

/** A setting as people read it. */
export interface SettingRow {
  setting: string;
  title: string;
  /** What holds: the value that is written, else the default. */
  value: string;
  note: string;
}

const file = 'data/access/settings.csv';
const columns = ['setting', 'title', 'default', 'value', 'note'];
const names = [...Object.keys(numbers), 'second_factor', 'provider_claim'];

/** Every setting has a line, with its default and, where another is wanted, its value. */
export async function readSettings(
  folder: string
): Promise<{ settings: Settings | null; rows: SettingRow[]; faults: Fault[] }> {
  const { rows, faults } = await readAccessTable(join(folder, 'settings.csv'), file, columns);
  const said = new Map<string, string>();
  for (const { line, cells } of rows) {
    const { setting = '', title = '', default: usual = '', value = '' } = cells;
    if (!names.includes(setting)) faults.push({ file, line, message: notOneOf('没有设置', setting, names) });
    if (title === '') faults.push({ file, line, message: 'title 没有填。' });
    const wrong = [usual, value].flatMap((each) => (each === '' ? [] : (faultOf(setting, each) ?? [])));
    for (const message of wrong) faults.push({ file, line, message });
    said.set(setting, value === '' ? usual : value);
  }
  const lacking = rows.length === 0 ? [] : names.filter((name) => !said.has(name));
  for (const name of lacking) faults.push({ file, line: null, message: `缺设置 ${name}。` });
  if (faults.length > 0) return { settings: null, rows: [], faults };
  const counts = Object.keys(numbers).map((name) => [name, Number(said.get(name))]);
  const settings = {
    ...(Object.fromEntries(counts) as Record<keyof typeof numbers, number>),
    second_factor: new Set(listIn(said.get('second_factor')).filter(isCapability)),
    provider_claim: said.get('provider_claim') ?? '',
  };
  const told = rows.map(({ cells: { setting = '', title = '', note = '' } }) => {
    return { setting, title, value: said.get(setting) ?? '', note };
  });
  return { settings, rows: told, faults };
}

function faultOf(setting: string, value: string): string[] | null {
  if (setting === 'second_factor') {
    const wrong = listIn(value).filter((name) => !isCapability(name));
    return wrong.map((name) => notOneOf('没有权限', name, capabilityNames));
  }
  if (setting === 'provider_claim') return /^[\w.-]{1,60}$/.test(value) ? null : [`声明的名字写的是“${value}”。`];
  if (!Object.hasOwn(numbers, setting)) return null;
  const [least, most] = numbers[setting as keyof typeof numbers];
  const count = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  return count >= least && count <= most ? null : [`${setting} 写的是“${value}”，要是 ${least} 到 ${most} 的整数。`];
}
