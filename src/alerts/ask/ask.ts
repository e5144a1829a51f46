import { catalogWithin, isDimension } from '#query';
import { everything, type Scope } from '#spec';
import type { Reading } from '#warehouse';
import type { ConditionFile } from '../content/read-condition.ts';
import type { About, Found, Outcome } from '../incident.ts';
import { composed, namesBefore, namesSumsOfOthers, type Side } from './composed.ts';
import { systemNamed, type SystemRows } from './system.ts';

/** What conditions are asked of. */
export interface Ground {
  reading: Reading;
  now: Side;
  /** null: there is none, or it is not there any more. */
  then: Side | null;
  system: SystemRows;
}

type Row = Readonly<Record<string, unknown>>;

/** More scopes than so many are not asked: then nobody reads more than what a row is about. */
const mostScopes = 200;

/** Asks one condition. What goes wrong with it is unknown, in words, and never nothing. */
export async function askCondition(ground: Ground, file: ConditionFile): Promise<Outcome> {
  const [fault] = file.faults;
  if (fault !== undefined) return { found: null, why: `条件写得不对：${fault.message}` };
  if (namesBefore(file.text) && ground.then === null) return { found: null, why: '没有上一个版本可以比较。' };
  const unsaid = systemNamed(file.text).find((name) => ground.system[name] === null);
  if (unsaid !== undefined) return { found: null, why: `现在问不到 ${unsaid}。` };
  try {
    const columns = await columnsOf(ground, file);
    const wrong = wrongColumns(columns, file);
    if (wrong !== null) return { found: null, why: wrong };
    const rows = await rowsOf(ground, file, columns, everything);
    return await withOwn(ground, file, columns, rows.map(foundOf));
  } catch (error) {
    return { found: null, why: `查询没有算出来：${firstLine((error as Error).message)}` };
  }
}

const firstLine = (text: string): string => text.split('\n')[0]!.slice(0, 300);

export const plainColumns = ['key', 'value', 'message', 'evidence', 'due', 'is_unknown'] as const;

/** What the query of a condition answers, by name. */
export async function columnsOf({ reading, ...sides }: Ground, { name, text }: ConditionFile): Promise<string[]> {
  const { sql, values } = composed(text, sides);
  const result = await reading.read(`alerts ${name}`, `select * from (\n${sql}\n) limit 0`, { values, seconds: 60 });
  const found = result.columns.map((column) => column.name);
  await result.rows();
  return found;
}

/** Why nobody can read such rows; null where somebody can. */
export function wrongColumns(columns: readonly string[], { kind }: Pick<ConditionFile, 'kind'>): string | null {
  const needed = ['key', 'message', ...(kind === 'deadline' ? ['due'] : [])];
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) return `查询缺列 ${missing.join('、')}。`;
  const odd = columns.filter((name) => !(plainColumns as readonly string[]).includes(name) && !isDimension(name));
  return odd.length > 0 ? `查询多出了列 ${odd.join('、')}：只要 ${plainColumns.join('、')} 和维度（city …）。` : null;
}

async function rowsOf(
  { reading, ...sides }: Ground,
  { name, text }: ConditionFile,
  columns: readonly string[],
  scope: Scope
): Promise<Row[]> {
  const { catalog: known } = sides.now;
  const catalog = namesSumsOfOthers(text) ? await catalogWithin({ reading }, known, { scope }) : known;
  const { sql, values } = composed(text, { ...sides, now: { ...sides.now, catalog }, scope });
  const told = columns.map((column) =>
    column === 'evidence' ? 'to_json(evidence)::varchar as evidence' : `"${column}"::varchar as "${column}"`
  );
  const result = await reading.read(`alerts ${name}`, `select ${told.join(', ')} from (\n${sql}\n)`, {
    values,
    seconds: 60,
  });
  const rows = (await result.rows()) as Row[];
  const keys = rows.map(({ key }) => key);
  if (keys.some((key) => typeof key !== 'string' || key === '')) throw new Error('有的行没有 key');
  const doubled = keys.find((key, at) => keys.indexOf(key) !== at);
  if (doubled !== undefined) throw new Error(`key ${String(doubled)} 有两行`);
  return rows;
}

function foundOf(row: Row): Found {
  const text = (name: string): string | null =>
    row[name] === undefined || row[name] === null ? null : String(row[name] as string);
  const about: About = Object.fromEntries(
    Object.keys(row).flatMap((name) => (isDimension(name) && text(name) !== null ? [[name, text(name)!]] : []))
  );
  return {
    key: text('key')!,
    about,
    value: text('value'),
    message: text('message') ?? '',
    own: null,
    evidence: (JSON.parse(text('evidence') ?? '{}') ?? {}) as Record<string, unknown>,
    due: text('due')?.replace(' ', 'T') ?? null,
    // Whoever gives no moment to a deadline does not know it.
    isUnknown: text('is_unknown') === 'true' || ('due' in row && text('due') === null),
  };
}

/** Each row once more as who sees no more than what it is about reads it: what is withheld is not in their words. */
async function withOwn(
  ground: Ground,
  file: ConditionFile,
  columns: readonly string[],
  found: readonly Found[]
): Promise<Outcome> {
  const scopes = new Map(
    found.filter(({ about }) => Object.keys(about).length > 0).map(({ about }) => [scopeKey(about), about])
  );
  if (scopes.size > mostScopes) return { found };
  const own = new Map<string, ReadonlyMap<string, string>>();
  for (const [key, about] of scopes) {
    const scope = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, [value]]));
    const rows = await rowsOf(ground, file, columns, scope).catch(() => []);
    own.set(key, new Map(rows.map((row) => [String(row.key), String((row.message ?? '') as string)])));
  }
  return {
    found: found.map((row) => ({ ...row, own: own.get(scopeKey(row.about))?.get(row.key) ?? null })),
  };
}

const scopeKey = (about: About): string => JSON.stringify(Object.entries(about).sort());
