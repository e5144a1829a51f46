import { columnsOfQuotient, readFormula, type Formula } from '#spec';
import { readHeader, type Fault } from '#spec/content';
import type { Build } from '#warehouse';
import type { ModelText } from './texts.ts';

const serialize = 'select json_serialize_sql($sql::varchar)::varchar as tree';

/**
 * Holds what metrics say of their parts against how these are worked out: where a project counts below the line on some
 * conditions, and above it on the same and others, the numerator lies within the denominator, whatever is loaded.
 */
export async function checkWithin(
  build: Build,
  metrics: readonly ModelText[],
  measured: readonly ModelText[]
): Promise<Fault[]> {
  const formulas = new Map<string, Formula>();
  for (const { file, model } of metrics) {
    const formula = await formulaOf(build, file, model.sql);
    if (formula) formulas.set(model.name, formula);
  }
  const conditions = await conditionsOfAll(build, measured);
  return metrics.flatMap(({ file, text, model }) => {
    const says = model.header.within === 'yes';
    const columns = columnsOfQuotient(model.name, (name) => formulas.get(name));
    const line = readHeader(text).find(({ key }) => key === 'within')?.line ?? 1;
    const at = (message: string): Fault[] => [{ file, line, message }];
    if (columns === null) return says ? at('within 只写在两个合计之比上，这里看不出分子和分母各是哪一列之和。') : [];
    const [above, below] = columns;
    const lies = conditions.some((of) => isWithin(of.get(above), of.get(below)));
    if (says === lies || above === below) return [];
    return at(
      says
        ? `within 不成立：分子 ${above} 不一定在分母 ${below} 之内。${above} 要写成 (… and …)::integer，${below} 的条件都在里面。`
        : `分子 ${above} 总在分母 ${below} 之内，要写一行“-- within: yes”。`
    );
  });
}

const isWithin = (above: Conditions | undefined, below: Conditions | undefined): boolean =>
  above !== undefined && below !== undefined && [...below].every((each) => above.has(each));

async function formulaOf(build: Build, file: string, sql: string): Promise<Formula | null> {
  const [row] = await build.read<{ tree: string }>(file, serialize, { sql: `select\n${sql}` });
  try {
    return readFormula(row?.tree ?? '{}');
  } catch {
    return null;
  }
}

/** What must hold for a column to be 1: each condition as it is written. */
type Conditions = ReadonlySet<string>;

/** Of each model, the columns that are 1 where conditions hold and 0 where not. */
async function conditionsOfAll(build: Build, models: readonly ModelText[]): Promise<ReadonlyMap<string, Conditions>[]> {
  const found: ReadonlyMap<string, Conditions>[] = [];
  for (const { file, model } of models) {
    const [row] = await build.read<{ tree: string }>(file, serialize, { sql: model.sql });
    const { statements } = JSON.parse(row?.tree ?? '{}') as { statements?: { node?: { select_list?: Node[] } }[] };
    const list = statements?.[0]?.node?.select_list ?? [];
    found.push(
      new Map(
        list.flatMap((column): [string, Conditions][] => {
          const holds = typeof column.alias === 'string' && column.alias !== '' ? flagOf(column) : null;
          return holds ? [[String(column.alias), new Set(conjuncts(holds).map(written))]] : [];
        })
      )
    );
  }
  return found;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is cast to a number in `(…)::integer`. */
function flagOf({ class: kind, child, cast_type }: Node): Node | null {
  const isInteger = isNode(cast_type) && cast_type.id === 'INTEGER';
  return kind === 'CAST' && isInteger && isNode(child) ? child : null;
}

const conjuncts = (node: Node): Node[] =>
  node.type === 'CONJUNCTION_AND' && Array.isArray(node.children)
    ? node.children.filter(isNode).flatMap(conjuncts)
    : [node];

/** A condition, wherever it stands in its file. */
const written = (node: Node): string =>
  JSON.stringify(node, (key, value: unknown) => (key === 'query_location' || key === 'alias' ? undefined : value));
