import { short, type Fault } from './fault.ts';
import { nearest } from './nearest.ts';
import type { SqlText } from './check-header.ts';

/** What is wrong with the text of a file before DuckDB is asked: it holds no query, or more than one. */
export function wrongSql(text: string): Pick<Fault, 'line' | 'message'> | null {
  const bare = text.replace(/--.*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"[^"\n]*"/g, (said) => said.replace(/[^\n]/g, ' '));
  const words = text.replace(/--.*|\/\*[^]*?\*\//g, '');
  if (/^[\s;]*$/.test(words)) return { line: null, message: '文件里没有 SQL。' };
  const at = bare.search(/;(?=[\s;]*[^\s;])/);
  if (at === -1) return null;
  const line = text.slice(0, at).split('\n').length;
  return { line, message: '一个文件只写一条查询：这个分号后面还有 SQL。' };
}

/** What DuckDB has against a query, in words of those who write it, at the line where it stands in its file. */
export function faultOfSql(
  { file, text }: SqlText,
  message: string,
  { linesBefore = 0, known = [] }: { linesBefore?: number; known?: readonly string[] } = {}
): Fault {
  const { says, name } = inWords(message, text, known);
  const told = Number(/^LINE (\d+):/m.exec(message)?.[1] ?? Number.NaN) - linesBefore;
  return { file, line: lineOfName(text, name, told), message: says };
}

const column = '没有列';
const alias = '没有这个别名的表：';
const circle = '这里还没有（两个互相引用成了一圈，或者它是后面的步骤才做的）：';

const namings: readonly { is: RegExp; what: string }[] = [
  { is: /(?:Table|Values list) "(?<of>[^"]+)" does not have a column named "(?<name>[^"]+)"/, what: column },
  { is: /Referenced column "(?<name>[^"]+)" (?:was )?not found/, what: column },
  { is: /Could not find key "(?<name>[^"]+)" in struct/, what: column },
  { is: /Column "(?<name>[^"]+)" does not exist on (?:left|right) side of join/, what: column },
  { is: /Column "(?<name>[^"]+)" in (?:EXCLUDE|REPLACE|RENAME) list not found/i, what: column },
  { is: /Referenced table "(?<name>[^"]+)" not found/, what: alias },
  { is: /Table with name "?(?<name>[^"\s]+)"? does not exist/, what: '没有表' },
  { is: /(?:Function|Macro) with name "?(?<name>[^"\s]+)"? does not exist/, what: '没有函数或指标' },
  { is: /Type with name (?<name>\S+) does not exist/, what: '没有类型' },
];

/** The column that is not there, where that is what is wrong. */
export const missingColumn = (message: string): string | null =>
  namings.flatMap(({ is, what }) => (what === column ? (is.exec(message)?.groups?.name ?? []) : []))[0] ?? null;

/** Whether a query is wrong by itself, and not only by what it is put over. */
export const isWrongItself = (message: string, sql: string, known: readonly string[]): boolean =>
  /syntax error/.test(message) || missingName(message, sql, known) !== null;

interface Missing {
  what: string;
  name: string;
  /** What was probably meant. */
  near: string | null;
  candidates: readonly string[];
}

/**
 * The name that is not there, where that is what is wrong. `known`:
 * the tables and macros that there are, each with its schema.
 */
export function missingName(message: string, sql: string, known: readonly string[]): Missing | null {
  for (const { is, what } of namings) {
    const { name } = is.exec(message)?.groups ?? {};
    if (name === undefined) continue;
    const offered = candidatesIn(message);
    if (what === column || what === alias) return { what, name, near: nearest(name, offered), candidates: offered };
    const own = name.split('.').at(-1) ?? name;
    const [, schema] = new RegExp(`\\b(\\w+)\\."?${own}\\b`).exec(sql) ?? [];
    const schemas = [...new Set(known.map((each) => each.split('.')[0] ?? ''))];
    if (schema !== undefined && /schema .* does not exist/.test(message))
      return { what: '没有这一步：', name: schema, near: nearest(schema, schemas), candidates: schemas };
    if (known.includes(`${schema}.${own}`)) return { what: circle, name: own, near: null, candidates: [] };
    const neighbours = known.flatMap((each) =>
      each.startsWith(`${schema}.`) ? [each.slice(each.indexOf('.') + 1)] : []
    );
    return { what, name: own, near: nearest(own, schema === undefined ? offered : neighbours), candidates: [] };
  }
  return null;
}

function inWords(message: string, sql: string, known: readonly string[]): { says: string; name: string | null } {
  const missing = missingName(message, sql, known);
  if (missing) {
    const { what, name, near, candidates } = missing;
    const others = candidates.length > 1 ? `相近的有：${candidates.join('、')}。` : '';
    return { says: `${what}“${short(name)}”${near === null ? '' : `，最接近的是 ${near}`}。${others}`, name };
  }
  const [, at] = /syntax error at or near "([^"]*)"/.exec(message) ?? [];
  if (at !== undefined)
    return { says: `SQL 写得不对，读到“${short(at)}”这里读不下去。请检查它前面的逗号、括号和关键字。`, name: null };
  if (/syntax error at end of input/.test(message)) return { says: 'SQL 没有写完，请检查括号是否成对。', name: null };
  const [, bare] = /column "([^"]+)" must appear in the GROUP BY clause/.exec(message) ?? [];
  if (bare !== undefined) return { says: `列“${bare}”既没有汇总（如 sum），也不在 group by 里。`, name: bare };
  const [, macro] = /Macro (\w+)\(\) does not support the supplied arguments/.exec(message) ?? [];
  if (macro !== undefined) return { says: `${macro} 的参数个数不对。`, name: macro };
  const [, call] = /No function matches the given name and argument types '([^']+)'/.exec(message) ?? [];
  if (call !== undefined) return { says: `${call} 不能这样算，请看类型对不对。`, name: call.split('(')[0] ?? null };
  const [first = message] = message.split('\n');
  return { says: `SQL 不能运行：${first}`, name: null };
}

const candidatesIn = (message: string): string[] => {
  const [, offered = ''] =
    /(?:Candidate (?:bindings|tables|Entries|functions)|Did you mean):?[ :]*([^\n]*)/i.exec(message) ?? [];
  return Array.from(offered.matchAll(/"([^"]+)"/g), ([, name]) => (name ?? '').split('.').at(-1) ?? '').filter(Boolean);
};

/** The line that DuckDB names where the name stands in it, else the first after the comments that has the name. */
function lineOfName(text: string, name: string | null, told: number): number | null {
  const lines = text.split('\n');
  const line = Number.isInteger(told) && told > 0 && told <= lines.length ? told : null;
  if (name === null) return line;
  return lineNaming(text, name, line) ?? line;
}

/** The line of a query that says a name, this one if it does; null where none does. */
export function lineNaming(text: string, name: string, first: number | null = null): number | null {
  const lines = text.split('\n');
  const word = new RegExp(`(?<![\\w.])(?:\\w+\\.)?"?${name.replace(/[^\w]/g, '\\$&')}"?(?!\\w)`);
  const has = (at: number) => word.test(lines[at - 1] ?? '') && !lines[at - 1]?.startsWith('--');
  if (first !== null && has(first)) return first;
  const found = lines.findIndex((_, at) => has(at + 1));
  return found === -1 ? null : found + 1;
}
