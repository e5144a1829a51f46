import {
  faultOfSql,
  formulaOf,
  missingName,
  readHeader,
  wrongMartColumn,
  wrongVerdicts,
  type Fault,
} from '#spec/content';
import type { Build } from '#warehouse';
import { failureOf, namesAny, reasonOf, type Found } from './make.ts';
import type { ModelText } from './texts.ts';

/** Asks each macro that reads cells for a cell without anything in it, and tells those that name what is not there. */
export async function bindParsers(build: Build, parsers: readonly ModelText[], given: Found): Promise<void> {
  await bindMacros(parsers, given, ({ model }) => {
    const taken = model.header.takes?.split(',').length ?? 0;
    return build.read(
      model.file,
      `select ${model.stage}."${model.name}"(${Array.from({ length: taken }, () => 'null').join(', ')}) limit 0`
    );
  });
}

/** Asks each metric of no project, over these marts, beside a count: so that what is not summed is told. */
export async function bindMetrics(
  build: Build,
  metrics: readonly ModelText[],
  { marts, ...given }: Found & { marts: readonly string[] }
): Promise<void> {
  for (const mart of marts)
    await bindMacros(metrics, given, ({ model }) =>
      build.read(model.file, `select count(*), metrics."${model.name}"(p) from ${mart} as p limit 0`)
    );
}

async function bindMacros(
  macros: readonly ModelText[],
  { broken, faults, known }: Found,
  ask: (macro: ModelText) => Promise<unknown>
): Promise<void> {
  const failed: { each: ModelText; message: string }[] = [];
  for (const each of macros.filter(
    ({ model }) => !broken.has(`${model.stage}.${model.name}`) && !namesAny(model.sql, broken)
  )) {
    const error = await failureOf(() => ask(each));
    if (error && (each.model.stage === 'metrics' || missingName(reasonOf(error), each.model.sql, known)))
      failed.push({ each, message: reasonOf(error) });
  }
  const names = (but: ModelText) =>
    new Set(failed.filter(({ each }) => each !== but).map(({ each: { model } }) => `${model.stage}.${model.name}`));
  const own = failed.filter(({ each }) => !namesAny(each.model.sql, names(each)));
  for (const { each, message } of own.length > 0 ? own : failed)
    faults.push(
      /GROUP BY/.test(message) ? unsummed(each) : faultOfSql(each, message.replace(/^LINE .*$/m, ''), { known })
    );
  for (const { each } of failed) broken.add(`${each.model.stage}.${each.model.name}`);
}

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
    personal,
    lineOf: told,
  }: {
    types: ReadonlyMap<string, string>;
    personal: ReadonlySet<string>;
    lineOf: (column: string) => string | undefined;
  }
): Promise<Fault[]> {
  const lines = readHeader(text);
  const lineOf = (name: string) => lines.find(({ key }) => key === name)?.line ?? null;
  const faults: Fault[] = [];
  for (const [name, type] of types) {
    faults.push(...wrongMartColumn(name, type, told(name)).map((message) => ({ file, line: lineOf(name), message })));
    if (personal.has(name))
      faults.push({ file, line: lineOf(name), message: `${name} 是个人信息（private），不能进主题表。` });
    const formula = formulaOf(name, model.header[name] ?? '');
    if (formula === null) continue;
    const error = await failureOf(() => build.read(file, `select ${formula} from marts."${model.name}" limit 0`));
    if (error) faults.push({ ...faultOfSql({ file, text: '' }, reasonOf(error)), line: lineOf(name) });
  }
  return faults;
}

/** Tells the verdicts that a rule writes and may not, so far as its query writes them as they are. */
export async function checkVerdicts(build: Build, rule: ModelText): Promise<Fault[]> {
  const query = 'select json_serialize_sql($sql::varchar)::varchar as tree';
  const [row] = await build.read<{ tree: string }>(rule.file, query, { sql: rule.model.sql });
  const lines = rule.text.split('\n');
  return wrongVerdicts(verdictsIn(JSON.parse(row?.tree ?? '{}'))).map((message) => {
    const [, written = ''] = /“(.*?)”/.exec(message) ?? [];
    const at = lines.findIndex((line) => line.includes(`'${written}'`));
    return { file: rule.file, line: at === -1 ? null : at + 1, message };
  });
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function verdictsIn(tree: unknown): string[] {
  if (!isNode(tree)) return [];
  const own = tree.alias === 'verdict' ? wordsOf(tree) : [];
  return [...new Set([...own, ...Object.values(tree).flatMap(verdictsIn)])];
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
