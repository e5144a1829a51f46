import {
  faultOfSql,
  formulaOf,
  lineNaming,
  missingName,
  notOneOf,
  readHeader,
  wrongMartColumn,
  type Fault,
} from '#spec/content';
import { readFormula } from '#spec';
import type { Build } from '#warehouse';
import type { Found } from './make.ts';
import { isNumber } from './names.ts';
import { askOverStandIns, failureOf, nameOf, namesAny, reasonOf, standForMacro } from './stand-ins.ts';
import type { ModelText } from './texts.ts';

const serialize = 'select json_serialize_sql($sql::varchar)::varchar as tree';

/** Asks each macro that reads cells for a cell without anything in it, and tells those that name what is not there. */
export async function bindParsers(build: Build, parsers: readonly ModelText[], found: Found): Promise<void> {
  await bindMacros(build, parsers, {
    ...found,
    isHurt: () => false,
    query({ model }) {
      const taken = model.header.takes?.split(',').length ?? 0;
      return `select parsers."${model.name}"(${Array.from({ length: taken }, () => 'null').join(', ')}) limit 0`;
    },
  });
}

/** Asks each metric of no project, over these marts, beside a count: so that what is not summed is told. */
export async function bindMetrics(
  build: Build,
  metrics: readonly ModelText[],
  { marts, ...found }: Found & { marts: readonly string[] }
): Promise<void> {
  for (const mart of marts)
    await bindMacros(build, metrics, {
      ...found,
      isHurt: ({ model }) => namesAny(`${mart} ${model.sql}`, found.broken),
      query: ({ model }) => `select count(*), metrics."${model.name}"(p) from ${mart} as p limit 0`,
    });
}

const workable =
  '公式只能用：sum(p.列)、别的指标、数、coalesce、nullif、case、类型转换、加减乘除和比较；别的写法，读数溯源复算不出来。';

/** Tells the metrics that bind and that nobody could work out again from rows. */
export async function checkFormulas(
  build: Build,
  metrics: readonly ModelText[],
  { broken, faults: told }: Found
): Promise<Fault[]> {
  const faults: Fault[] = [];
  const whole = metrics.filter((each) => !broken.has(nameOf(each)) && !told.some(({ file }) => file === each.file));
  for (const { file, text, model } of whole) {
    const [row] = await build.read<{ tree: string }>(file, serialize, { sql: `select\n${model.sql}` });
    try {
      readFormula(row?.tree ?? '{}');
    } catch {
      const at = text.split('\n').findIndex((line) => line.trim() !== '' && !line.startsWith('--'));
      faults.push({ file, line: at + 1, message: workable });
    }
  }
  return faults;
}

async function bindMacros(
  build: Build,
  macros: readonly ModelText[],
  { isHurt, query, ...found }: Found & { isHurt: (macro: ModelText) => boolean; query: (macro: ModelText) => string }
): Promise<void> {
  const { broken, faults, known } = found;
  const failed: { each: ModelText; message: string }[] = [];
  for (const each of macros.filter((macro) => !broken.has(nameOf(macro)))) {
    const sql = query(each);
    const error = await askOverStandIns(build, sql, { ...found, ask: () => build.read(each.file, sql) });
    const isTold =
      error &&
      (missingName(reasonOf(error), each.model.sql, known) ||
        isUnsummed(reasonOf(error)) ||
        (each.model.stage === 'metrics' && !isHurt(each)));
    if (isTold) failed.push({ each, message: reasonOf(error) });
  }
  const names = (but: ModelText) => new Set(failed.filter(({ each }) => each !== but).map(({ each }) => nameOf(each)));
  const own = failed.filter(({ each }) => !namesAny(each.model.sql, names(each)));
  for (const { each, message } of own.length > 0 ? own : failed)
    faults.push(isUnsummed(message) ? unsummed(each) : faultOfSql(each, message.replace(/^LINE .*$/m, ''), { known }));
  for (const { each } of failed) {
    broken.add(nameOf(each));
    await standForMacro(build, each);
  }
}

