import { join } from 'node:path';
import { readTable } from '#pipeline';
import { notOneOf, type Fault } from '#spec/content';

/** What is kept, as far as this program can let go of it, and what it hands out and cannot. */
const kinds = {
  personal: 'here',
  tables: 'here',
  originals: 'here',
  uploads: 'here',
  outbox: 'here',
  sessions: 'here',
  backups: 'here',
  record: 'always',
  packages: 'elsewhere',
  bundles: 'elsewhere',
  exports: 'elsewhere',
} as const;

export type KeptKind = keyof typeof kinds;
export const keptKinds = Object.keys(kinds) as KeptKind[];

/** How long something is kept. */
export interface Period {
  kind: KeptKind;
  title: string;
  /** null: nobody has said yet, and nothing goes. */
  days: number | 'always' | null;
  /** A day of projects from which it counts, where it is of projects. */
  since: string | null;
  basis: string;
  note: string;
  /** Whether this program holds it. */
  where: (typeof kinds)[KeptKind];
}

const file = 'data/retention/periods.csv';
const columns = ['kind', 'title', 'days', 'since', 'basis', 'note'];
const fewest = 2;

/** How long everything is kept, as an office wrote it down; each kind has a line, if only to say that it is open. */
export async function readPeriods(folder: string): Promise<{ periods: Period[]; faults: Fault[] }> {
  const { table, wrong } = await readTable({ path: join(folder, 'periods.csv'), notice: null }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return { table: null, wrong: [{ line: null, message: '没有这个文件：期限都是未定，什么也不清理。' }] };
    }
  );
  const faults: Fault[] = wrong.map((each) => ({ file, ...each }));
  if (table === null) return { periods: [], faults };
  for (const name of columns.filter((each) => !table.columns.includes(each)))
    faults.push({ file, line: 1, message: `缺列 ${name}。` });
  for (const name of table.columns.filter((each) => !columns.includes(each)))
    faults.push({ file, line: 1, message: notOneOf('没有列', name, columns) });
  const periods: Period[] = [];
  for (const { line, cells } of table.rows) {
    const { kind = '', title = '', days = '', since = '', basis = '', note = '' } = cells;
    const fault = (message: string) => faults.push({ file, line, message });
    if (!isKind(kind)) {
      fault(notOneOf('没有这一种', kind, keptKinds));
      continue;
    }
    if (periods.some((each) => each.kind === kind)) fault(`${kind} 写了两次。`);
    if (title === '') fault('title 没有填。');
    const kept = daysOf(days);
    if (kept === undefined) fault(`days 写的是“${days}”，要是不小于 ${fewest} 的整数、“永久”，或者空着（未定）。`);
    if (kept !== undefined && kept !== null && basis === '') fault('写了期限就要写依据（basis）。');
    if (kinds[kind] === 'always' && kept !== 'always')
      fault(`${kind} 只能写“永久”：登记一环扣一环，抽掉一条就核不过。`);
    if (kind === 'personal' && typeof kept === 'number' && since === '') fault('since 没有填：从项目的哪个日子算起。');
    if (kind !== 'personal' && since !== '') fault(`since 只有 personal 才写（写的是“${since}”）。`);
    periods.push({ kind, title, days: kept ?? null, since: since || null, basis, note, where: kinds[kind] });
  }
  for (const kind of keptKinds.filter((each) => !periods.some((period) => period.kind === each)))
    if (table.rows.length > 0) faults.push({ file, line: null, message: `缺 ${kind} 这一行；还没有定的，days 空着。` });
  return { periods, faults };
}

const isKind = (kind: string): kind is KeptKind => Object.hasOwn(kinds, kind);

function daysOf(said: string): Period['days'] | undefined {
  if (said === '') return null;
  if (said === '永久') return 'always';
  return /^\d{1,6}$/.test(said) && Number(said) >= fewest ? Number(said) : undefined;
}