const isUnsummed = (message: string): boolean => /GROUP BY/.test(message);

function unsummed({ file, text }: ModelText): Fault {
  const at = text.split('\n').findIndex((line) => !line.startsWith('--') && /(?<!sum\()\bp\.\w/.test(line));
  return { file, line: at === -1 ? null : at + 1, message: '公式里的列都要先汇总，如 sum(p.listed)。' };
}

/** Holds the columns of a mart against their lines, and asks it for each that its header says is made of others. */
export async function checkMart(
  build: Build,
  { file, text, model }: ModelText,
  {
    types,
    sums = new Map(),
    personal,
    lineOf: told,
    homeOf,
  }: {
    types: ReadonlyMap<string, string>;
    /** The measures, summed. */
    sums?: ReadonlyMap<string, string>;
    personal: ReadonlySet<string>;
    lineOf: (column: string) => string | undefined;
    homeOf: (column: string) => ModelText | undefined;
  }
): Promise<Fault[]> {
  const lines = readHeader(text);
  const lineOf = (name: string) => lines.find(({ key }) => key === name)?.line ?? null;
  const lineIn = (own: string, name: string) =>
    readHeader(own).find(({ key }) => key === name)?.line ?? lineNaming(own, name);
  const faults: Fault[] = [];
  for (const [name, type] of types) {
    const home = lineOf(name) === null ? homeOf(name) : undefined;
    const at = home ? { file: home.file, line: lineIn(home.text, name) } : { file, line: lineOf(name) };
    faults.push(...wrongMartColumn(name, type, told(name)).map((message) => ({ ...at, message })));
    if (type === 'BOOLEAN' && isNumber(sums.get(name) ?? ''))
      faults.push({
        ...at,
        message: `${name} 是可加的数，类型要是数（现在是 BOOLEAN）：是与否写成 …::integer，记 1 与 0。`,
      });
    if (personal.has(name))
      faults.push({ file, line: lineOf(name), message: `${name} 是个人信息（private），不能进主题表。` });
    const formula = formulaOf(name, model.header[name] ?? '');
    if (formula === null) continue;
    const error = await failureOf(() => build.read(file, `select ${formula} from marts."${model.name}" limit 0`));
    if (error) faults.push({ ...faultOfSql({ file, text: '' }, reasonOf(error)), line: lineOf(name) });
  }
  return faults;
}

/** Tells the words that a query writes into a column and may not, so far as it writes them as they are. */
export async function checkWords(
  build: Build,
  { file, text, model }: ModelText,
  words: Readonly<Record<string, readonly string[]>>
): Promise<Fault[]> {
  if (Object.keys(words).length === 0) return [];
  const [row] = await build.read<{ tree: string }>(file, serialize, { sql: model.sql });
  const tree: unknown = JSON.parse(row?.tree ?? '{}');
  const lines = text.split('\n');
  return Object.entries(words).flatMap(([column, allowed]) =>
    wordsIn(tree, column)
      .filter((word) => !allowed.includes(word))
      .map((word) => {
        const at = lines.findIndex((line) => line.includes(`'${word}'`));
        return { file, line: at === -1 ? null : at + 1, message: notOneOf(`${column} 不能是`, word, allowed) };
      })
  );
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function wordsIn(tree: unknown, column: string): string[] {
  if (!isNode(tree)) return [];
  const own = tree.alias === column ? wordsOf(tree) : [];
  return [...new Set([...own, ...Object.values(tree).flatMap((each) => wordsIn(each, column))])];
}

/** What an expression may come to, where it is a word, a case or an if of words. */
function wordsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.class === 'CONSTANT') {
    const { value, is_null } = node.value as Node;
    return is_null === true || typeof value !== 'string' ? [] : [value];
  }
  if (node.class === 'CASE')
    return [...(node.case_checks as Node[]).map(({ then_expr }) => then_expr), node.else_expr].flatMap(wordsOf);
  return [];
}
